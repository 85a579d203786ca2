import { createHmac } from "node:crypto";
import type { Caller } from "../policy/caller.js";
import { type FieldRule, type LegalBasis, RULES } from "../policy/field-rule.js";
import { compileGrants, type GrantRecord, type Grants } from "../policy/grants.js";
import { type DailyQuota, QuotaMeter } from "../policy/quota.js";
import { type GrantRow, readGrants, readUnconditional } from "../store/sharing-table.js";
import type { Store } from "../store/store.js";
import type { Authenticate } from "./authenticate.js";

/** Who callers are, and what agreements give them at this moment. */
export interface Callers {
  /** The caller that a header proves. @throws the errors of {@link Authenticate} */
  readonly authenticate: Authenticate;
  /** The same caller with what agreements give now: for whom it was proved already who asks. */
  renewed(caller: Caller): Promise<Caller>;
}

const GRANTS_KEPT = 100;
/** How long what agreements give is believed, in milliseconds: reading it takes a sixth of a small answer. */
const BELIEVED_MS = 1000;

/** What agreements give a partner, as it was read. */
interface Given {
  readonly partner: string;
  readonly today: string;
  readonly grants: Grants;
  /** Shared by all requests that believe it: what one gives counts for the next. */
  readonly quotas: ReadonlyMap<string, DailyQuota>;
}

/**
 * Adds to proved callers what agreements give them. Read every second, so that an agreement which ends gives nothing from
 * then on; made once for each different answer.
 * @param store where agreements are kept; without tables (a gateway of remote subgraphs only) nothing is granted here
 * and the subgraphs decide
 * @param pseudonymKey what the keys of agreements' tokens are derived from
 * @param believedMs how long what was read is believed
 */
export function createCallers(
  authenticate: Authenticate,
  store: Store,
  pseudonymKey: string,
  believedMs = BELIEVED_MS,
): Callers {
  const made = new Map<string, Grants>();
  const read = new Map<string, { readonly answer: Promise<Given>; readonly until: number }>();
  const tokenKeyOf = (agreementId: string) => tokenKey(pseudonymKey, agreementId);
  const renewed = async (caller: Caller): Promise<Caller> => {
    const { role, partner, duties = [] } = caller;
    if (role !== "partner" || partner === undefined || !("db" in store)) return caller;
    const who = JSON.stringify([partner, duties]);
    const known = read.get(who);
    if (known !== undefined && performance.now() < known.until) return given(caller, await known.answer);
    const answer = readNow(partner, duties);
    if (read.size >= GRANTS_KEPT) read.clear();
    read.set(who, { answer, until: performance.now() + believedMs });
    // What could not be read is asked for again.
    answer.catch(() => read.delete(who));
    return given(caller, await answer);
  };
  const readNow = async (partner: string, duties: readonly string[]): Promise<Given> => {
    const today = dayInShanghai(Date.now());
    const [rows, unconditional] = await Promise.all([
      readGrants(store, { partner, duties, today }),
      readUnconditional(store),
    ]);
    const records = recordsOf(rows);
    const key = JSON.stringify([partner, records, unconditional]);
    let grants = made.get(key);
    if (grants === undefined) {
      if (made.size >= GRANTS_KEPT) made.clear();
      grants = compileGrants(partner, records, unconditional, tokenKeyOf);
      made.set(key, grants);
    }
    return { partner, today, grants, quotas: quotasOf(rows) };
  };
  return {
    authenticate: async (authorization) => renewed(await authenticate(authorization)),
    renewed,
  };
}

function given(caller: Caller, { partner, today, grants, quotas }: Given): Caller {
  if (quotas.size === 0) return { ...caller, grants };
  return { ...caller, grants, quota: new QuotaMeter(partner, today, quotas) };
}

/**
 * The key of one agreement's tokens: an admin hands it to the partner, who then finds his own records again.
 * @param pseudonymKey the configured master key
 */
export function tokenKey(pseudonymKey: string, agreementId: string): Buffer {
  return createHmac("sha256", pseudonymKey).update(`agreement ${agreementId}`).digest();
}

/** Grants as agreements hold them, of rows that each have one field rule. */
export function recordsOf(
  rows: readonly Omit<GrantRow, "quotaPerDay" | "usedToday">[],
): readonly GrantRecord[] {
  const records = new Map<string, GrantRecord & { readonly rules: (FieldRule & { coordinate: string })[] }>();
  for (const { coordinate, rule, detail, ...grant } of rows) {
    let record = records.get(grant.grantId);
    if (record === undefined) {
      const { agreementId, grantId, recordType, rowScope } = grant;
      record = {
        agreementId,
        grantId,
        recordType,
        rowScope,
        legalBasis: grant.legalBasis as LegalBasis,
        rules: [],
      };
      records.set(grant.grantId, record);
    }
    // A rule that this release does not know hides: without any the field might be clear.
    const known = RULES.find((name) => name === rule) ?? "HIDE";
    if (coordinate !== null) record.rules.push({ coordinate, rule: known, detail });
  }
  return [...records.values()];
}

/** What is counted for each request is no part of the grants, which stay the same from request to request. */
function quotasOf(rows: readonly GrantRow[]): ReadonlyMap<string, DailyQuota> {
  return new Map(
    rows.flatMap(({ agreementId, quotaPerDay, usedToday }): [string, DailyQuota][] =>
      quotaPerDay === null ? [] : [[agreementId, { perDay: quotaPerDay, used: Number(usedToday ?? 0) }]],
    ),
  );
}

/** Agreements hold from midnight to midnight there, whatever the clock of this machine is set to. */
function dayInShanghai(nowMs: number): string {
  return new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
}
