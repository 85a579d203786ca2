import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import type { Connection } from "../../dataset/connection.js";
import { dataset } from "../../dataset/dataset.js";
import { noteKeys } from "../../dataset/note-access.js";
import type { PageArgs } from "../../dataset/page-args.js";
import { relation } from "../../dataset/relation.js";
import { existingKey } from "../../dataset/row-scope.js";
import { columnOf } from "../../store/naming.js";
import type { SharedDataset } from "./delta.enums.js";
import { SharedRecordEntity } from "./shared-record.entity.js";
import { SharedRecord } from "./shared-record.type.js";

const records = dataset({
  entity: SharedRecordEntity,
  type: SharedRecord,
  order: [{ property: "recordId" }],
});
const EVERYTHING: ReadonlySet<string> = new Set(["recordId", "agreementId", "since"]);

/** Gives a page of what a partner shares: stubs of the records, with what ties them to an agreement on the edges. */
export type SharedPage = (ctx: RequestContext, partnerId: string, args: PageArgs) => Promise<Connection>;

/** The records of one dataset that a partner shares, each once: by the first of the agreements it is shared under. */
export function sharedByPartner(kind: SharedDataset, typeName: string): SharedPage {
  const earlier = (property: string) => sql.ref(`e.${columnOf(property)}`);
  const same = (property: string) => sql`${earlier(property)} = ${records.column(property)}`;
  const shared = relation(records, {
    name: kind,
    people: kind === "EXPERTS" || kind === "VOLUNTEERS",
    match: (partner) => sql`
      ${records.column("partnerId")} = ${partner()} and ${records.column("dataset")} = ${sql.lit(kind)}
      and not exists (
        select 1 from ${sql.table(records.table)} as e
        where ${same("partnerId")} and ${same("dataset")} and ${same("recordId")}
        and ${earlier("id")} < ${records.column("id")})`,
  });
  return async (ctx, partnerId, args) => {
    const exists = existingKey(ctx, typeName, records.column("recordId"));
    const scope = exists && { signature: ["scope", ctx.caller.grants?.version ?? null], sql: exists };
    const page = await shared.page(ctx, EVERYTHING, partnerId, args, scope);
    const stubs = () => {
      const found = page.nodes.map((record) => stubOf(record as SharedRecord));
      noteKeys(
        ctx,
        typeName,
        ["id"],
        found.map(({ id }) => id),
      );
      return found;
    };
    return {
      get nodes() {
        return stubs();
      },
      get edges() {
        stubs();
        return page.edges.map(({ cursor, node }) => {
          const { agreementId, since } = node as SharedRecord;
          return { cursor, node: stubOf(node as SharedRecord), agreementId, since };
        });
      },
      get pageInfo() {
        return page.pageInfo;
      },
      get totalCount() {
        return page.totalCount;
      },
    };
  };
}

function stubOf({ recordId }: SharedRecord): { readonly id: string } {
  return { id: recordId };
}
