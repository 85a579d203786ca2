import type { FlattenNodePathSegment } from "@graphql-hive/router-query-planner";
import type { Entity, PossibleTypes } from "./types.js";
import { isEntity, Uncompilable } from "./types.js";

/** Where entities of an answer stand. */
export interface EntityPath {
  /** Adds the entities that are there, in order. */
  collect(from: unknown, into: Entity[]): void;
  /** The same with the path of each; slower, for errors. */
  locate(from: unknown): readonly Located[];
  /** The names on the way, without places in lists: for errors that name no entity. */
  readonly names: readonly string[];
}

/** An entity and its path in the answer. */
export interface Located {
  readonly entity: Entity;
  readonly path: readonly (string | number)[];
}

type Way = (value: unknown, into: Entity[]) => void;
type Segment = { readonly field: string } | { readonly types: ReadonlySet<string> } | { readonly list: true };

/** Compiles a path of the planner. */
export function compilePath(path: readonly FlattenNodePathSegment[], types: PossibleTypes): EntityPath {
  const segments = path.map((segment): Segment => {
    if (segment === "@") return { list: true };
    if ("Field" in segment) return { field: segment.Field };
    if ("TypeCondition" in segment) return { types: types(segment.TypeCondition) };
    throw new Uncompilable("path");
  });
  return {
    collect: segments.reduceRight<Way>((next, segment) => wayOf(segment, next), arrive),
    locate: (from) => {
      const located: Located[] = [];
      locate(from, segments, 0, [], located);
      return located;
    },
    names: segments.flatMap((segment) => ("field" in segment ? [segment.field] : [])),
  };
}

function wayOf(segment: Segment, next: Way): Way {
  if ("list" in segment) {
    return (value, into) => {
      if (Array.isArray(value)) for (const item of value) if (item != null) next(item, into);
    };
  }
  const way: Way =
    "field" in segment
      ? (value, into) => {
          if (Array.isArray(value)) for (const item of value) way(item, into);
          else if (isEntity(value)) {
            const below = value[segment.field];
            if (below != null) next(below, into);
          }
        }
      : (value, into) => {
          if (Array.isArray(value)) for (const item of value) way(item, into);
          else if (isEntity(value) && meets(value, segment.types)) next(value, into);
        };
  return way;
}

/** An object that does not say what it is may be any of them. */
function meets({ __typename: name }: Entity, types: ReadonlySet<string>): boolean {
  return typeof name === "string" ? types.has(name) : true;
}

const arrive: Way = (value, into) => {
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object" && item !== null) into.push(item as Entity);
  } else if (isEntity(value)) into.push(value);
};

function locate(
  value: unknown,
  segments: readonly Segment[],
  at: number,
  path: readonly (string | number)[],
  located: Located[],
): void {
  if (value == null) return;
  const segment = segments[at];
  if (Array.isArray(value)) {
    if (segment === undefined) {
      value.forEach((item, index) => {
        if (typeof item === "object" && item !== null) located.push({ entity: item, path: [...path, index] });
      });
    } else if ("list" in segment) {
      value.forEach((item, index) => {
        locate(item, segments, at + 1, [...path, index], located);
      });
    } else {
      value.forEach((item, index) => {
        locate(item, segments, at, [...path, index], located);
      });
    }
    return;
  }
  if (!isEntity(value)) return;
  if (segment === undefined) located.push({ entity: value, path });
  else if ("field" in segment)
    locate(value[segment.field], segments, at + 1, [...path, segment.field], located);
  else if ("types" in segment && meets(value, segment.types)) locate(value, segments, at + 1, path, located);
}
