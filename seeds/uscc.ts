import type { Random } from "./random.js";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const charValue = (char: string): number => ALPHABET.indexOf(char);

/** The check character of a unified social credit code (GB 32100-2015) from its first 17 characters. */
export function usccCheckChar(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * charValue(body[index] ?? "0"), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] ?? "0";
}

/** The check character of an organisation code (GB 11714) from its first eight, letters as 10 to 35. */
function orgCheckChar(body: string): string {
  const sum = ORG_WEIGHTS.reduce(
    (total, weight, index) => total + weight * Number.parseInt(body[index] ?? "0", 36),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : `${check}`;
}

/** True when all 18 characters are allowed and the last one fits the others. */
export function isUsccValid(code: string): boolean {
  return (
    code.length === 18 && [...code].every((char) => charValue(char) >= 0) && usccCheckChar(code) === code[17]
  );
}

/**
 * A formally correct code of nobody in particular. `kind` is the registrar and class: 11 organ,
 * 12 institution, 51 association, 91 company; `county` the six digits of the registration place.
 */
export function syntheticUscc(random: Random, kind: "11" | "12" | "51" | "91", county: string): string {
  let org = "MB";
  for (let index = 0; index < 6; index += 1) org += `${random.int(0, 9)}`;
  const body = kind + county.padEnd(6, "0").slice(0, 6) + org + orgCheckChar(org);
  return body + usccCheckChar(body);
}

/** The same code with a last character that does not fit. */
export function breakUscc(code: string): string {
  const wrong = ALPHABET[(charValue(code[17] ?? "0") + 7) % 31] ?? "0";
  return code.slice(0, 17) + wrong;
}
