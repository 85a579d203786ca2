import type { BatchFetchNode, FetchNode, FlattenNodePathSegment } from "@graphql-hive/router-query-planner";
import type { GraphQLError } from "graphql";
import { compilePath, type EntityPath } from "./entity-path.js";
import { compileAsking, compileOutput, moved } from "./fetch.js";
import { copyOf, mergeInto } from "./merge.js";
import { compileRepresentation, identityOf, type Represent } from "./representations.js";
import type { Entity, Run, Step, World } from "./types.js";
import { isEntity, Uncompilable } from "./types.js";

/** Representations of one fetch, equal ones once. */
class Representations {
  readonly list: Entity[] = [];
  private readonly places = new Map<string, number>();

  /** @returns its place in the list */
  add(representation: Entity): number {
    const identity = identityOf(representation);
    let place = this.places.get(identity);
    if (place === undefined) {
      place = this.list.push(representation) - 1;
      this.places.set(identity, place);
    }
    return place;
  }
}

/** The entities at one path, and which of the representations each is asked by. */
interface Targets {
  readonly path: EntityPath;
  readonly entities: readonly Entity[];
  readonly places: readonly number[];
}

function targetsAt(run: Run, path: EntityPath, represent: Represent, into: Representations): Targets {
  const found: Entity[] = [];
  path.collect(run.data, found);
  const entities: Entity[] = [];
  const places: number[] = [];
  for (const entity of found) {
    const representation = represent(entity);
    if (representation === undefined) continue;
    entities.push(entity);
    places.push(into.add(representation));
  }
  return { path, entities, places };
}

/**
 * Gives each target what came for it. Targets with one representation share the objects below it, which is safe
 * while the same fetches go on below them; those of another path get copies.
 */
function give({ entities, places }: Targets, came: readonly unknown[], copies: boolean): void {
  for (let at = 0; at < entities.length; at++) {
    const entity = came[places[at] as number];
    if (isEntity(entity)) mergeInto(entities[at] as Entity, (copies ? copyOf(entity) : entity) as Entity);
  }
}

/** Compiles a fetch of entities that stand at a path. */
export function compileEntityFetch(
  path: readonly FlattenNodePathSegment[],
  node: FetchNode,
  world: World,
): Step {
  if (node.requires === undefined || node.requires.length === 0) throw new Uncompilable("requires");
  const entityPath = compilePath(path, world.types);
  const represent = compileRepresentation(node.requires, node.inputRewrites, world.types);
  const rewrite = compileOutput(node.outputRewrites, world);
  const asking = compileAsking(node, world);
  const { names } = entityPath;
  const fallback =
    names.length > 0 ? names : asking.firstField === undefined ? undefined : [asking.firstField];
  return (run) => {
    const representations = new Representations();
    const targets = targetsAt(run, entityPath, represent, representations);
    if (representations.list.length === 0) return undefined;
    return asking.ask(run, { representations: representations.list }).then(({ data, errors }) => {
      if (errors !== undefined) report(run, errors, targets, fallback);
      if (!isEntity(data)) return;
      rewrite?.(data);
      const came = data["_entities"];
      if (Array.isArray(came)) give(targets, came, false);
    });
  };
}

function report(
  run: Run,
  errors: readonly GraphQLError[],
  targets: Targets,
  fallback: readonly string[] | undefined,
): void {
  const located = lazily(() => pathsByPlace(run, [targets]));
  for (const error of errors) {
    const at = error.path?.indexOf("_entities") ?? -1;
    const place = at < 0 ? undefined : error.path?.[at + 1];
    const paths = typeof place === "number" ? located().get(place) : undefined;
    if (paths === undefined) run.errors.push(fallback ? moved(error, fallback) : error);
    else
      for (const path of paths) run.errors.push(moved(error, [...path, ...(error.path ?? []).slice(at + 2)]));
  }
}

type Paths = ReadonlyMap<number, readonly (readonly (string | number)[])[]>;

/** Where the entities of each representation stand. Found only when there are errors to put there. */
function pathsByPlace(run: Run, all: readonly Targets[]): Paths {
  const paths = new Map<number, (readonly (string | number)[])[]>();
  for (const { path, entities, places } of all) {
    let next = 0;
    for (const { entity, path: where } of path.locate(run.data)) {
      if (entity !== entities[next]) continue;
      const place = places[next++] as number;
      const known = paths.get(place);
      if (known === undefined) paths.set(place, [where]);
      else known.push(where);
    }
  }
  return paths;
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Compiles several fetches of entities that go to one subgraph in one request, each under an alias. */
export function compileBatchFetch(node: BatchFetchNode, world: World): Step {
  const asking = compileAsking(node, world);
  const aliases = node.entityBatch.aliases.map((alias) => ({
    alias: alias.alias,
    variable: alias.representationsVariableName,
    paths: alias.paths.map((path) => compilePath(path, world.types)),
    represent: compileRepresentation(alias.requires, alias.inputRewrites, world.types),
    rewrite: compileOutput(alias.outputRewrites, world),
  }));
  return (run) => {
    const lists = new Map<string, Representations>();
    const targets = aliases.map(({ variable, paths, represent }) => {
      let representations = lists.get(variable);
      if (representations === undefined) {
        representations = new Representations();
        lists.set(variable, representations);
      }
      const into = representations;
      return paths.map((path) => targetsAt(run, path, represent, into));
    });
    if (![...lists.values()].some(({ list }) => list.length > 0)) return undefined;
    const variables: Record<string, unknown> = {};
    for (const [name, { list }] of lists) variables[name] = list;
    return asking.ask(run, variables).then(({ data, errors }) => {
      if (errors !== undefined) {
        const located = aliases.map((_, index) => lazily(() => pathsByPlace(run, targets[index] ?? [])));
        for (const error of errors) {
          const [alias, place, ...tail] = error.path ?? [];
          const index = aliases.findIndex((each) => each.alias === alias);
          const paths = typeof place === "number" ? located[index]?.().get(place) : undefined;
          // The names in such a path are the planner's. Without any it stays as the planner's own runtime has it.
          if (paths === undefined)
            run.errors.push(
              error.path ? moved(error, aliases[Math.max(index, 0)]?.paths[0]?.names ?? []) : error,
            );
          else for (const path of paths) run.errors.push(moved(error, [...path, ...tail]));
        }
      }
      if (!isEntity(data)) return;
      aliases.forEach(({ alias, rewrite }, index) => {
        const came = data[alias];
        if (!Array.isArray(came)) return;
        rewrite?.(came);
        targets[index]?.forEach((each, at) => {
          give(each, came, at > 0);
        });
      });
    });
  };
}
