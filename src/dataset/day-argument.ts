import { fault } from "../errors.js";

/**
 * A calendar day that a client gave.
 * @param argument its name, for the message
 * @throws BAD_DAY when it is not a day of the calendar in the form `YYYY-MM-DD`
 */
export function dayArgument(argument: string, day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw fault("BAD_DAY", { argument, value: day.slice(0, 40) });
  const parsed = new Date(`${day}T00:00:00Z`);
  // 30 February is read as 1 or 2 March.
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(day)) {
    throw fault("BAD_DAY", { argument, value: day });
  }
  return day;
}
