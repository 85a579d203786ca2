import { spawnSync } from "node:child_process";
import { readArguments } from "../../src/cli/command.js";
import { fault } from "../../src/errors.js";
import { ENGINES } from "../ask/bench-store.js";
import { LOAD_CORE } from "../server-process.js";
import { benchConcurrency } from "./concurrency.js";
import { benchGraph } from "./graph-table.js";
import { benchGrowth } from "./growth.js";
import { benchMemory } from "./memory.js";
import { installPeers } from "./peers.js";
import { benchProfile } from "./profile.js";
import { benchPublic } from "./public-table.js";
import { PARTS, type Part, Report } from "./report.js";
import type { Rounds } from "./rounds.js";

const USAGE =
  "usage: npm run bench -- [--quick] [--only a|b|c|d|e] [--engine sqlite|mariadb] [--profile]   see bench/README.md";

/** What the parts are told. */
export interface SpeedOptions {
  readonly quick: boolean;
  readonly rounds: Rounds;
  readonly engines: readonly (typeof ENGINES)[number][];
  readonly report: Report;
}

const FULL: Rounds = { rounds: 7, seconds: 4, leastAnswers: 100, warmUp: 3 };
const QUICK: Rounds = { rounds: 3, seconds: 0.8, leastAnswers: 50, warmUp: 0.8 };

const BENCHES: Readonly<Record<Part, (options: SpeedOptions) => Promise<void>>> = {
  a: (options) => benchGraph(options, installPeers()),
  b: (options) => benchPublic(options, installPeers()),
  c: benchGrowth,
  d: benchConcurrency,
  e: benchMemory,
  profile: benchProfile,
};

/**
 * `npm run bench`: the graph against an endpoint by hand and against its peers, growth, concurrency and memory; into
 * bench/RESULTS.md.
 * @throws COMMAND_USAGE
 */
export async function benchSpeed(args: readonly string[]): Promise<void> {
  const { values } = readArguments(
    {
      args: [...args],
      options: {
        quick: { type: "boolean", default: false },
        profile: { type: "boolean", default: false },
        only: { type: "string" },
        engine: { type: "string" },
      },
    },
    USAGE,
  );
  const wanted = values.profile ? "profile" : values.only;
  const parts = PARTS.filter((part) => (wanted === undefined ? part !== "profile" : part === wanted));
  const engines = ENGINES.filter((engine) => values.engine === undefined || engine === values.engine);
  if (parts.length === 0 || engines.length === 0) throw fault("COMMAND_USAGE", { reason: USAGE });
  // The load runs in this process, and whatever is started from here without a core of its own beside it.
  spawnSync("taskset", ["-acp", LOAD_CORE, String(process.pid)]);
  const rounds = values.quick ? QUICK : FULL;
  const report = new Report(
    `${values.quick ? "Quick run: " : ""}medians of ${rounds.rounds} interleaved rounds of ${rounds.seconds} s where rounds are told.`,
  );
  for (const part of parts) await BENCHES[part]({ quick: values.quick, rounds, engines, report });
}
