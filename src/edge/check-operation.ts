import type { GraphQLRequestContextDidResolveOperation } from "@apollo/server";
import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import type { RequestContext } from "../context.js";
import { codeOf, fault } from "../errors.js";
import { conditionVariables } from "../gateway/plan/selection.js";
import { holdAnswer } from "./answers-in-flight.js";
import { checkNesting } from "./document-nesting.js";
import { checkSize } from "./operation-size.js";
import { notesOf } from "./request-notes.js";

// One variable can be wrong in a thousand places; the first few tell as much.
const MOST_VARIABLE_ERRORS = 1;

/**
 * Refuses, before anything is planned or read, an operation that cannot run: none or several to choose from, a
 * kind that the schema does not have, variables of the wrong type, an answer too large to hold. A gateway gets the
 * document as it is, so
 * without this each executor would word these refusals in its own way.
 * @throws INVALID_OPERATION, WRONG_TYPE, OPERATION_TOO_DEEP, OPERATION_TOO_LARGE or SERVICE_BUSY
 */
export function checkOperation(request: GraphQLRequestContextDidResolveOperation<RequestContext>): void {
  const { schema, document, operation } = request;
  try {
    if (operation === undefined || operation === null) {
      throw fault("INVALID_OPERATION", { reason: whyNone(request.request.operationName, document) });
    }
    checkKind(schema, operation);
    checkNesting(document);
    const variables = checkedVariables(schema, document, operation, request.request.variables ?? {});
    const { values } = checkSize(schema, document, operation, variables);
    holdAnswer(values, notesOf(request.contextValue), request.contextValue.signal);
  } catch (error) {
    // Apollo answers 500 to whatever is thrown here unless a status stands already.
    request.response.http.status = codeOf(error) === "SERVICE_BUSY" ? 503 : 400;
    throw error;
  }
}

function whyNone(
  name: string | undefined,
  document: { readonly definitions: readonly { kind: string }[] },
): string {
  if (name) return `The document has no operation named "${name}".`;
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
  return operations === 0
    ? "The document has no operation, only fragments."
    : `The document has ${operations} operations: say which one in \`operationName\`.`;
}

function checkKind(schema: GraphQLSchema, operation: OperationDefinitionNode): void {
  if (schema.getRootType(operation.operation)) return;
  throw fault(
    "INVALID_OPERATION",
    { reason: `This graph has no ${operation.operation}s.` },
    { nodes: operation },
  );
}

function checkedVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { variableDefinitions } = operation;
  if (variableDefinitions === undefined || variableDefinitions.length === 0) return {};
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, values, {
    maxErrors: MOST_VARIABLE_ERRORS,
  });
  const first = errors?.[0];
  if (first) throw fault("WRONG_TYPE", { reason: first.message }, first.nodes ? { nodes: first.nodes } : {});
  const given = coerced ?? {};
  refuseEmptyConditions(document, operation, given);
  return given;
}

/**
 * A null where it is chosen what is selected: validation allows it where the variable has a default, and `@skip` and `@include` have
 * no meaning for it.
 */
function refuseEmptyConditions(
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): void {
  const empty = new Set(Object.keys(given).filter((name) => given[name] === null));
  if (empty.size === 0) return;
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const own: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  const name = conditionVariables(own).find((each) => empty.has(each));
  if (name === undefined) return;
  const reason = `Variable "$${name}" decides what is selected (@skip, @include): it must be true or false, not null.`;
  throw fault("WRONG_TYPE", { reason });
}
