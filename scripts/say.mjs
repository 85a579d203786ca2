import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Something that the person at the keyboard can put right; the message says how. */
export class Trouble extends Error {}

/** Prints one message of the bootstrap itself, on stderr. */
export function say(message) {
  process.stderr.write(`${message}\n`);
}
