import type { GraphQLResolveInfo } from "graphql";
import type { RequestContext } from "../../context.js";
import { type Connection, NODE_PATHS } from "../../dataset/connection.js";
import { dataset } from "../../dataset/dataset.js";
import { decodeCursor, encodeCursor, listSignature, reversed } from "../../dataset/keyset.js";
import { lookUp } from "../../dataset/look-up.js";
import { type PageArgs, pageRequest } from "../../dataset/page-args.js";
import { childrenBy } from "../../dataset/relation.js";
import { selectedFields } from "../../dataset/selection.js";
import { fault } from "../../errors.js";
import { sharedDatasetOf } from "../../policy/shared-types.js";
import { AuditEntryEntity, AuditReadEntity } from "../../store/audit.entity.js";
import { AccessEntry, AccessRead } from "./access.type.js";
import { findAccesses } from "./find-accesses.js";
import { sinceArgument } from "./since.js";

const entries = dataset({ entity: AuditEntryEntity, type: AccessEntry, key: "seq" });
const reads = dataset({ entity: AuditReadEntity, type: AccessRead, key: "position" });

const entryBySeq = lookUp(entries);
const bySubject = childrenBy(entries, "subject");
const byPartner = childrenBy(entries, "partner");

/** What a pull gave, type by type. */
export const readsByEntry = childrenBy(reads, "seq");

/**
 * The caller's own pulls, the latest first; for a partner's caller those of everybody there.
 * @throws AUDIT_WITHOUT_SUBJECT for anonymous callers, and what pages throw
 */
export function ownAccesses(
  ctx: RequestContext,
  info: GraphQLResolveInfo,
  page: PageArgs,
): PromiseLike<Connection> {
  const { subject, partner } = ctx.caller;
  const latestFirst = reversed(entries.order);
  if (partner !== undefined) return byPartner.page(ctx, info, partner, page, undefined, latestFirst);
  if (subject === undefined) throw fault("AUDIT_WITHOUT_SUBJECT");
  return bySubject.page(ctx, info, subject, page, undefined, latestFirst);
}

/** A record, and when pulls of it are looked for. */
export interface RecordArgs {
  readonly type: string;
  readonly id: string;
  readonly since: string | null;
  readonly first: number | null;
  readonly after: string | null;
}

/**
 * The pulls that gave a record, the latest first.
 * @throws AUDIT_TYPE_UNKNOWN, AUDIT_RANGE when more has to be looked through than can be, BAD_INSTANT, BAD_PAGE_SIZE,
 * BAD_CURSOR, CURSOR_MISMATCH
 */
export async function recordAccesses(
  ctx: RequestContext,
  info: GraphQLResolveInfo,
  { type, id, since: from, first, after }: RecordArgs,
): Promise<Connection> {
  if (sharedDatasetOf(type) === undefined) throw fault("AUDIT_TYPE_UNKNOWN", { value: type });
  const since = sinceArgument(ctx, from);
  const { size, cursor } = pageRequest({ first, after });
  const identity = listSignature("record access", type, id, from);
  const before = cursor === undefined ? undefined : placeOf(cursor, identity);
  // One more than the page shows whether anything follows.
  const found = await findAccesses(ctx.store, { type, id, since, before, limit: size + 1 });
  const shown = found.slice(0, size);
  const fields = selectedFields(info, entries.shape.name, NODE_PATHS);
  const loaded = await Promise.all(shown.map((seq) => entryBySeq.load(ctx, fields, String(seq))));
  // One may have been purged meanwhile.
  const nodes = loaded.filter((entry) => entry !== null);
  const cursorAt = (at: number) => encodeCursor(identity, [shown.at(at) as number]);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: encodeCursor(identity, [Number(node.seq)]) })),
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: before !== undefined,
      startCursor: shown.length === 0 ? null : cursorAt(0),
      endCursor: shown.length === 0 ? null : cursorAt(-1),
    },
    get totalCount() {
      const all = { type, id, since, before: undefined, limit: Number.POSITIVE_INFINITY };
      return findAccesses(ctx.store, all).then(({ length }) => length);
    },
  };
}

function placeOf(cursor: string, identity: string): number {
  const [seq] = decodeCursor("after", cursor, identity, 1);
  if (typeof seq !== "number") throw fault("BAD_CURSOR", { argument: "after" });
  return seq;
}
