// What `npm start`, `npm test` and the other npm scripts begin with. It installs and builds what is missing and hands
// over to the Node that the project pins. It runs on the machine's own Node (18 or newer) before anything is
// installed, so these files (bootstrap, install, build, lock, child, say) import nothing but Node and use no newer syntax.
// All of its own messages go to stderr: stdout belongs to the command.

import { isAbsolute, normalize, sep } from "node:path";
import { build, isBuilt } from "./build.mjs";
import { passOn, runChild } from "./child.mjs";
import { install, isInstalled, pinnedNode } from "./install.mjs";
import { makeInTurn } from "./lock.mjs";
import { ROOT, say, Trouble } from "./say.mjs";

const USAGE = `usage: node scripts/bootstrap.mjs <command>
  start [args]          install, build and start the server
  test [args]           install, build and run the gate; with args, only the tests (args go to Jest)
  long [args]           install, build and run the tests that take minutes (args go to Jest)
  run <file> [args]     install, build and run dist/<file>, for example: run src/cli/token.js --role analyst
  tool <name> [args]    install and run a development tool, for example: tool biome check .
  build                 install and build only`;

/**
 * What to run once everything is in place, and whether it needs the development packages too. A tool needs no build,
 * which would fail where there is something to put right, and sets its own bounds.
 */
function plan([command, ...args]) {
  if (command === "start") return { packages: "run", script: `${ROOT}/dist/src/main.js`, args };
  if (command === "test") return { packages: "all", script: `${ROOT}/scripts/gate.mjs`, args };
  if (command === "long")
    return { packages: "all", script: `${ROOT}/scripts/gate.mjs`, args: ["--long", ...args] };
  if (command === "tool" && /^[\w-]+$/.test(args[0] ?? "")) {
    return {
      packages: "all",
      tool: true,
      script: `${ROOT}/node_modules/.bin/${args[0]}`,
      args: args.slice(1),
    };
  }
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

/**
 * Installs and builds what is missing. Both in one turn: who has waited for its packages does not wait once more while
 * another process installs some that it does not need.
 */
function prepare(packages, isBuildWanted) {
  const isReady = () => isInstalled(packages) && (!isBuildWanted || isBuilt());
  return makeInTurn(isReady, async (lend) => {
    if (!isInstalled(packages)) await install(packages, lend);
    if (isBuildWanted && !isBuilt()) await build(pinnedNode(), lend);
  });
}

try {
  const { packages, tool, script, args } = plan(process.argv.slice(2));
  await prepare(packages, !tool);
  const node = pinnedNode();
  if (script !== undefined) {
    const flags = tool ? [] : heapFlags();
    passOn(await runChild(node, [...flags, script, ...args], { stdio: "inherit" }));
  }
} catch (error) {
  if (error instanceof Trouble) say(error.message);
  else if (error.syscall !== undefined)
    say(`${error.message}\nCheck the rights and the free space in ${ROOT}.`);
  else throw error;
  process.exitCode = 1;
}
