import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";
import { type BenchEngine, ENGINES } from "../ask/bench-store.js";

/** The parts of the benchmark, in the order of the report. */
export const PARTS = ["a", "b", "c", "d", "e", "profile"] as const;
/** One of {@link PARTS}. */
export type Part = (typeof PARTS)[number];

/** Counted at once: before long the benchmark keeps to one core, and then that one is all that is available. */
const CORES = availableParallelism();

const INTRODUCTION = `# Results

Written by \`npm run bench\`; how to read it is in [README.md](README.md). Machine: ${CORES} cores.`;

/** Writes a part of the report to standard output and into bench/RESULTS.md, where the other parts stay as they are. */
export class Report {
  readonly #file = join(projectRoot(), "bench/RESULTS.md");
  readonly #note: string;

  /** @param note how it was measured, in a few words, under the heading of each part */
  constructor(note: string) {
    this.#note = note;
  }

  /**
   * Puts a part in place of the one of an earlier run.
   * @param engine where each engine has a section of its own
   */
  write(part: Part, title: string, lines: readonly string[], engine?: BenchEngine): void {
    const key = engine === undefined ? part : `${part}, ${engine}`;
    const text = [`## ${key}: ${title}`, "", this.#note, "", ...lines].join("\n").trim();
    console.log(`\n${text}`);
    const parts = new Map<string, string>();
    const known = existsSync(this.#file) ? readFileSync(this.#file, "utf8") : "";
    for (const piece of known.split(/^(?=## )/m)) {
      const name = /^## (\w+(?:, \w+)?):/.exec(piece)?.[1];
      if (name !== undefined) parts.set(name, piece.trim());
    }
    parts.set(key, text);
    const written = PARTS.flatMap((name) =>
      [name, ...ENGINES.map((each) => `${name}, ${each}`)].flatMap((each) => parts.get(each) ?? []),
    );
    writeFileSync(this.#file, `${[INTRODUCTION, ...written].join("\n\n")}\n`);
  }
}

/** A table in Markdown; the first column is text and the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)];
}

/** A ratio, and beside it the goal when there is one. */
export function ratio(value: number, goal?: number): string {
  const verdict = goal === undefined ? "" : value >= goal ? ` (goal ${goal})` : ` (goal ${goal}, missed)`;
  return `${value.toFixed(2)}${verdict}`;
}
