import type { RequestContext } from "../../context.js";
import { dayInShanghai } from "../../dataset/instant-argument.js";
import { fault } from "../../errors.js";
import { mintKey } from "../../store/mint-key.js";
import { writeTransaction } from "../../store/write-transaction.js";
import type { AgreementDraftInput } from "./agreement-draft.input.js";
import { agreementFaults, invalid } from "./agreement-faults.js";
import {
  type AgreementState,
  type AgreementTerms,
  grantsOf,
  lockedAgreement,
  partiesOf,
  termsOf,
} from "./agreement-terms.js";
import { type Contradiction, contradictions } from "./agreement-warnings.js";
import type { AgreementStatus, AgreementStep } from "./delta.enums.js";
import { stepsOf, writeDraft, writeStep } from "./write-agreement.js";

/** What a mutation did. */
export interface AgreementChange {
  readonly agreementId: string;
  readonly warnings: readonly Contradiction[];
}

/** What is said with a step. */
export interface StepWords {
  readonly note?: string | null | undefined;
  /** The division of the party that it is taken for. */
  readonly party?: string | null | undefined;
}

const NOTE_LENGTH = 300;

/** From which states each step leads, and where to. `ACCEPT` leads on when every other side has taken it. */
const LIFE: Readonly<
  Record<AgreementStep, { readonly from: readonly AgreementStatus[]; readonly to: AgreementStatus }>
> = {
  DRAFT: { from: ["DRAFTED"], to: "DRAFTED" },
  PROPOSE: { from: ["DRAFTED"], to: "PROPOSED" },
  ACCEPT: { from: ["PROPOSED"], to: "ACCEPTED" },
  REJECT: { from: ["PROPOSED", "ACCEPTED"], to: "DRAFTED" },
  ENTER_INTO_FORCE: { from: ["ACCEPTED"], to: "IN_FORCE" },
  SUSPEND: { from: ["IN_FORCE"], to: "SUSPENDED" },
  RESUME: { from: ["SUSPENDED"], to: "IN_FORCE" },
  END: { from: ["IN_FORCE", "SUSPENDED"], to: "ENDED" },
};

/** Steps that a party takes, rather than the keeper of this graph. */
const BY_PARTY: readonly AgreementStep[] = ["ACCEPT", "REJECT"];
/** Steps before which what the agreement says is checked again: types, rows and other agreements may have changed. */
const CHECKED: readonly AgreementStep[] = ["PROPOSE", "ENTER_INTO_FORCE", "RESUME"];

/**
 * Writes a new draft, or writes one anew. Only drafts can be written: what was proposed stays as it was.
 * @throws AGREEMENT_INVALID, NOT_FOUND, AGREEMENT_STEP_REFUSED; nothing is changed then
 */
export function draftAgreement(ctx: RequestContext, draft: AgreementDraftInput): Promise<AgreementChange> {
  const terms = termsOf(draft);
  return writeTransaction(ctx.store, async (db) => {
    const inside = { ...ctx, store: { ...ctx.store, db } };
    if (draft.id != null) {
      const state = await lockedAgreement(db, ctx.store.engine, draft.id);
      refuseState(draft.id, state, "DRAFT");
    }
    const faults = await agreementFaults(inside, terms, draft.draftedFor);
    if (faults.length > 0) throw invalid(faults);
    const id = draft.id ?? mintKey("gr");
    await writeDraft(db, id, terms, draft.id == null);
    const step = { step: "DRAFT", party: draft.draftedFor, actor: actorOf(ctx), note: null } as const;
    await writeStep(db, id, step, "DRAFTED");
    return { agreementId: id, warnings: await contradictions(db, id, terms) };
  });
}

/**
 * Takes a step in the life of an agreement, and puts it on record.
 * @throws NOT_FOUND, AGREEMENT_STEP_REFUSED where it does not lead on from where the agreement stands, AGREEMENT_PARTY,
 * AGREEMENT_INVALID; nothing is changed then
 */
export function takeStep(
  ctx: RequestContext,
  id: string,
  step: AgreementStep,
  { note = null, party = null }: StepWords = {},
): Promise<AgreementChange> {
  return writeTransaction(ctx.store, async (db) => {
    const inside = { ...ctx, store: { ...ctx.store, db } };
    const state = await lockedAgreement(db, ctx.store.engine, id);
    const parties = state === undefined ? [] : await partiesOf(db, id);
    const steps = await stepsOf(db, id);
    const drafted = steps.findLast((taken) => taken.step === "DRAFT")?.party ?? null;
    const divisions = parties.flatMap(({ division }) => division ?? []);
    // Who is no party is not told of what is not in force.
    const { partner } = ctx.caller;
    if (partner !== undefined && !divisions.includes(partner)) throw unknown(id);
    const actingFor = BY_PARTY.includes(step)
      ? partyOf(ctx, { id, step, party, drafted, divisions })
      : drafted;
    refuseState(id, state, step);
    if (LIFE[step].to === "IN_FORCE" && state.validTo !== null && state.validTo < todayInShanghai())
      throw refused(id, step, `its last day was ${state.validTo}.`);
    if (note !== null && [...note].length > NOTE_LENGTH)
      throw invalid([{ at: "note", reason: `It is longer than ${NOTE_LENGTH} characters.` }]);
    let terms: AgreementTerms | undefined;
    if (CHECKED.includes(step)) {
      terms = { ...state, parties, grants: await grantsOf(db, [id]) };
      const faults = await agreementFaults(inside, terms, drafted);
      if (faults.length > 0) throw invalid(faults);
    }
    let { to } = LIFE[step];
    if (step === "ACCEPT") {
      const proposed = steps.findLastIndex((taken) => taken.step === "PROPOSE");
      const accepted = steps
        .slice(proposed + 1)
        .flatMap((taken) => (taken.step === "ACCEPT" && taken.party !== null ? [taken.party] : []));
      if (actingFor !== null && accepted.includes(actingFor))
        throw refused(id, step, `${actingFor} has accepted it already.`);
      const waiting = divisions.filter((division) => ![drafted, actingFor, ...accepted].includes(division));
      if (waiting.length > 0) to = "PROPOSED";
    }
    const recorded = BY_PARTY.includes(step) || step === "PROPOSE" ? actingFor : null;
    await writeStep(db, id, { step, party: recorded, actor: actorOf(ctx), note }, to);
    const warnings = step === "PROPOSE" && terms !== undefined ? await contradictions(db, id, terms) : [];
    return { agreementId: id, warnings };
  });
}

interface Acting {
  readonly id: string;
  readonly step: AgreementStep;
  readonly party: string | null;
  readonly drafted: string | null;
  readonly divisions: readonly string[];
}

/** The party that accepts or rejects. A partner's token speaks for its own division and for no other. */
function partyOf({ caller }: RequestContext, { id, step, party, drafted, divisions }: Acting): string {
  const refusedFor = (who: string, reason: string) =>
    fault("AGREEMENT_PARTY", { id, step, party: who, reason });
  const { partner } = caller;
  if (partner !== undefined && party !== null && party !== partner)
    throw refusedFor(party, `the token speaks for ${partner}.`);
  const acting = partner ?? party;
  if (acting === null) throw refusedFor("nobody", "name the party by its division (`party`).");
  if (!divisions.includes(acting)) throw refusedFor(acting, "it is not the division of a party.");
  // Its keeper may take a proposal back for the side that drafted it; agreeing with oneself is nothing.
  const withdraws = step === "REJECT" && partner === undefined;
  if (acting === drafted && !withdraws) throw refusedFor(acting, "it drafted it; the other side has to.");
  return acting;
}

function refuseState(
  id: string,
  state: AgreementState | undefined,
  step: AgreementStep,
): asserts state is AgreementState {
  if (state === undefined) throw unknown(id);
  const { from } = LIFE[step];
  if (from.includes(state.status)) return;
  throw refused(id, step, `it is ${state.status}, where it would have to be ${from.join(" or ")}.`);
}

const refused = (id: string, step: AgreementStep, reason: string) =>
  fault("AGREEMENT_STEP_REFUSED", { id, step, reason });

const unknown = (id: string) => fault("NOT_FOUND", { type: "Agreement", key: "id", value: id });

/** Agreements hold from midnight to midnight there. */
const todayInShanghai = () => dayInShanghai(new Date().toISOString().slice(0, -1));

const actorOf = ({ caller }: RequestContext): string => caller.subject ?? caller.role;
