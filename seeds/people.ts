import { readData } from "./data.js";
import { dayText } from "./days.js";
import type { Random } from "./random.js";

type NamePart = [han: string, latin: string];

const names = readData<{ surnames: NamePart[]; male: NamePart[]; female: NamePart[] }>("names.json");

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECK = "10X98765432";

/** A made-up person's name in both scripts, and the gender it was drawn for. */
export interface SyntheticName {
  name: string;
  nameEn: string;
  gender: "MALE" | "FEMALE";
}

/** Draws a name; the characters are frequent ones, so any likeness is chance. */
export function syntheticName(random: Random): SyntheticName {
  const gender = random.chance(0.58) ? "MALE" : "FEMALE";
  const given = gender === "MALE" ? names.male : names.female;
  const [surname, surnameLatin] = random.pick(names.surnames);
  const [first, firstLatin] = random.pick(given);
  const [second, secondLatin] = random.chance(0.75) ? random.pick(given) : ["", ""];
  const latin = firstLatin + secondLatin;
  return {
    name: surname + first + second,
    nameEn: `${latin.charAt(0).toUpperCase()}${latin.slice(1)} ${surnameLatin}`,
    gender,
  };
}

/** The check character of a resident identity number (GB 11643) from its first 17 digits. */
export function idCheckChar(body: string): string {
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return ID_CHECK[sum % 11] ?? "X";
}

/**
 * An identity number in the right form whose last character never fits, on purpose: no generated number
 * can be a real person's. `birth` is a day number.
 */
export function impossibleIdNumber(random: Random, county: string, birth: number, gender: string): string {
  const order = random.int(0, 499) * 2 + (gender === "MALE" ? 1 : 0);
  const body =
    county.padEnd(6, "0").slice(0, 6) + dayText(birth).replaceAll("-", "") + `${order}`.padStart(3, "0");
  const right = ID_CHECK.indexOf(idCheckChar(body));
  return body + ID_CHECK[(right + random.int(1, 10)) % 11];
}

/**
 * A mobile number in the right form that reaches nobody: the four digits after 199 name an exchange,
 * and 0000 is none. Only 10,000 of them exist, so they repeat: a phone number is not a key here.
 */
export function unassignedPhone(random: Random): string {
  return `1990000${`${random.int(0, 9999)}`.padStart(4, "0")}`;
}
