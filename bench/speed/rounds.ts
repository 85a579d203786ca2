import { isDeepStrictEqual } from "node:util";
import { ask, type Load, type Measured, measureLoad } from "../load.js";

/** How long it is measured. */
export interface Rounds {
  readonly rounds: number;
  readonly seconds: number;
  /** Seconds before the first round, for each contestant and shape. */
  readonly warmUp: number;
}

/** Connections that a load is sent over, unless it says otherwise. */
export const CONNECTIONS = 16;

/** Somebody who answers a load. */
export interface Contestant {
  readonly name: string;
  readonly load: Load;
}

/** The median of the rounds, and between which the others were. */
export interface Outcome {
  readonly name: string;
  readonly rate: number;
  readonly least: number;
  readonly most: number;
  readonly busy: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * Measures contestants on one operation in interleaved rounds, so that a machine that slows down slows all of them; who
 * begins changes from round to round.
 * @throws Error when two answers differ (the order of keys aside): a fast wrong answer is worth nothing
 */
export async function compete(
  contestants: readonly Contestant[],
  { rounds, seconds, warmUp }: Rounds,
  connections = CONNECTIONS,
): Promise<Outcome[]> {
  await refuseUnequal(contestants);
  for (const { load } of contestants) await measureLoad(load, connections, { seconds: warmUp });
  const measured = new Map<string, Measured[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const { name, load } of order)
      measured.get(name)?.push(await measureLoad(load, connections, { seconds }));
  }
  return contestants.map(({ name }) => outcomeOf(name, measured.get(name) ?? []));
}

/** @throws Error when one of them answers otherwise than the first */
export async function refuseUnequal([first, ...others]: readonly Contestant[]): Promise<void> {
  if (first === undefined) return;
  const expected = await ask(first.load);
  for (const { name, load } of others) {
    const answer = await ask(load);
    if (isDeepStrictEqual(answer, expected)) continue;
    const [one, other] = [expected, answer].map((each) => JSON.stringify(each));
    let at = 0;
    while (one?.[at] === other?.[at]) at++;
    const around = (text = "") => text.slice(Math.max(0, at - 200), at + 200);
    throw new Error(`${first.name} and ${name} answer differently:\n${around(one)}\n---\n${around(other)}`);
  }
}

function outcomeOf(name: string, rounds: readonly Measured[]): Outcome {
  const rates = rounds.map(({ rate }) => rate);
  return {
    name,
    rate: median(rates),
    least: Math.min(...rates),
    most: Math.max(...rates),
    busy: median(rounds.map(({ busy }) => busy)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
  };
}

/** The one in the middle; of an even number, the upper of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
