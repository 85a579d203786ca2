const MS_PER_DAY = 86_400_000;
const cache = new Map<number, string>();

/** Days since 1970-01-01 of a YYYY-MM-DD day; NaN for anything else. */
export function dayNumber(day: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY : Number.NaN;
}

/** YYYY-MM-DD of a day number. */
export function dayText(day: number): string {
  let text = cache.get(day);
  if (text === undefined) {
    text = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
    cache.set(day, text);
  }
  return text;
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** A stored UTC instant of whole seconds since 1970. */
export function secondText(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 23).replace("T", " ");
}

/** A stored UTC instant, `YYYY-MM-DD HH:MM:SS.mmm`, of fractional days since 1970; whole seconds. */
export function instantText(time: number): string {
  const day = Math.floor(time);
  const seconds = Math.floor((time - day) * 86_400);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${dayText(day)} ${two(hours)}:${two(minutes)}:${two(seconds % 60)}.000`;
}
