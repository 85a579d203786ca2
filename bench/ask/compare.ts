import { median } from "../median.js";

/** Two things that are measured in turn. */
export interface Compared {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** Measures in turn, so that a machine that slows down slows both. The first round warms up and does not count. */
export async function inTurn(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Compared> {
  const compared = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    // Whoever comes second finds warm what the first one read: each is first in every other round.
    const first = round % 2 === 0;
    const [a, b] = first ? [await ours(), await theirs()] : [await theirs(), await ours()];
    if (round < 0) continue;
    compared.ours.push(first ? a : b);
    compared.theirs.push(first ? b : a);
  }
  return compared;
}

/** Median and spread. */
export function spread(values: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${low.toFixed(digits)}-${high.toFixed(digits)})`;
}

/** @throws Error when the answers differ: a fast wrong answer is worth nothing */
export function refuseUnequal(name: string, ours: readonly unknown[][], theirs: readonly unknown[][]): void {
  const [one, other] = [ours, theirs].map((rows) => JSON.stringify(rows.map((row) => row.map(plain))));
  if (one === other) return;
  throw new Error(`${name}: the answers differ\n${one?.slice(0, 300)}\n${other?.slice(0, 300)}`);
}

/** Numbers to twelve digits: of sums beyond what is exact the graph gives fourteen, and SQL what its engine makes. */
function plain(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  return /^-?\d+(\.\d+)?$/.test(text) && text.length > 12 ? Number(text).toPrecision(12) : text;
}
