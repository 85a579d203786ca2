import { readArguments } from "../../src/cli/command.js";
import { benchAudit } from "./audit.js";

const USAGE = "usage: npm run bench -- share [--quick]";

/**
 * `npm run bench -- share`: what sharing costs.
 * @throws COMMAND_USAGE
 */
export async function benchShare(args: readonly string[]): Promise<void> {
  const { values } = readArguments(
    { args: [...args], options: { quick: { type: "boolean", default: false } } },
    USAGE,
  );
  await benchAudit(values.quick ? { rounds: 3, seconds: 3 } : { rounds: 7, seconds: 5 });
}
