import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { perRequest } from "./per-request.js";

/** Fields that take an instant show this text. */
export const INSTANT_FORMAT = "2026-11-01T08:00:00+08:00";
/** How the argument `at` is described wherever it stands. */
export const AT_DESCRIPTION = `以此时刻为准(ISO 8601,含时区),默认现在 / As of this instant (ISO 8601 with its offset, such as ${INSTANT_FORMAT}); now by default`;

const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

// One instant for the whole request: rows of one answer agree, and one statement serves them all.
const present = perRequest(() => new Date().toISOString());

/**
 * An argument that names an instant; the present where it is left out.
 * @param argument its name, for the message
 * @returns the instant in UTC as the store keeps it, `YYYY-MM-DD HH:MM:SS.mmm`
 * @throws BAD_INSTANT when it is not ISO 8601 with its offset, or no real day
 */
export function instantArgument(
  ctx: RequestContext,
  argument: string,
  value: string | null | undefined,
): string {
  return (value == null ? present(ctx) : parse(argument, value)).replace("T", " ").slice(0, 23);
}

/** The calendar day in Asia/Shanghai of a stored instant, `YYYY-MM-DD`. */
export function dayInShanghai(stored: string): string {
  return new Date(Date.parse(`${stored.replace(" ", "T")}Z`) + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** Eight hours ahead of UTC, without summer time since 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

function parse(argument: string, value: string): string {
  const [, year, month, day] = SHAPE.exec(value)?.map(Number) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    const date = new Date(Date.UTC(year, month - 1, day));
    // `Date` turns 30 February into March, and the store takes no year beyond four digits.
    if (year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day) {
      const instant = new Date(value).toISOString();
      if (instant.length === 24) return instant;
    }
  }
  throw fault("BAD_INSTANT", { argument, format: INSTANT_FORMAT, value: value.slice(0, 40) });
}
