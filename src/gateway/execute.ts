import { transformSupergraphToPublicSchema } from "@theguild/federation-composition";
import {
  buildASTSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { CrossingAnswers } from "./answer-crossings.js";
import { askElsewhere } from "./ask-elsewhere.js";
import { bulkExecutor } from "./bulk-executor.js";
import { siteFinder } from "./crossing-sites.js";
import { withCrossings } from "./crossing-types.js";
import { type Crossings, findCrossings } from "./crossings.js";
import { executionCounts } from "./executions.js";
import { type AskSubgraph, generalExecutor } from "./general-executor.js";
import { createPlanExecutor, type ExecutionCounts } from "./plan/plan-executor.js";
import { plannable } from "./plannable.js";
import type { SubgraphTransport } from "./transport.js";

/** One operation of a client. */
export interface ClientOperation {
  /** Plans are cached by this object, so equal documents should be the same one. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** For many rows, over and over, as an export asks: worth another way to execute it. */
  readonly bulk?: boolean;
  /** What is told when the schema is asked for; all that clients see by default. */
  readonly schema?: GraphQLSchema;
}

/** Plans and executes operations over the subgraphs. */
export interface Executor {
  /** What clients see: the supergraph without its federation parts. */
  readonly apiSchema: GraphQLSchema;
  /** The same as a document, and what its inputs cross subgraphs by: what contracts are cut from. */
  readonly apiDocument: DocumentNode;
  readonly crossings: Crossings;
  /**
   * How operations were executed since the start: by compiled plans, or not and why; and how those were that went to
   * subgraphs of this process, level by level or not and why.
   */
  counts(): ExecutionCounts & { readonly inProcess: Readonly<Record<string, number>> };
  execute(operation: ClientOperation, ctx: RequestContext): Promise<ExecutionResult>;
}

/** How plans are made and kept. */
export interface ExecutorOptions {
  /** Longest time for a plan, in milliseconds. @default PLAN_TIMEOUT_MS */
  readonly planTimeoutMs?: number;
  /** Of all documents whose plans are kept, together. */
  readonly mostCharacters?: number;
}

type Result = { -readonly [K in keyof ExecutionResult]: ExecutionResult[K] };

/**
 * The executor over a supergraph. Each document is planned once; the plan's fetches go through the transports.
 * @param supergraphSdl the composed supergraph
 * @param transports how to reach each subgraph, by its name
 * @param schemas the subgraphs of this process, which can also be asked alone
 */
export async function createExecutor(
  supergraphSdl: string,
  transports: ReadonlyMap<string, SubgraphTransport>,
  schemas: readonly GraphQLSchema[] = [],
  options: ExecutorOptions = {},
): Promise<Executor> {
  const supergraph = withoutInaccessible(supergraphSdl);
  const plannedSdl = print(supergraph);
  const ask: AskSubgraph = (service, request, ctx) => {
    const transport = transports.get(service.toLowerCase());
    if (transport === undefined) throw new TypeError(`No transport for the subgraph ${service}`);
    return transport.execute(request, ctx);
  };
  const crossings = findCrossings(parse(supergraphSdl));
  const apiDocument = publicDocument(supergraphSdl, crossings);
  const apiSchema = buildASTSchema(apiDocument);
  const findSites = siteFinder(apiSchema, crossings);
  const answers = new CrossingAnswers(apiSchema, crossings, askElsewhere(transports));
  const inBulk = bulkExecutor(schemas);
  const isExact = (service: string) => transports.get(service.toLowerCase())?.isExact === true;
  const plans = createPlanExecutor({
    ...{ supergraphSdl: plannedSdl, supergraph, apiSchema, ask, isExact },
    ...options,
  });
  const general = generalExecutor(plannedSdl, ask);

  return {
    apiSchema,
    apiDocument,
    crossings,
    counts: () => ({ ...plans.counts(), inProcess: Object.fromEntries(executionCounts()) }),
    async execute({ document, operationName, variables, bulk = false, schema = apiSchema }, ctx) {
      const operation = getOperationAST(document, operationName);
      const coerced = getVariableValues(apiSchema, operation?.variableDefinitions ?? [], variables);
      if (coerced.errors !== undefined) return { errors: coerced.errors };
      if (operation == null) return { errors: [fault("INVALID_OPERATION", { reason: "It is not there." })] };
      // The planner answers these wrongly (nothing left to plan, or the schema asked for) or not at all.
      const root = rootFields(operation.selectionSet, document, coerced.coerced);
      if (root.length === 0) return { data: {} };
      if (root.some(isAboutSchema) || root.every(isTypeName))
        return answerAboutSchema(schema, root, document, operation, variables);
      let run = { document: plannable(apiSchema, alone(document, operation)), variables };
      let ready: ClientOperation["variables"] = coerced.coerced;
      const sited = findSites(run.document);
      const values = sited && (await answers.valuesFor(sited.sites, coerced.coerced, ctx));
      if (sited !== undefined && values !== undefined) {
        run = { document: sited.rewritten, variables: { ...variables, ...values } };
        ready = { ...ready, ...values };
      }
      const whole = bulk ? await inBulk(run.document, run.variables, ctx) : undefined;
      if (whole !== undefined) return whole;
      const planned = await plans.execute({ document: run.document, operationName, variables: ready }, ctx);
      const result: Result = planned ?? (await general(run, operationName, ctx));
      if (result.errors !== undefined) result.errors = refusalsOnce(result.errors);
      // When every fetch failed there is no data at all; its fields are null, as in any other partial answer.
      if (result.data == null && result.errors !== undefined) {
        return { ...result, data: nullFields(apiSchema, operation, root) };
      }
      return result;
    },
  };
}

/** What clients see of a supergraph: what its subgraphs have, and what the gateway adds between them. */
function publicDocument(supergraphSdl: string, crossings: Crossings): DocumentNode {
  const document = withCrossings(transformSupergraphToPublicSchema(parse(supergraphSdl)), crossings);
  const isForClients = (definition: DocumentNode["definitions"][number]) =>
    definition.kind !== Kind.DIRECTIVE_DEFINITION || definition.name.value !== "tag";
  return { ...document, definitions: document.definitions.filter(isForClients) };
}

/**
 * The supergraph as it is planned over: with what only the gateway may ask of subgraphs. Clients' documents are
 * validated against the public schema before they come here.
 */
function withoutInaccessible(supergraphSdl: string): DocumentNode {
  return visit(parse(supergraphSdl), {
    Directive: ({ name }) => (name.value === "inaccessible" ? null : undefined),
  });
}

/**
 * A refused field is reported once for the request. A subgraph does so for each fetch, and the planner repeats its
 * error wherever the same entity stands in the answer.
 */
function refusalsOnce(
  errors: NonNullable<ExecutionResult["errors"]>,
): NonNullable<ExecutionResult["errors"]> {
  const seen = new Set<unknown>();
  return errors.filter(({ extensions }) => {
    if (extensions?.["code"] !== "FORBIDDEN_FIELD") return true;
    const field = extensions["field"];
    return seen.has(field) ? false : seen.add(field);
  });
}

/** The fields at the root that are left when fragments are spread and `@skip` and `@include` are heeded. */
function rootFields(
  { selections }: SelectionSetNode,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  visited = new Set<string>(),
): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.["if"] === true) return [];
    if (getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.["if"] === false) return [];
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      // As in CollectFields: a fragment adds nothing the second time.
      if (visited.has(selection.name.value)) return [];
      visited.add(selection.name.value);
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (definition): definition is FragmentDefinitionNode =>
              definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
          );
    return fragment === undefined ? [] : rootFields(fragment.selectionSet, document, variables, visited);
  });
}

const isAboutSchema = ({ name }: FieldNode) => name.value === "__schema" || name.value === "__type";
const isTypeName = ({ name }: FieldNode) => name.value === "__typename";

function answerAboutSchema(
  schema: GraphQLSchema,
  root: readonly FieldNode[],
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variableValues: ClientOperation["variables"],
): ExecutionResult | Promise<ExecutionResult> {
  if (root.every((field) => isAboutSchema(field) || isTypeName(field))) {
    return execute({ schema, document: alone(document, operation), variableValues });
  }
  const reason = "Ask for the schema and for data in two operations.";
  return { errors: [fault("INVALID_OPERATION", { reason })] };
}

const byOperation = new WeakMap<OperationDefinitionNode, DocumentNode>();

/** The document with this operation only: the planner looks at the first one to see what sort of operation it is. */
function alone(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const isOther = (definition: DocumentNode["definitions"][number]) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition !== operation;
  if (!document.definitions.some(isOther)) return document;
  let narrowed = byOperation.get(operation);
  if (narrowed === undefined) {
    narrowed = {
      ...document,
      definitions: document.definitions.filter((definition) => !isOther(definition)),
    };
    byOperation.set(operation, narrowed);
  }
  return narrowed;
}

/** Null for each field at the root, under its response name; for all of it where one of them must not be null. */
function nullFields(
  schema: GraphQLSchema,
  { operation }: OperationDefinitionNode,
  root: readonly FieldNode[],
): Record<string, null> | null {
  const fields = schema.getRootType(operation)?.getFields() ?? {};
  if (root.some((field) => isTypeName(field) || isNonNullType(fields[field.name.value]?.type))) return null;
  return Object.fromEntries(root.map(({ alias, name }) => [(alias ?? name).value, null]));
}
