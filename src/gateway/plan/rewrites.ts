import type { FetchNodePathSegment, FetchRewrite } from "@graphql-hive/router-query-planner";
import type { Answer } from "./merge.js";
import type { Satisfies } from "./types.js";

/** Changes a value as a plan says: where a source calls a field or a type otherwise than the graph does. */
export type Rewrite = (value: unknown) => unknown;

/** Each rewrite of a fetch as a function; values are changed in place where that is possible. */
export function rewritesOf(rewrites: readonly FetchRewrite[] = [], satisfies: Satisfies): Rewrite[] {
  return rewrites.map((rewrite) => {
    if ("KeyRenamer" in rewrite) {
      const { path, renameKeyTo } = rewrite.KeyRenamer;
      return along(path, satisfies, (holder, key) => {
        if (!(key in holder)) return;
        holder[renameKeyTo] = holder[key];
        delete holder[key];
      });
    }
    const { path, setValueTo } = "ValueSetter" in rewrite ? rewrite.ValueSetter : rewrite;
    return along(path, satisfies, (holder, key) => {
      holder[key] = setValueTo;
    });
  });
}

/** Leads to the object that holds the last key of a path. */
function along(
  path: readonly FetchNodePathSegment[],
  satisfies: Satisfies,
  change: (holder: Answer, key: string) => void,
): Rewrite {
  const [segment, ...rest] = path;
  if (segment === undefined) return (value) => value;
  const inner = along(rest, satisfies, change);
  const step = (value: Answer): void => {
    if ("TypenameEquals" in segment) {
      const type = value["__typename"];
      const types = [segment.TypenameEquals].flat();
      if (typeof type !== "string" || types.some((name) => satisfies(name).has(type))) inner(value);
    } else if (rest.length === 0) change(value, segment.Key);
    else if (value[segment.Key] != null) inner(value[segment.Key]);
  };
  const rewrite: Rewrite = (value) => {
    if (Array.isArray(value)) for (const element of value) rewrite(element);
    else if (typeof value === "object" && value !== null) step(value as Answer);
    return value;
  };
  return rewrite;
}
