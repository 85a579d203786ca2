import { runCommand } from "../src/cli/command.js";
import { benchAsk } from "./ask/ask.js";
import { benchRequests } from "./requests.js";
import { benchShare } from "./share/share.js";

// `npm run bench` measures requests a second; `npm run bench -- ask` what filters, aggregates, pages and exports cost;
// `npm run bench -- share` what sharing costs.
const [what, ...args] = process.argv.slice(2);
await runCommand(() => {
  if (what === "ask") return benchAsk(args);
  return what === "share" ? benchShare(args) : benchRequests();
});
