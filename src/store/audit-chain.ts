import { createHmac, timingSafeEqual } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** A value of an entry as it is stored. */
type Stored = string | number | null;

/** An entry's row as it is stored, by column. */
export interface EntryRow {
  readonly seq: number;
  readonly at: string;
  readonly request_id: string;
  readonly kind: string;
  readonly role: string;
  readonly subject: string | null;
  readonly partner: string | null;
  readonly address: string | null;
  readonly operation: string | null;
  readonly document: string | null;
  readonly purpose: string | null;
  readonly outcome: string;
  readonly codes: string;
}

/** What an entry's answer held of one type, as it is stored. */
export interface ReadRow {
  readonly seq: number;
  readonly position: number;
  readonly dataset: string;
  readonly type: string;
  readonly row_count: number;
  readonly group_count: number;
  readonly fields: string;
  readonly masks: string;
  readonly agreements: string;
  readonly ids: Uint8Array | null;
}

/** The columns of an entry that are hashed, in this order for ever. */
export const ENTRY_COLUMNS = [
  "seq",
  "at",
  "request_id",
  "kind",
  "role",
  "subject",
  "partner",
  "address",
  "operation",
  "document",
  "purpose",
  "outcome",
  "codes",
] as const satisfies readonly (keyof EntryRow)[];

/** The columns of what was read that are hashed, in this order for ever. */
export const READ_COLUMNS = [
  "seq",
  "position",
  "dataset",
  "type",
  "row_count",
  "group_count",
  "fields",
  "masks",
  "agreements",
  "ids",
] as const satisfies readonly (keyof ReadRow)[];

/** What stands before the first entry. */
export const GENESIS = "0".repeat(64);

/**
 * The hash of an entry: HMAC-SHA256 over the hash before it and the entry in canonical JSON (its columns and those of
 * what was read, each in a fixed order).
 * @param key without it nobody can make a hash that fits
 */
export function entryHash(key: string, before: string, entry: EntryRow, reads: readonly ReadRow[]): string {
  const canonical = JSON.stringify([
    ...ENTRY_COLUMNS.map((column): Stored => entry[column]),
    reads.map((read) =>
      READ_COLUMNS.map((column): Stored => {
        const value = read[column];
        return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
      }),
    ),
  ]);
  return createHmac("sha256", key).update(before).update("\n").update(canonical).digest("hex");
}

/** The seal of a checkpoint: what stood at the place up to which older entries were removed. */
export function checkpointSeal(
  key: string,
  { seq, hash, at }: { readonly seq: number; readonly hash: string; readonly at: string },
): string {
  return createHmac("sha256", key)
    .update(JSON.stringify(["checkpoint", seq, hash, at]))
    .digest("hex");
}

/** Whether two hashes are the same, in a time that does not tell how far. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Characters up to which keys are stored as they are, and up to which a small window is enough: making ready to deflate
 * a few keys takes longer than everything else that is done for their entry.
 */
const PLAIN = 1000;
const SHORT = 4096;

/** The first byte says what the others are. */
const [AS_TEXT, DEFLATED, FRONT_CODED] = [0, 1, 2];

/** Keys as they are stored, one a line: few of them without what each shares with the one before it, many deflated. */
export function packIds(ids: readonly string[]): Uint8Array | null {
  if (ids.length === 0) return null;
  const short = frontCoded(ids);
  if (short.length <= PLAIN) return Buffer.concat([Buffer.of(FRONT_CODED), Buffer.from(short)]);
  const text = ids.join("\n");
  const window = text.length <= SHORT ? { windowBits: 12, memLevel: 5 } : {};
  return Buffer.concat([Buffer.of(DEFLATED), deflateRawSync(text, { level: 1, ...window })]);
}

/** The keys that were stored. */
export function unpackIds(ids: Uint8Array | null): string[] {
  if (ids === null) return [];
  const held = Buffer.from(ids.buffer, ids.byteOffset + 1, ids.byteLength - 1);
  const text = (ids[0] === DEFLATED ? inflateRawSync(held) : held).toString("utf8").split("\n");
  return ids[0] === AS_TEXT || ids[0] === DEFLATED ? text : ofFrontCoded(text);
}

/** The character that stands for nothing shared; those after it for one, two and so on. */
const NONE_SHARED = 0x30;
const MOST_SHARED = 0x7e - NONE_SHARED;

/** Each key in a line: how many characters it begins with as the one before it does, and what follows them. */
function frontCoded(ids: readonly string[]): string {
  let before = "";
  let text = "";
  for (const id of ids) {
    let shared = 0;
    const most = Math.min(before.length, id.length, MOST_SHARED);
    while (shared < most && before.charCodeAt(shared) === id.charCodeAt(shared)) shared += 1;
    // A character of two units is not cut.
    if (shared > 0 && (id.charCodeAt(shared - 1) & 0xfc00) === 0xd800) shared -= 1;
    text += `${text === "" ? "" : "\n"}${String.fromCharCode(NONE_SHARED + shared)}${id.slice(shared)}`;
    before = id;
  }
  return text;
}

function ofFrontCoded(lines: readonly string[]): string[] {
  let before = "";
  return lines.map((line) => {
    before = before.slice(0, line.charCodeAt(0) - NONE_SHARED) + line.slice(1);
    return before;
  });
}
