import { randomBytes } from "node:crypto";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 10;

/**
 * A new opaque key: a prefix of two letters, then 20 digits (Crockford's base32) of which the first half is the time, so
 * that keys of one table follow each other in its index.
 */
export function mintKey(prefix: string): string {
  let time = "";
  for (let left = Date.now(), at = 0; at < TIME_DIGITS; at++) {
    time = (DIGITS[left % 32] as string) + time;
    left = Math.floor(left / 32);
  }
  const random = [...randomBytes(RANDOM_DIGITS)].map((byte) => DIGITS[byte % 32]).join("");
  return `${prefix}${time}${random}`;
}
