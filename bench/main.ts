import { runCommand } from "../src/cli/command.js";
import { benchAsk } from "./ask/ask.js";
import { benchRequests } from "./requests.js";
import { benchShare } from "./share/share.js";

const BENCHES = new Map([
  ["ask", benchAsk],
  ["share", benchShare],
]);

// `npm run bench` measures requests a second; `npm run bench -- ask` what filters, aggregates, pages and exports cost;
// `npm run bench -- share` what sharing costs.
const [what = "", ...args] = process.argv.slice(2);
await runCommand(() => BENCHES.get(what)?.(args) ?? benchRequests());
