import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isListType,
  isScalarType,
  type TypeNode,
  typeFromAST,
  type VariableDefinitionNode,
} from "graphql";
import { fault } from "../../errors.js";
import { OPTION_NAMES } from "./options.js";

/**
 * The variables that a query string gives to a saved query, typed as the operation declares them: numbers and
 * booleans by their text, a list by repeating its parameter, an input object as JSON.
 * @throws EXPORT_PARAMETER naming the parameter that is unknown, missing or of the wrong type
 */
export function readParameters(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  query: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const declared = new Map(definitions.map((definition) => [definition.variable.name.value, definition]));
  const variables: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) {
    if (OPTION_NAMES.some((option) => option === name)) continue;
    const definition = declared.get(name);
    if (definition === undefined) throw unknown(name, [...declared.keys()]);
    variables[name] = parameter(name, [value].flat().map(String), typeOf(schema, definition.type));
  }
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: 1 });
  const first = errors?.[0];
  if (first !== undefined) {
    const name = /\$(\w+)/.exec(first.message)?.[1] ?? "";
    throw fault("EXPORT_PARAMETER", { parameter: name, reason: first.message });
  }
  return variables;
}

function typeOf(schema: GraphQLSchema, node: TypeNode): GraphQLInputType {
  return typeFromAST(schema, node as never) as GraphQLInputType;
}

function parameter(name: string, values: readonly string[], type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return values.map((value) => single(name, value, nullable.ofType));
  const [value, ...more] = values;
  if (more.length > 0) throw wrong(name, "it takes one value and was given several");
  return single(name, value ?? "", type);
}

function single(name: string, value: string, type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isInputObjectType(nullable)) return asJson(name, value);
  if (isEnumType(nullable) || !isScalarType(nullable)) return value;
  switch (nullable.name) {
    case "Int":
    case "Float":
      // `Number("")` would be 0.
      if (!/^[-+]?\d/.test(value) || Number.isNaN(Number(value))) throw wrong(name, "it must be a number");
      return Number(value);
    case "Boolean":
      if (value !== "true" && value !== "false") throw wrong(name, "it must be true or false");
      return value === "true";
    default:
      return value;
  }
}

function asJson(name: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw wrong(name, "it must be JSON");
  }
}

function unknown(name: string, known: readonly string[]) {
  const takes = known.length === 0 ? "takes none" : `takes ${known.join(", ")}`;
  return wrong(name.slice(0, 100), `the query ${takes}, besides ${OPTION_NAMES.join(", ")}`);
}

const wrong = (name: string, reason: string) => fault("EXPORT_PARAMETER", { parameter: name, reason });
