import { isDeepStrictEqual } from "node:util";
import { ask, type Load } from "../load.js";
import { type Measured, measureLoad } from "../measure-load.js";
import { median } from "../median.js";

/** How long it is measured. */
export interface Rounds {
  readonly rounds: number;
  readonly seconds: number;
  /** A slow contestant's round goes on for so many answers, three times as long at most. */
  readonly leastAnswers: number;
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
  { rounds, seconds, leastAnswers, warmUp }: Rounds,
  connections = CONNECTIONS,
): Promise<Outcome[]> {
  const compared = await refuseUnequal(contestants);
  for (const { load } of compared) await measureLoad(load, connections, { seconds: warmUp });
  const measured = new Map<string, Measured[]>(compared.map(({ name }) => [name, []]));
  const amount = { seconds, leastAnswers };
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? compared : compared.toReversed();
    for (const { name, load } of order)
      measured.get(name)?.push(await measureLoad(load, connections, amount));
  }
  return contestants.map(({ name }) => outcomeOf(name, measured.get(name) ?? []));
}

/**
 * Asks everybody.
 * @returns the contestants, whose loads now tell how long the right answer is
 * @throws Error when one of them answers otherwise than the first
 */
export async function refuseUnequal(contestants: readonly Contestant[]): Promise<Contestant[]> {
  const compared: Contestant[] = [];
  let expected: unknown;
  for (const { name, load } of contestants) {
    const { data, text } = await ask(load);
    compared.push({ name, load: { ...load, answerLength: text.length } });
    if (compared.length === 1) expected = data;
    else if (!isDeepStrictEqual(data, expected))
      throw different(contestants[0]?.name ?? "", expected, name, data);
  }
  return compared;
}

/** Shows where two answers part. */
function different(first: string, expected: unknown, name: string, data: unknown): Error {
  const [one, other] = [expected, data].map((each) => JSON.stringify(each));
  let at = 0;
  while (one?.[at] === other?.[at]) at++;
  const around = (text = "") => text.slice(Math.max(0, at - 200), at + 200);
  return new Error(`${first} and ${name} answer differently:\n${around(one)}\n---\n${around(other)}`);
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
