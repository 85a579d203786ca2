import { runCommand } from "../src/cli/command.js";
import { benchAsk } from "./ask/ask.js";
import { benchRequests } from "./requests.js";

// `npm run bench` measures requests a second; `npm run bench -- ask` what filters, aggregates, pages and exports cost.
const [what, ...args] = process.argv.slice(2);
await runCommand(() => (what === "ask" ? benchAsk(args) : benchRequests()));
