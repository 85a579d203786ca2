import { fault } from "../../errors.js";

/** China has had one time zone without summer time since 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

/** Today's date in Shanghai, as `YYYY-MM-DD`. */
export function todayInShanghai(): string {
  return new Date(Date.now() + SHANGHAI_MS).toISOString().slice(0, 10);
}

/**
 * A day that a client gave.
 * @param argument its name, for the message
 * @throws BAD_DAY when it is not a day of the calendar in the form `YYYY-MM-DD`
 */
export function checkedDay(argument: string, day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw fault("BAD_DAY", { argument, value: day });
  const parsed = new Date(`${day}T00:00:00Z`);
  // 30 February is read as 1 or 2 March.
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(day))
    throw fault("BAD_DAY", { argument, value: day });
  return day;
}
