import { createHash, hash, timingSafeEqual } from "node:crypto";
import { fault } from "../../errors.js";
import type { FeedView } from "./view.js";

/** Where a reader stands in a feed. */
export interface Place {
  /** What came at this position and before has been given. */
  readonly position: number;
  /**
   * The head when the reader began at the start: tombstones up to there are of what it never had. As long as the
   * position is below, this is also how far back its tombstones must be kept.
   */
  readonly since: number;
}

/** Makes and reads the cursors of one view. */
export interface Cursors {
  encode(place: Place): string;
  /**
   * @param argument where the cursor stood, for the message
   * @throws BAD_CURSOR when it is not whole, CURSOR_MISMATCH when it is another reader's or dataset's,
   *   SNAPSHOT_REQUIRED when what follows it is no longer kept
   */
  decode(argument: string, cursor: string): Place;
}

// Version, whose it is, the view's epoch, the position, since; then the first bytes of the signature. What stands
// between epoch and signature is hidden by a mask that follows from the signature (as in RFC 5297): positions count
// what other readers are given too, and two of them would tell how much that was.
const AT = { owner: 1, epoch: 9, position: 15, since: 21, tag: 27, end: 39 } as const;
const VERSION = 2;

/** The cursors of a view, signed and hidden with the secret of its store. */
export function cursorsOf(feed: FeedView, secret: string): Cursors {
  const owner = createHash("sha256").update(`${feed.view} ${feed.dataset}`).digest().subarray(0, 8);
  const epoch = Buffer.from(feed.epoch, "hex");
  const sign = signer(Buffer.from(secret, "hex"));
  const mask = masker(createHash("sha256").update(`mask ${secret}`).digest());
  const bytes = Buffer.alloc(AT.end);
  bytes.writeUInt8(VERSION);
  owner.copy(bytes, AT.owner);
  epoch.copy(bytes, AT.epoch);
  return {
    encode({ position, since }) {
      bytes.writeUIntBE(position, AT.position, 6);
      // Once past it, it says nothing more: the same place has the same cursor, whichever way it was reached.
      bytes.writeUIntBE(since > position ? since : 0, AT.since, 6);
      bytes.write(sign(bytes.subarray(0, AT.tag)), AT.tag, AT.end - AT.tag, "binary");
      mask(bytes);
      return bytes.toString("base64url");
    },
    decode(argument, cursor) {
      const given = /^[A-Za-z0-9_-]{52}$/.test(cursor) ? Buffer.from(cursor, "base64url") : undefined;
      if (given !== undefined) mask(given);
      const tag = given && Buffer.from(sign(given.subarray(0, AT.tag)), "binary");
      if (
        given === undefined ||
        tag === undefined ||
        !timingSafeEqual(tag.subarray(0, AT.end - AT.tag), given.subarray(AT.tag))
      ) {
        throw fault("BAD_CURSOR", { argument });
      }
      if (!given.subarray(AT.owner, AT.epoch).equals(owner)) throw fault("CURSOR_MISMATCH", { argument });
      const position = given.readUIntBE(AT.position, 6);
      const since = given.readUIntBE(AT.since, 6);
      const kept =
        given.subarray(AT.epoch, AT.position).equals(epoch) &&
        Math.max(position, since) >= feed.keptFrom &&
        // A store that was restored from an older copy has given these positions to nothing yet.
        Math.max(position, since) <= feed.head;
      if (!kept) throw fault("SNAPSHOT_REQUIRED", { argument });
      return { position, since };
    },
  };
}

/** Hides the positions of a cursor, or shows them again. */
function masker(key: Buffer): (cursor: Buffer) => void {
  const sign = signer(key);
  const message = Buffer.alloc(AT.tag);
  return (cursor) => {
    cursor.copy(message, 0, AT.tag, AT.end);
    const stream = sign(message);
    for (let at: number = AT.position; at < AT.tag; at++) {
      cursor[at] = (cursor[at] as number) ^ stream.charCodeAt(at - AT.position);
    }
  };
}

/**
 * A code of AT.tag bytes by SHA-3 (FIPS 202) over key and message, each byte of it a character. Unlike SHA-2 it cannot be carried
 * on from a code that is known, so it needs no second hash around it as HMAC has (the reasoning of KMAC, NIST SP 800-185). One-shot,
 * since every line has a cursor.
 */
function signer(key: Buffer): (message: Buffer) => string {
  const keyed = Buffer.alloc(key.length + AT.tag);
  key.copy(keyed);
  return (message) => {
    message.copy(keyed, key.length);
    return hash("sha3-256", keyed, "binary");
  };
}
