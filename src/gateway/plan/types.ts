import type { ExecutionResult, GraphQLError } from "graphql";
import { type DocumentNode, Kind } from "graphql";
import type { RequestContext } from "../../context.js";
import type { SubgraphRequest } from "../transport.js";

/** An object of an answer while it is put together. */
export type Entity = Record<string, unknown>;

/** One run of a plan. */
export interface Run {
  /** What has come so far, merged. */
  data: Entity;
  readonly errors: GraphQLError[];
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly ctx: RequestContext;
}

/** A node of a plan, compiled. Undefined when there was nothing to wait for. */
export type Step = (run: Run) => Promise<void> | undefined;

/** What plans are compiled over. */
export interface World {
  readonly types: PossibleTypes;
  /** Sends a fetch to a subgraph. */
  readonly ask: (
    service: string,
    request: SubgraphRequest,
    ctx: RequestContext,
    isQuery: boolean,
  ) => Promise<ExecutionResult>;
}

/** Says of a plan what keeps it from being compiled; it then runs on the general executor. */
export class Uncompilable extends Error {}

/** The object types that meet conditions, names of abstract types included as themselves. */
export type PossibleTypes = (conditions: readonly string[]) => ReadonlySet<string>;

/** Reads the object types of each abstract type from a supergraph. */
export function possibleTypes({ definitions }: DocumentNode): PossibleTypes {
  const byAbstract = new Map<string, string[]>();
  const add = (abstract: string, name: string) => {
    const names = byAbstract.get(abstract);
    if (names === undefined) byAbstract.set(abstract, [name]);
    else names.push(name);
  };
  for (const definition of definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const { name } of definition.interfaces ?? []) add(name.value, definition.name.value);
    } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(definition.name.value, name.value);
    }
  }
  const known = new Map<string, ReadonlySet<string>>();
  return (conditions) => {
    const key = conditions.join();
    let names = known.get(key);
    if (names === undefined) {
      names = new Set(conditions.flatMap((condition) => [condition, ...(byAbstract.get(condition) ?? [])]));
      known.set(key, names);
    }
    return names;
  };
}

/** Whether a value of an answer is an object, and not a list. */
export function isEntity(value: unknown): value is Entity {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
