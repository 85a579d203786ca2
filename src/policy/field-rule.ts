import type { PolicyClass } from "./policy-class.js";

/** What an agreement can say of a field, the most permissive last. */
export const RULES = ["HIDE", "TOKEN", "MASK", "GENERALISE", "BUCKET", "CLEAR"] as const;
/** One of {@link RULES}. */
export type RuleName = (typeof RULES)[number];

/**
 * How a rule changes a value, beyond its name:
 * MASK: PHONE `138****8000`, ID_NUMBER `110105********0123`, NAME `张*`, EMAIL `z***@example.cn`, TEXT `***`;
 * GENERALISE: DISTRICT (an address down to its district), GRID (a point to the middle of its cell of about 1 km),
 * DECADE (a day of birth to the first day of its ten years); BUCKET: the step that a number is rounded down to.
 */
export const DETAILS: Readonly<Record<RuleName, readonly string[] | "step" | undefined>> = {
  CLEAR: undefined,
  HIDE: undefined,
  TOKEN: undefined,
  MASK: ["PHONE", "ID_NUMBER", "NAME", "EMAIL", "TEXT"],
  GENERALISE: ["DISTRICT", "GRID", "DECADE"],
  BUCKET: "step",
};

/** What an agreement says of one field. */
export interface FieldRule {
  readonly rule: RuleName;
  readonly detail: string | null;
}

/** Everything as it is. */
export const CLEAR: FieldRule = { rule: "CLEAR", detail: null };
/** Nothing at all. */
export const HIDE: FieldRule = { rule: "HIDE", detail: null };

/** What personal data may be handed over for (PIPL articles 13 and 34 to 37; numbers as recalled, not verified). */
const LEGAL_BASES = ["STATUTORY_DUTY", "EMERGENCY", "CONSENT", "COOPERATION"] as const;
/** The ground on which an agreement hands data over. */
export type LegalBasis = (typeof LEGAL_BASES)[number];

/**
 * The most that may be shown of a field of this class on this basis: a PERSONAL field in clear needs a duty, an
 * emergency or consent; a SENSITIVE one is never in clear under an agreement.
 */
function ceiling(policy: PolicyClass, basis: LegalBasis): RuleName {
  if (policy === "SENSITIVE") return "BUCKET";
  if (policy === "PERSONAL" && basis === "COOPERATION") return "BUCKET";
  return "CLEAR";
}

/** Whether a rule may be agreed for a field of this class on this basis. */
export function isLawful({ rule }: FieldRule, policy: PolicyClass, basis: LegalBasis): boolean {
  return rankOf(rule) <= rankOf(ceiling(policy, basis));
}

/** How much a rule shows, as a number to compare. */
export function rankOf(rule: RuleName): number {
  return RULES.indexOf(rule);
}
