import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  validate,
  valueFromASTUntyped,
} from "graphql";
import { codeOf, fault } from "../errors.js";
import { projectRoot } from "../project-root.js";
import { EXPORT_FORMATS, type ExportFormat } from "./export/formats.js";
import { OPTION_NAMES } from "./export/options.js";
import { planStack } from "./export/stacked-plan.js";

/** A text in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** A parameter of a saved query: a variable of its operation. */
export interface QueryParameter {
  readonly name: string;
  /** As GraphQL writes it, e.g. `ID!`. */
  readonly type: string;
  readonly required: boolean;
  readonly default?: unknown;
}

/** A query that is kept under a name. */
export interface SavedQuery {
  /** The name of its file, without the ending. */
  readonly name: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly parameters: readonly QueryParameter[];
  /** The formats that it can be exported in; none when it has no list to walk. */
  readonly formats: readonly ExportFormat[];
  readonly text: string;
  readonly operation: OperationDefinitionNode;
}

/**
 * Reads the saved queries, by name, in the order of their names.
 * @param schema what they are asked of
 * @param folder where they lie; `queries/` by default
 * @throws SAVED_QUERY_INVALID naming the file: a query that cannot run is to stop the start, not its first reader
 */
export function readSavedQueries(
  schema: GraphQLSchema,
  folder: string = join(projectRoot(), "queries"),
): ReadonlyMap<string, SavedQuery> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort();
  return new Map(
    files.map((file) => {
      const query = toSavedQuery(schema, file, readFileSync(join(folder, file), "utf8"));
      return [query.name, query];
    }),
  );
}

function toSavedQuery(schema: GraphQLSchema, file: string, text: string): SavedQuery {
  const invalid = (reason: string) => fault("SAVED_QUERY_INVALID", { file, reason });
  const name = file.slice(0, -".graphql".length);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    throw invalid("its name must be small letters, digits and single hyphens.");
  }
  const document = parsed(text, invalid);
  const [problem] = validate(schema, document);
  if (problem !== undefined) throw invalid(problem.message);
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations as OperationDefinitionNode[];
  if (operation === undefined || operations.length > 1) throw invalid("it must hold one operation.");
  if (operation.operation !== "query" || operation.name === undefined) {
    throw invalid("its operation must be a query with a name.");
  }
  const parameters = parametersOf(operation);
  const taken = parameters.find((parameter) => OPTION_NAMES.some((option) => option === parameter.name));
  if (taken !== undefined) throw invalid(`$${taken.name} has the name of an export option.`);
  return {
    name,
    ...describedBy(text, invalid),
    parameters,
    formats: formatsOf(schema, document, operation),
    text,
    operation,
  };
}

type Invalid = (reason: string) => Error;

function parsed(text: string, invalid: Invalid): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

/** The comment lines at the top: titles in Chinese and English, then what the query is for, in either. */
function describedBy(text: string, invalid: Invalid): { title: Bilingual; description: Bilingual } {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("#"));
  const [zh = "", en = "", ...more] = lines.slice(0, end).map((line) => line.replace(/^#\s*/, "").trim());
  const isChinese = (line: string) => /\p{Script=Han}/u.test(line);
  if (!isChinese(zh) || en === "" || isChinese(en)) {
    throw invalid("it must begin with two comment lines: its title in Chinese, then in English.");
  }
  const chinese = more.filter(isChinese).join("");
  const english = more.filter((line) => !isChinese(line)).join(" ");
  return { title: { zh, en }, description: { zh: chinese, en: english } };
}

function parametersOf({ variableDefinitions = [] }: OperationDefinitionNode): QueryParameter[] {
  return variableDefinitions.map(({ variable, type, defaultValue }) => ({
    name: variable.name.value,
    type: print(type),
    required: type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
    ...(defaultValue === undefined ? {} : { default: valueFromASTUntyped(defaultValue) }),
  }));
}

function formatsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly ExportFormat[] {
  // What a parameter may leave out is looked at as well.
  const everything = Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable }) => [variable.name.value, true]),
  );
  try {
    planStack(schema, document, operation, everything);
    return EXPORT_FORMATS;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return [];
  }
}
