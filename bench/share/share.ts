import { readArguments, wholeNumber } from "../../src/cli/command.js";
import { fault } from "../../src/errors.js";
import { ENGINES } from "../ask/bench-store.js";
import { HEAD, toRow } from "../ask/table.js";
import { benchAudit } from "./audit.js";
import { benchFeed } from "./feed.js";
import { benchPolicy } from "./policy.js";

const USAGE =
  "usage: npm run bench -- share [policy|audit|feed] [--engine sqlite|mariadb] [--changes N] [--quick]";

/**
 * `npm run bench -- share`: what sharing costs: policy and audit as ratios to none, feeds of changes as a ratio to a raw read
 * of the same rows.
 * @throws COMMAND_USAGE
 */
export async function benchShare(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        engine: { type: "string" },
        changes: { type: "string" },
        quick: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const engines = ENGINES.filter((engine) => values.engine === undefined || engine === values.engine);
  if (engines.length === 0) throw fault("COMMAND_USAGE", { reason: `There is no such engine.\n${USAGE}` });
  const changes = wholeNumber("changes", values.changes ?? (values.quick ? "100000" : "1000000"), 2000);
  const wants = (part: string) => positionals.length === 0 || positionals.includes(part);
  const options = values.quick ? { rounds: 3, seconds: 3 } : { rounds: 7, seconds: 5 };
  if (wants("policy")) await benchPolicy(options);
  if (wants("audit")) await benchAudit(options);
  if (!wants("feed")) return;
  console.log(HEAD);
  for (const engine of engines) {
    for await (const line of benchFeed(engine, changes, values.quick ? 3 : 5)) {
      console.log(toRow(line));
      for (const note of line.notes) console.log(`- ${engine}, ${line.name}: ${note}`);
    }
  }
}
