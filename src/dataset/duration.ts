import { fault } from "../errors.js";

const SHAPE =
  /^(-)?P(?=\d|T\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

/**
 * The instant that lies an ISO 8601 duration after another, or before it when the duration is negative (`-P30D`).
 * Months and years are those of the calendar in Asia/Shanghai: a day that the month lacks becomes its last.
 * @param fromMs epoch milliseconds
 * @returns epoch milliseconds
 * @throws BAD_DURATION
 */
export function plusDuration(field: string, fromMs: number, duration: string): number {
  const match = SHAPE.exec(duration);
  if (match === null) throw fault("BAD_DURATION", { field, value: duration.slice(0, 40) });
  const sign = match[1] === "-" ? -1 : 1;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => sign * Number(part ?? 0)) as [number, number, number, number, number, number, number];
  const date = new Date(fromMs + SHANGHAI_MS);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + years * 12 + months;
  const lastDay = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  date.setUTCFullYear(Math.floor(month / 12), month % 12, Math.min(date.getUTCDate(), lastDay));
  const reached =
    date.getTime() -
    SHANGHAI_MS +
    (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 +
    seconds * 1000;
  // Days are written with four digits of the year.
  if (Math.abs(reached - fromMs) > LONGEST_MS) throw fault("BAD_DURATION", { field, value: duration });
  return reached;
}

/** Clocks there have been eight hours ahead of UTC since 1991, and no summer time is planned. */
const SHANGHAI_MS = 8 * 3_600_000;

/** A thousand years: far beyond what a rescue plan asks, well within what a date holds. */
const LONGEST_MS = 1000 * 366 * 86_400_000;
