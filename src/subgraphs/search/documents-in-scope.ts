import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import { keyOfExisting, rowScope } from "../../dataset/row-scope.js";
import { type Searchable, searchableType } from "../../dataset/searchable.js";
import { mayUse } from "../../policy/access.js";
import { classOf } from "../../policy/classification.js";
import type { Sql } from "../../store/per-parent.js";

/**
 * Which documents exist for the caller, over the alias `d`: for a partner the rows that agreements give him, of types
 * whose searched texts he reads in clear in all of them, so that a search does not tell what is masked.
 * @param near whether distances are told: then of types whose points are masked nothing is found
 * @returns undefined where all documents exist
 */
export function documentsInScope(
  ctx: RequestContext,
  searchables: readonly Searchable[],
  near: boolean,
): Sql | undefined {
  const hidden: Sql[] = [];
  for (const searchable of searchables) {
    const { dataset } = searchable;
    const scope = rowScope(ctx, dataset);
    if (scope === undefined) continue;
    const { name } = searchableType(searchable);
    const exists = keyOfExisting(ctx, dataset, sql.ref("d.record_key"), scope);
    const isThere = dataset.share === undefined || scope.scopes.length > 0;
    const isSearched = isThere && isClear(ctx, searchable, near);
    hidden.push(isSearched ? sql`(d.record_type <> ${name} or ${exists})` : sql`d.record_type <> ${name}`);
  }
  return hidden.length === 0 ? undefined : sql`(${sql.join(hidden, sql` and `)})`;
}

function isClear({ caller }: RequestContext, searchable: Searchable, near: boolean): boolean {
  const { name } = searchableType(searchable);
  const { fields, children = [], point } = searchable;
  const texts = [
    ...Object.keys(fields).map((field) => `${name}.${field}`),
    ...children.flatMap((child) =>
      Object.keys(child.fields).map((field) => `${child.dataset.shape.name}.${field}`),
    ),
  ].filter((coordinate) => classOf(coordinate) === "PUBLIC");
  const places = near && point !== undefined ? [`${name}.${point.field}`] : [];
  return [...texts, ...places].every((coordinate) => mayUse(caller, coordinate));
}
