import type {
  BatchFetchNode,
  EntityBatchAlias,
  FetchNode,
  FlattenNodePathSegment,
} from "@graphql-hive/router-query-planner";
import { type DocumentNode, type ExecutionResult, type GraphQLError, Kind, parse } from "graphql";
import type { RequestContext } from "../../context.js";
import type { SubgraphTransport } from "../transport.js";
import { asResult, at } from "./error-path.js";
import { type Answer, copied, mergeInto } from "./merge.js";
import { fieldsOf, type Path, type Places, pathsTo, placesOf } from "./places.js";
import { type Represent, representer } from "./representation.js";
import { type Rewrite, rewritesOf } from "./rewrites.js";
import type { Satisfies } from "./types.js";

/** One run of a plan. */
export interface PlanRun {
  readonly ctx: RequestContext;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What is known so far; fetches add to it. */
  readonly data: Answer;
  readonly errors: GraphQLError[];
}

/** A step of a plan; undefined when there was nothing to wait for. */
export type PlanStep = (run: PlanRun) => Promise<void> | undefined;

/** What compiling a fetch needs. */
export interface FetchParts {
  readonly satisfies: Satisfies;
  readonly transportOf: (service: string) => SubgraphTransport;
  /** Whether other fetches add to objects at or below this place: then two places must not share one object. */
  readonly isFilledFurther: (path: readonly FlattenNodePathSegment[], by: object) => boolean;
}

/** The fetch that begins at the root of the graph. */
export function rootFetch(node: FetchNode, parts: FetchParts): PlanStep {
  const send = sender(node, parts);
  const rewrites = rewritesOf(node.outputRewrites, parts.satisfies);
  const orElse = firstKey(send.document);
  return async (run) => {
    const { data, errors = [] } = await send(run, {});
    for (const error of errors) run.errors.push(error.path ? error : at(error, orElse));
    if (data == null) return;
    for (const rewrite of rewrites) rewrite(data);
    mergeInto(run.data, data);
  };
}

/** The fetch of more about entities that stand at one place of the answer. */
export function entityFetch(
  node: FetchNode,
  path: readonly FlattenNodePathSegment[],
  parts: FetchParts,
): PlanStep {
  const send = sender(node, parts);
  const rewrites = rewritesOf(node.outputRewrites, parts.satisfies);
  const place: Place = {
    path,
    places: placesOf(path, parts.satisfies),
    represent: representer(
      node.requires ?? [],
      rewritesOf(node.inputRewrites, parts.satisfies),
      parts.satisfies,
    ),
    isFilledFurther: parts.isFilledFurther(path, node),
  };
  const orElse = fieldsOf(path);
  return (run) => {
    const sent = new Representations();
    const found = gather(run, place, sent);
    if (sent.list.length === 0) return undefined;
    return send(run, { representations: sent.list }).then(({ data, errors = [] }) => {
      if (errors.length > 0) {
        const paths = pathsBy(run, [[place, found]], parts.satisfies);
        for (const error of errors) relocate(run, error, "_entities", paths, orElse);
      }
      if (data == null) return;
      for (const rewrite of rewrites) rewrite(data);
      const entities = data["_entities"];
      if (Array.isArray(entities)) mergeFound(found, entities, place);
    });
  };
}

/** The fetch of more about entities at several places, in one request. */
export function batchFetch(node: BatchFetchNode, parts: FetchParts): PlanStep {
  const send = sender(node, parts);
  const batches = node.entityBatch.aliases.map((alias) => batchOf(alias, node, parts));
  return (run) => {
    const byVariable = new Map<string, Representations>();
    const gathered = batches.map(({ variable, places }) => {
      let sent = byVariable.get(variable);
      if (sent === undefined) {
        sent = new Representations();
        byVariable.set(variable, sent);
      }
      const into = sent;
      return places.map((place): [Place, Found] => [place, gather(run, place, into)]);
    });
    const lists = [...byVariable].map(([name, { list }]): [string, Answer[]] => [name, list]);
    if (lists.every(([, list]) => list.length === 0)) return undefined;
    return send(run, Object.fromEntries(lists)).then(({ data, errors = [] }) => {
      for (const error of errors) {
        const batch = batches.findIndex(({ alias }) => alias === error.path?.[0]);
        if (batch < 0) run.errors.push(error);
        else {
          const paths = pathsBy(run, gathered[batch] as [Place, Found][], parts.satisfies);
          relocate(run, error, (batches[batch] as Batch).alias, paths, undefined);
        }
      }
      if (data == null) return;
      batches.forEach(({ alias, rewrites }, batch) => {
        for (const rewrite of rewrites) rewrite(data[alias]);
        const entities = data[alias];
        if (!Array.isArray(entities)) return;
        for (const [place, found] of gathered[batch] as [Place, Found][]) mergeFound(found, entities, place);
      });
    });
  };
}

interface Place {
  readonly path: readonly FlattenNodePathSegment[];
  readonly places: Places;
  readonly represent: Represent;
  readonly isFilledFurther: boolean;
}

interface Batch {
  readonly alias: string;
  readonly variable: string;
  readonly places: readonly Place[];
  readonly rewrites: readonly Rewrite[];
}

function batchOf(alias: EntityBatchAlias, node: BatchFetchNode, parts: FetchParts): Batch {
  const { satisfies } = parts;
  const represent = representer(alias.requires, rewritesOf(alias.inputRewrites, satisfies), satisfies);
  return {
    alias: alias.alias,
    variable: alias.representationsVariableName,
    places: alias.paths.map((path) => ({
      path,
      places: placesOf(path, satisfies),
      represent,
      // Places of one alias share its entities, too.
      isFilledFurther: parts.isFilledFurther(path, node) || alias.paths.length > 1,
    })),
    rewrites: rewritesOf(alias.outputRewrites, satisfies),
  };
}

/** What is sent about entities: each once, however often it stands in the answer. */
class Representations {
  readonly list: Answer[] = [];
  readonly #known = new Map<string, number>();

  /** Where it stands in the list. */
  add(representation: Answer): number {
    const key = JSON.stringify(representation);
    let place = this.#known.get(key);
    if (place === undefined) {
      place = this.list.push(representation) - 1;
      this.#known.set(key, place);
    }
    return place;
  }
}

/** The entities at a place, and for each where its representation stands. */
interface Found {
  readonly targets: Answer[];
  readonly sentAt: number[];
}

function gather(run: PlanRun, { places, represent }: Place, sent: Representations): Found {
  const found: Found = { targets: [], sentAt: [] };
  places(run.data, (entity) => {
    const representation = represent(entity);
    if (representation === undefined) return;
    found.targets.push(entity);
    found.sentAt.push(sent.add(representation));
  });
  return found;
}

function mergeFound({ targets, sentAt }: Found, entities: readonly unknown[], place: Place): void {
  const given = new Set<number>();
  for (let at = 0; at < targets.length; at++) {
    const from = sentAt[at] as number;
    const entity = entities[from];
    if (typeof entity !== "object" || entity === null) continue;
    const again = place.isFilledFurther && given.has(from);
    mergeInto(targets[at] as Answer, (again ? copied(entity) : entity) as Answer);
    given.add(from);
  }
}

/** The paths of all places where an entity stands, by where its representation was sent. */
function pathsBy(
  run: PlanRun,
  gathered: readonly (readonly [Place, Found])[],
  satisfies: Satisfies,
): ReadonlyMap<number, Path[]> {
  const paths = new Map<number, Path[]>();
  for (const [place, { targets, sentAt }] of gathered) {
    let next = 0;
    for (const { entity, path } of pathsTo(run.data, place.path, satisfies)) {
      if (entity !== targets[next]) continue;
      const from = sentAt[next++] as number;
      paths.set(from, [...(paths.get(from) ?? []), path]);
    }
  }
  return paths;
}

/** The error where the entity stands in the answer; everywhere it does. */
function relocate(
  run: PlanRun,
  error: GraphQLError,
  under: string,
  paths: ReadonlyMap<number, Path[]>,
  orElse: Path | undefined,
): void {
  const start = error.path?.indexOf(under) ?? -1;
  const found = start < 0 ? undefined : paths.get(Number(error.path?.[start + 1]));
  if (found === undefined) run.errors.push(orElse === undefined ? error : at(error, orElse));
  else
    for (const path of found) run.errors.push(at(error, [...path, ...(error.path?.slice(start + 2) ?? [])]));
}

/** Sends the operation of a fetch, with those of the client's variables that it uses. */
function sender(node: FetchNode | BatchFetchNode, { transportOf }: FetchParts) {
  const document = parse(node.operation, { noLocation: true });
  const transport = transportOf(node.serviceName);
  const { operationName, variableUsages = [] } = node;
  const send = (run: PlanRun, own: Record<string, unknown>): Promise<ExecutionResult> => {
    const variables = own;
    for (const name of variableUsages) if (name in run.variables) variables[name] = run.variables[name];
    return transport.execute({ document, operationName, variables }, run.ctx).catch(asResult);
  };
  return Object.assign(send, { document });
}

/** The name of the first thing that an operation gives. */
function firstKey({ definitions }: DocumentNode): string[] {
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections)
      if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
  }
  return [];
}
