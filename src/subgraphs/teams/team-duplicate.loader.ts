import type { GraphQLResolveInfo } from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import { type GroupConnection, groupConnection, groupPage } from "../../dataset/aggregate-page.js";
import { every } from "../../dataset/condition.js";
import { noteKeys } from "../../dataset/note-access.js";
import type { Condition } from "../../dataset/relation.js";
import { existing } from "../../dataset/row-scope.js";
import { selectedFields } from "../../dataset/selection.js";
import { type Group, listed, ofGroup, readGroups } from "../../store/aggregate-groups.js";
import { normalText } from "../../store/normal-text.js";
import { teamFilter } from "./team.loader.js";
import { TeamDuplicate, type TeamDuplicateBasis } from "./team-duplicate.type.js";

/** A candidate, with the records that it is made of. */
export type TeamDuplicateRow = TeamDuplicate & { readonly teamIds: readonly string[] };

/** Each team stands once for its code and once for its name. */
const BASES: readonly TeamDuplicateBasis[] = ["USCC", "NAME"];

const { dataset } = teamFilter;

/**
 * Teams that more than one province registered with the same code or the same name, in one statement. It looks at
 * every team that meets the condition, once for each basis: what names have in common is in no index.
 * @throws BAD_PAGE_SIZE, BAD_CURSOR, CURSOR_MISMATCH
 */
export async function teamDuplicates(
  ctx: RequestContext,
  info: GraphQLResolveInfo,
  args: { readonly first: number | null; readonly after: string | null },
  narrowed: Condition | undefined,
): Promise<GroupConnection> {
  const where = every(narrowed, existing(ctx, dataset));
  const page = groupPage(args, "team duplicates", where?.signature ?? null);
  const basis = sql.ref("b.basis");
  const value = sql`case when ${basis} = 0 then ${dataset.column("uscc")} else ${dataset.column("name")} end`;
  const read = await readGroups(ctx.store, {
    table: dataset.table,
    joins: [sql`cross join (select 0 as basis union all select 1) as b`],
    where: sql.join([sql`${value} <> ''`, ...(where === undefined ? [] : [where.sql])], sql` and `),
    keys: [
      { as: "basis_at", sql: basis },
      { as: "normal", sql: normalText(ctx.store.engine, value) },
    ],
    measures: [
      { as: "value", function: "min", column: value },
      { as: "first_id", function: "min", column: dataset.column("id") },
      { as: "provinces", function: "countDistinct", column: dataset.column("sourceProvince") },
      { as: "ids", function: "list", column: dataset.column("id") },
    ],
    atLeast: 1,
    having: sql`${ofGroup("provinces")} > 1`,
    order: sql.join(["basis_at", "value", "first_id"].map(ofGroup)),
    limit: page.limit,
    offset: page.offset,
    counted: selectedFields(info, "TeamDuplicateConnection").has("totalCount"),
  });
  return groupConnection(page, read, (group) => {
    const row = published(group);
    noteKeys(ctx, dataset.shape.name, [row.basis === "USCC" ? "uscc" : "name"], row.teamIds);
    return row;
  });
}

function published(group: Group): TeamDuplicateRow {
  return {
    basis: BASES[Number(group["basis_at"])] as TeamDuplicateBasis,
    value: String(group["value"]),
    teamCount: Number(group["n"]),
    provinceCount: Number(group["provinces"]),
    teamIds: listed(group["ids"]).map(String).sort(),
  };
}
