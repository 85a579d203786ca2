import { sql } from "kysely";
import type { Dataset } from "../../dataset/dataset.js";
import { personalProperties } from "../../dataset/personal-properties.js";
import { sharedDatasets } from "../../dataset/row-scope.js";
import { rootOf, sharedRoots } from "../../policy/shared-types.js";
import { mintKey } from "../../store/mint-key.js";
import { columnOf } from "../../store/naming.js";
import type { Sql } from "../../store/per-parent.js";
import type { Db, Store } from "../../store/store.js";
import { writeRows } from "../../store/write-rows.js";
import { writeTransaction } from "../../store/write-transaction.js";
import type { PurgeReason } from "./delta.enums.js";

/** Stands where a text must not be missing. */
export const ERASED = "(已清除)";

/** Records of one type, received under one agreement, whose personal data is erased. */
export interface Purged {
  readonly dataset: string;
  readonly recordType: string;
  readonly agreementId: string;
  readonly reason: PurgeReason;
  readonly records: number;
}

/** How a purge runs. */
export interface PurgeWish {
  /** Tells what would be erased and changes nothing. */
  readonly dryRun: boolean;
  /** Who runs it, for the certificate. */
  readonly actor: string;
  /** The present, in epoch milliseconds. */
  readonly now: number;
}

const KEYS_AT_ONCE = 500;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/**
 * Erases the personal data of records that were received from partners (`shared_record`) when every agreement under
 * which they were received has ended or lets them be kept no longer: PERSONAL and SENSITIVE columns become null, or
 * {@link ERASED} where a text cannot be missing. The records stay. A certificate is written for each agreement and type;
 * all of it in one transaction. Rebuild the search index afterwards: it holds the texts too.
 * @returns what was erased, or would be
 */
export function purgePersonalData(store: Store, wish: PurgeWish): Promise<readonly Purged[]> {
  return writeTransaction(store, async (db) => {
    const agreements = await agreementsWithRecords(db);
    const purged: Purged[] = [];
    for (const [root, share] of sharedRoots()) {
      const lapsed = await lapsedRecords(db, root, share, agreements, wish.now);
      for (const type of sharedDatasets().values()) {
        if (rootOf(type.shape.name) !== root) continue;
        for (const [agreementId, { reason, keys }] of lapsed) {
          const records = await erase(db, type, root, keys, wish.dryRun);
          if (records > 0)
            purged.push({ dataset: share, recordType: type.shape.name, agreementId, reason, records });
        }
      }
    }
    if (!wish.dryRun) await certify(db, purged, wish);
    return purged;
  });
}

interface Agreement {
  readonly id: string;
  readonly status: string;
  readonly validTo: string | null;
  readonly retentionDays: number | null;
}

async function agreementsWithRecords(db: Db): Promise<readonly Agreement[]> {
  const found = await sql<Agreement>`
    select id, status, valid_to as ${sql.ref("validTo")}, retention_days as ${sql.ref("retentionDays")}
    from agreement where id in (select agreement_id from shared_record) order by id`.execute(db);
  return found.rows;
}

function hasEnded({ status, validTo }: Agreement, now: number): boolean {
  const today = new Date(now + SHANGHAI_MS).toISOString().slice(0, 10);
  return status === "ENDED" || (validTo !== null && validTo < today);
}

/** The keys of records that may be kept no longer, each under the first of the agreements that it came under. */
async function lapsedRecords(
  db: Db,
  root: string,
  share: string,
  agreements: readonly Agreement[],
  now: number,
): Promise<ReadonlyMap<string, { readonly reason: PurgeReason; readonly keys: string[] }>> {
  const dataset = sharedDatasets().get(root) as Dataset;
  const ended = agreements.filter((agreement) => hasEnded(agreement, now)).map(({ id }) => id);
  const over = agreements.flatMap(({ id, retentionDays }): Sql[] => {
    if (ended.includes(id) || retentionDays === null) return [];
    const until = new Date(now - retentionDays * DAY_MS).toISOString().replace("T", " ").slice(0, 23);
    return [sql`(s.agreement_id = ${id} and ${dataset.column("receivedAt")} < ${until})`];
  });
  const lapses = [...(ended.length === 0 ? [] : [sql`s.agreement_id in (${sql.join(ended)})`]), ...over];
  const lapsed = new Map<string, { reason: PurgeReason; keys: string[] }>();
  if (lapses.length === 0) return lapsed;
  const key = dataset.column(dataset.key);
  const found = await sql<{ k: string; agreement: string }>`
    select ${key} as k, min(s.agreement_id) as agreement from shared_record as s
    join ${sql.table(dataset.table)} as c on ${key} = s.record_id
    where s.dataset = ${share} group by ${key}
    having min(case when ${sql.join(lapses, sql` or `)} then 1 else 0 end) = 1 order by k`.execute(db);
  for (const { k, agreement } of found.rows) {
    const group = lapsed.get(agreement) ?? {
      reason: ended.includes(agreement) ? ("ENDED" as const) : ("RETENTION" as const),
      keys: [],
    };
    group.keys.push(k);
    lapsed.set(agreement, group);
  }
  return lapsed;
}

/** Erases the personal data of rows that are these records, or belong to them. @returns how many had some */
async function erase(
  db: Db,
  dataset: Dataset,
  root: string,
  keys: readonly string[],
  dryRun: boolean,
): Promise<number> {
  const properties = personalProperties(dataset);
  if (properties.length === 0) return 0;
  const isThere = properties.map((property) =>
    dataset.nullable(property)
      ? sql`${dataset.column(property)} is not null`
      : sql`${dataset.column(property)} <> ${ERASED}`,
  );
  const erased = properties.map(
    (property) =>
      sql`${sql.ref(columnOf(property))} = ${dataset.nullable(property) ? sql`null` : sql`${ERASED}`}`,
  );
  const table = sql.table(dataset.table);
  let records = 0;
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const belongs = belongsTo(dataset, root, keys.slice(from, from + KEYS_AT_ONCE));
    const where = sql`${belongs} and (${sql.join(isThere, sql` or `)})`;
    const found = await sql<{ n: number }>`select count(*) as n from ${table} as c where ${where}`.execute(
      db,
    );
    const some = Number(found.rows[0]?.n ?? 0);
    records += some;
    if (some > 0 && !dryRun)
      await sql`update ${table} as c set ${sql.join(erased)} where ${where}`.execute(db);
  }
  return records;
}

function belongsTo(dataset: Dataset, root: string, keys: readonly string[]): Sql {
  const { within } = dataset;
  if (dataset.shape.name === root || within === undefined)
    return sql`${dataset.column(dataset.key)} in (${sql.join(keys)})`;
  const owner = within.owner();
  if (owner.shape.name === root) return sql`${dataset.column(within.by)} in (${sql.join(keys)})`;
  return sql`${dataset.column(within.by)} in (
    select ${owner.column(owner.key)} from ${sql.table(owner.table)} as c where ${belongsTo(owner, root, keys)})`;
}

async function certify(db: Db, purged: readonly Purged[], { actor, now }: PurgeWish): Promise<void> {
  const at = new Date(now).toISOString().replace("T", " ").slice(0, 23);
  const rows = purged.map(({ agreementId, dataset, recordType, records, reason }) => {
    return { id: mintKey("rp"), agreementId, dataset, recordType, records, reason, at, actor };
  });
  await writeRows(db, "retention_purge", rows);
}
