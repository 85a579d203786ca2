/** How many digits a code has at each level. */
const LENGTHS = [2, 4, 6, 9];

/** Whether this can be the code of a division: 2, 4, 6 or 9 digits. */
export function isDivisionCode(code: string): boolean {
  return LENGTHS.includes(code.length) && /^\d+$/.test(code);
}

/** The codes of everything that a division lies in, the province first: each level's code begins with its parent's. */
export function ancestorCodes(code: string): string[] {
  return LENGTHS.filter((length) => length < code.length).map((length) => code.slice(0, length));
}

/** What follows the last digit: codes of a subtree lie from its own up to its own with this behind it. */
export const AFTER_DIGITS = ":";
