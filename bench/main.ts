import { runCommand } from "../src/cli/command.js";
import { benchAsk } from "./ask/ask.js";
import { benchShare } from "./share/share.js";
import { benchSpeed } from "./speed/speed.js";

const BENCHES = new Map([
  ["ask", benchAsk],
  ["share", benchShare],
]);

// `npm run bench` measures speed and memory against peers; `npm run bench -- ask` what filters, aggregates, pages and
// exports cost; `npm run bench -- share` what sharing costs.
const [what = "", ...args] = process.argv.slice(2);
await runCommand(() => BENCHES.get(what)?.(args) ?? benchSpeed(process.argv.slice(2)));
