import type { FetchNodePathSegment, FetchRewrite } from "@graphql-hive/router-query-planner";
import type { Entity, PossibleTypes } from "./types.js";
import { isEntity, Uncompilable } from "./types.js";

/** Changes an object, or each of a list, in place. */
export type Rewrite = (value: unknown) => void;

type Segment = { readonly key: string } | { readonly types: ReadonlySet<string> };

/**
 * Compiles what the planner wants changed in representations before they are sent, or in answers before they are
 * merged: a key renamed, or a value set.
 */
export function compileRewrites(
  rewrites: readonly FetchRewrite[] | undefined,
  types: PossibleTypes,
): Rewrite | undefined {
  if (rewrites === undefined || rewrites.length === 0) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, types));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

function compileRewrite(rewrite: FetchRewrite, types: PossibleTypes): Rewrite {
  if ("KeyRenamer" in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return along(segmentsOf(path, types), (entity, key) => {
      if (!(key in entity)) return;
      entity[renameKeyTo] = entity[key];
      delete entity[key];
    });
  }
  const { path, setValueTo } = "ValueSetter" in rewrite ? rewrite.ValueSetter : rewrite;
  return along(segmentsOf(path, types), (entity, key) => {
    entity[key] = setValueTo;
  });
}

function segmentsOf(path: readonly FetchNodePathSegment[], types: PossibleTypes): Segment[] {
  const segments = path.map((segment): Segment => {
    if ("Key" in segment) return { key: segment.Key };
    if ("TypenameEquals" in segment) return { types: types(segment.TypenameEquals) };
    throw new Uncompilable("rewrite");
  });
  const last = segments.at(-1);
  if (last === undefined || !("key" in last)) throw new Uncompilable("rewrite");
  return segments;
}

function along(segments: readonly Segment[], change: (entity: Entity, key: string) => void): Rewrite {
  const go = (value: unknown, at: number): void => {
    if (Array.isArray(value)) {
      for (const item of value) go(item, at);
      return;
    }
    if (!isEntity(value)) return;
    const segment = segments[at] as Segment;
    if ("types" in segment) {
      const name = value["__typename"];
      if (typeof name !== "string" || segment.types.has(name)) go(value, at + 1);
    } else if (at === segments.length - 1) change(value, segment.key);
    else go(value[segment.key], at + 1);
  };
  return (value) => go(value, 0);
}
