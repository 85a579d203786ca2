import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import type { ReadPlan } from "../../dataset/dataset.js";
import { existingKey, type RowScope } from "../../dataset/row-scope.js";
import { fault } from "../../errors.js";
import { hasDeepScope } from "./deep-scope.js";
import type { FeedType, FeedTypes } from "./feed-types.js";
import { type RecordOf, recordOf } from "./record.js";

/** A type as one reader has it. */
export interface ReaderType extends FeedType {
  readonly plan: ReadPlan;
  readonly toRecord: RecordOf;
  /** Another when the records look different because of their fields. */
  readonly signature: string;
  /** Undefined where all rows exist for the reader, and look the same whatever else does. */
  readonly scope: Pick<RowScope, "sql" | "rules"> | undefined;
}

/** Who reads a feed, and what exists for it now. */
export interface Reader {
  readonly ctx: RequestContext;
  /** `partner:33`, `role:steward`. All callers of one name hold the same. */
  readonly view: string;
  readonly dataset: string;
  /** Another whenever rows may appear or disappear, or records look different, without having been written. */
  readonly version: string;
  readonly types: readonly ReaderType[];
  /** Whether records are added up only, and given to nobody. */
  readonly forDigest?: boolean;
  /** Whether rows may appear or disappear because something else than themselves or their owners was written. */
  readonly deep: boolean;
}

/** Gives the rows of a dataset that exist for the caller of a request. */
export type ScopeOf = (
  ctx: RequestContext,
  dataset: FeedType["dataset"],
) => Pick<RowScope, "sql" | "rules"> | undefined;

/**
 * The reader that a request comes from.
 * @throws FEED_FORBIDDEN
 */
export function readerOf(ctx: RequestContext, dataset: string, feeds: FeedTypes, scopeOf: ScopeOf): Reader {
  const view = viewOf(ctx);
  const types = (feeds.get(dataset) ?? []).map((type): ReaderType => {
    const fields = new Set(
      [...type.dataset.shape.fields].flatMap(([name, { relation }]) => (relation ? [] : [name])),
    );
    const plan = type.dataset.plan(fields, ctx);
    const { toRecord, shape } = recordOf(type.dataset, plan, ctx.caller);
    return {
      ...type,
      plan,
      toRecord,
      signature: digest(shape),
      scope: withNames(ctx, type, plan, scopeOf(ctx, type.dataset)),
    };
  });
  const version = digest(
    JSON.stringify([ctx.caller.grants?.version ?? "", types.map(({ name, signature }) => [name, signature])]),
  );
  return { ctx, view, dataset, version, types, deep: hasDeepScope(ctx.caller.grants, types) };
}

/**
 * The name of those who hold what the caller holds.
 * @throws FEED_FORBIDDEN
 */
export function viewOf({ caller: { role, partner, duties = [] } }: RequestContext): string {
  if (role === "anonymous") throw fault("FEED_FORBIDDEN", { reason: "there was no token" });
  if (role !== "partner") return `role:${role}`;
  if (partner === undefined) throw fault("FEED_FORBIDDEN", { reason: "the token names no partner" });
  // Grants can name a duty: callers of other duties may hold other records.
  const others = duties.length === 0 ? "" : `:${digest(JSON.stringify([...duties].sort()))}`;
  return `partner:${partner}${others}`;
}

/** What a record names looks different once that does or does not exist for the reader: it is part of its rules. */
function withNames(
  ctx: RequestContext,
  { dataset, names }: FeedType,
  { fields }: ReadPlan,
  scope: ReaderType["scope"],
): ReaderType["scope"] {
  const exist = names.flatMap(({ field, type, by }) => {
    const exists = fields.includes(field) ? existingKey(ctx, type, dataset.column(by)) : undefined;
    return exists === undefined ? [] : [sql`case when ${exists} then 1 else 0 end`];
  });
  if (exist.length === 0) return scope;
  return {
    sql: scope?.sql ?? sql`1 = 1`,
    rules: sql`concat(${sql.join([scope?.rules ?? sql`''`, ...exist])})`,
  };
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 16);

/** The condition that a row, over the alias `c`, exists for the reader. */
export const existsFor = ({ scope }: ReaderType) => scope?.sql ?? sql`1 = 1`;
