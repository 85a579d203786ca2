import type { BenchEngine } from "./bench-store.js";

/** One line of the table. */
export interface Line {
  readonly engine: BenchEngine;
  readonly group: string;
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
  readonly ratio: number;
  /** The goal, where there is one. */
  readonly atMost?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly notes: readonly string[];
}

/** The head of the table, in Markdown. */
export const HEAD = `| engine | | question | graph | by hand | ratio | goal |
|---|---|---|---|---|---|---|`;

/** A line of the table. */
export function toRow({ engine, group, name, ours, theirs, ratio, atMost, atLeast }: Line): string {
  const goal = atMost === undefined ? (atLeast === undefined ? "" : `>= ${atLeast}`) : `<= ${atMost}`;
  const missed = (atMost !== undefined && ratio > atMost) || (atLeast !== undefined && ratio < atLeast);
  const verdict = goal === "" ? "" : `${goal}${missed ? " MISSED" : ""}`;
  return `| ${engine} | ${group} | ${name} | ${ours} | ${theirs} | ${ratio.toFixed(2)} | ${verdict} |`;
}
