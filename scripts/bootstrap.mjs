// What `npm start`, `npm test` and the other npm scripts begin with. It installs and builds what is missing and hands
// over to the Node that the project pins. It runs on the machine's own Node (18 or newer) before anything is
// installed, so these files (bootstrap, install, build, child) import nothing but Node and use no newer syntax.
// All of its own messages go to stderr: stdout belongs to the command.

import { isAbsolute, normalize, sep } from "node:path";
import { build } from "./build.mjs";
import { passOn, runChild } from "./child.mjs";
import { ensureInstalled, pinnedNode } from "./install.mjs";
import { ROOT, say, Trouble } from "./say.mjs";

const USAGE = `usage: node scripts/bootstrap.mjs <command>
  start [args]          install, build and start the server
  test [args]           install, build and run the gate; with args, only the tests (args go to Jest)
  long [args]           install, build and run the tests that take minutes (args go to Jest)
  run <file> [args]     install, build and run dist/<file>, for example: run src/cli/token.js --role analyst
  build                 install and build only`;

/** What to run once everything is in place, and whether it needs the development packages too. */
function plan([command, ...args]) {
  if (command === "start") return { packages: "run", script: `${ROOT}/dist/src/main.js`, args };
  if (command === "test") return { packages: "all", script: `${ROOT}/scripts/gate.mjs`, args };
  if (command === "long")
    return { packages: "all", script: `${ROOT}/scripts/gate.mjs`, args: ["--long", ...args] };
  if (command === "build") return { packages: "run", script: undefined, args };
  const file = normalize(args[0] ?? "");
  if (command !== "run" || file === "." || file.startsWith("..") || isAbsolute(file))
    throw new Trouble(USAGE);
  // The benchmark compares with packages that the product does not need.
  const packages = file.startsWith(`bench${sep}`) ? "all" : "run";
  return { packages, script: `${ROOT}/dist/${file}`, args: args.slice(1) };
}

/**
 * Bounds the heap of whatever runs. Left alone, Node lets garbage pile up in proportion to the machine's memory: a
 * server whose live data are 72 MB stood at 490 MB resident under load, and at 240 MB with these bounds, for about a
 * sixth of its throughput. NODE_OPTIONS=--max-old-space-size=... sets another bound.
 */
function heapFlags() {
  if (/max-old-space-size/.test(process.env.NODE_OPTIONS ?? "")) return [];
  return ["--max-old-space-size=768", "--max-semi-space-size=16"];
}

try {
  const { packages, script, args } = plan(process.argv.slice(2));
  await ensureInstalled(packages);
  const node = pinnedNode();
  await build(node);
  if (script !== undefined) {
    passOn(await runChild(node, [...heapFlags(), script, ...args], { stdio: "inherit" }));
  }
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  say(error.message);
  process.exitCode = 1;
}
