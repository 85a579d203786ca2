import type { AgencyNameRole } from "./agency.enums.js";

/** How and when a name was in use: the first and the last day count, null is open. */
export interface Validity {
  readonly role: AgencyNameRole;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Later than any day that is written. */
const OPEN_END = "9999-12-31";

/** Names in the order of their use: by the last day, the one still in use at the end. */
export function chronological<T extends Validity>(names: readonly T[]): T[] {
  const place = ({ validFrom, validTo }: T) => `${validTo ?? OPEN_END} ${validFrom ?? ""}`;
  return [...names].sort((a, b) => (place(a) < place(b) ? -1 : Number(place(a) > place(b))));
}

/**
 * The name that an agency went by on a day: of several principal ones, the one taken up last.
 * @param day `YYYY-MM-DD`
 * @returns null when none was
 */
export function nameInUse<T extends Validity>(names: readonly T[], day: string): T | null {
  const inUse = names.filter(
    ({ role, validFrom, validTo }) =>
      role === "PRINCIPAL" && (validFrom ?? "") <= day && day <= (validTo ?? OPEN_END),
  );
  const from = (name: T) => name.validFrom ?? "";
  return inUse.reduce<T | null>(
    (latest, name) => (latest === null || from(name) > from(latest) ? name : latest),
    null,
  );
}
