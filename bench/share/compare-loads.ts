import type { Load } from "../load.js";
import { measure } from "../measure-load.js";
import { median } from "../median.js";

const CONNECTIONS = 16;
/** Requests with a thing on take at most so many times as long as without. */
const GOAL = 1.15;

/** How long it is measured. */
export interface CompareOptions {
  readonly rounds: number;
  /** Of one round and load, in seconds. */
  readonly seconds: number;
}

/** The heading of the lines that {@link compareLoads} prints. */
export function printHead(what: string, { rounds, seconds }: CompareOptions): void {
  console.log(
    `\n${what}: requests a second, ${CONNECTIONS} connections, medians of ${rounds} rounds of ${seconds} s, SQLite`,
  );
  console.log("shape            off    (spread)       on     (spread)       off/on (goal: 1.15 or less)");
}

/** Measures two loads in interleaved rounds, so that a machine that slows down slows both, and prints a line. */
export async function compareLoads(
  name: string,
  loads: { readonly off: Load; readonly on: Load },
  { rounds, seconds }: CompareOptions,
): Promise<void> {
  const rates: Record<"on" | "off", number[]> = { on: [], off: [] };
  for (let round = -1; round < rounds; round++) {
    // Whoever goes first changes from round to round.
    const order = round % 2 === 0 ? (["off", "on"] as const) : (["on", "off"] as const);
    for (const which of order) {
      const rate = await measure(loads[which], CONNECTIONS, seconds);
      // The first round warms both up.
      if (round >= 0) rates[which].push(rate);
    }
  }
  const ratio = median(rates.off) / median(rates.on);
  const verdict = ratio <= GOAL ? "" : "  MISSED";
  console.log(`${name.padEnd(15)} ${show(rates.off)}  ${show(rates.on)}  ${ratio.toFixed(2)}${verdict}`);
}

function show(rates: readonly number[]): string {
  const spread = `(${Math.round(Math.min(...rates))}-${Math.round(Math.max(...rates))})`;
  return `${median(rates).toFixed(0).padStart(6)}  ${spread.padEnd(13)}`;
}
