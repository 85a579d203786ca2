import { sql } from "kysely";
import type { Store } from "./store.js";

/** What is asked for: whose grants, and by whom. */
export interface GrantQuery {
  /** The division that the partner speaks for. */
  readonly partner: string;
  /** Duties of the caller, which grants for an emergency can name. */
  readonly duties: readonly string[];
  /** The day in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly today: string;
}

/** A grant in force, with one of its field rules; without rules it comes once, with nulls. */
export interface GrantRow {
  readonly agreementId: string;
  readonly grantId: string;
  readonly recordType: string;
  readonly rowScope: string | null;
  readonly legalBasis: string;
  readonly coordinate: string | null;
  readonly rule: string | null;
  readonly detail: string | null;
  /** Records that the agreement gives a day, and has given today; null where it has no quota, and where it gave none. */
  readonly quotaPerDay: number | null;
  readonly usedToday: number | string | null;
}

// It ends by itself: when the last such incident is closed.
const RESPONSE = sql`exists (
  select 1 from incident as i where i.level <= 2 and i.status in ('REPORTED', 'RESPONDING', 'CONTROLLED'))`;

/** Whether an incident of level I or II is open. */
export async function isResponseOn({ db }: Store): Promise<boolean> {
  const found = await sql<{ n: number }>`select case when ${RESPONSE} then 1 else 0 end as n`.execute(db);
  return Number(found.rows[0]?.n) === 1;
}

/**
 * The grants that are in force for a partner now, in one statement: of agreements that hold today, in which the
 * partner's division is itself a receiving party. Those that name a duty hold for its bearers while an incident of
 * level I or II is open, and end with it. An agreement without a legal basis gives nothing.
 */
export async function readGrants({ db }: Store, query: GrantQuery): Promise<readonly GrantRow[]> {
  const { partner, duties, today } = query;
  const uplift =
    duties.length === 0 ? sql`1 = 0` : sql`(g.uplift_duty in (${sql.join(duties)}) and ${RESPONSE})`;
  const found = await sql<GrantRow>`
    select a.id as ${sql.ref("agreementId")}, g.id as ${sql.ref("grantId")}, g.record_type as ${sql.ref("recordType")},
      g.row_scope as ${sql.ref("rowScope")}, a.legal_basis as ${sql.ref("legalBasis")},
      r.coordinate as ${sql.ref("coordinate")}, r.rule as ${sql.ref("rule")}, r.detail as ${sql.ref("detail")},
      a.quota_per_day as ${sql.ref("quotaPerDay")}, (
        select q.records from quota_use as q
        where q.agreement_id = a.id and q.partner = ${partner} and q.day = ${today}) as ${sql.ref("usedToday")}
    from agreement_grant as g
    join agreement as a on a.id = g.agreement_id
    left join agreement_field_rule as r on r.grant_id = g.id
    where a.status = 'IN_FORCE' and a.legal_basis is not null
    and (a.valid_from is null or a.valid_from <= ${today}) and (a.valid_to is null or a.valid_to >= ${today})
    and exists (
      select 1 from agreement_party as p
      where p.agreement_id = a.id and p.division_code = ${partner} and p.role in ('RECEIVER', 'BOTH'))
    and (g.receiver_code is null or g.receiver_code = ${partner})
    and (g.uplift_duty is null or ${uplift})
    order by a.id, g.id, r.coordinate`.execute(db);
  return found.rows;
}

/** The datasets that are shared with everybody. */
export async function readUnconditional({ db }: Store): Promise<readonly string[]> {
  const found = await sql<{ dataset: string }>`
    select dataset from sharing_category where category = 'UNCONDITIONAL' order by dataset`.execute(db);
  return found.rows.map(({ dataset }) => dataset);
}
