import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { ROOT, say, Trouble } from "./say.mjs";

const MODULES = join(ROOT, "node_modules");

/** The oldest Node that may stand in for the pinned one. */
const OLDEST_MAJOR = 24;

/**
 * Makes node_modules hold what package-lock.json says.
 * @param {"run" | "all"} wanted `run` leaves out the development packages; `all` has them and serves for `run` too
 * @throws {Trouble} when npm fails
 */
export async function ensureInstalled(wanted) {
  const installed = installedPackages();
  if (installed === "all" || installed === wanted) return;
  say(
    `Installing the ${wanted === "all" ? "packages" : "packages that the server needs"} (about a minute) ...`,
  );
  const mode = wanted === "all" ? "--include=dev" : "--omit=dev";
  // `npm run -s` sets the log level for every npm below it, and a failed install must not be silent.
  const args = ["ci", mode, "--no-audit", "--no-fund", "--loglevel=error"];
  const [file, ...front] = npm();
  // npm's own report goes to stderr with ours.
  const { code } = await runChild(file, [...front, ...args], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  if (code !== 0) {
    throw new Trouble(
      "npm ci failed (see above). Check the network and npm's registry setting, then run this again.",
    );
  }
}

/**
 * Compares npm's own record of what it installed (written when an install is complete) with the lockfile. This also
 * accepts a node_modules that somebody installed by hand, and notices a lockfile that came with a git pull.
 * @returns {"none" | "run" | "all"}
 */
function installedPackages() {
  const record = join(MODULES, ".package-lock.json");
  if (!existsSync(record)) return "none";
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const locked = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
  let found = "all";
  for (const [path, entry] of Object.entries(locked)) {
    if (path === "") continue;
    const version = installed[path]?.version;
    if (version === entry.version) continue;
    const leftOut = version === undefined && (entry.optional || entry.devOptional);
    if (leftOut) continue;
    if (version !== undefined || !entry.dev) return "none";
    found = "run";
  }
  return found;
}

/**
 * npm as a program and its first arguments: the one that runs this script, or else the one on the PATH. It runs on
 * the Node that started it, because `npm ci` deletes node_modules and the pinned Node with it.
 */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node = process.execPath } = process.env;
  if (script?.endsWith("npm-cli.js") && existsSync(script) && !node.startsWith(MODULES))
    return [node, script];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}

/**
 * The Node that the project runs on: the pinned one, or this one where that cannot be had and this is new enough.
 * @throws {Trouble} when there is neither
 */
export function pinnedNode() {
  const pinned =
    process.platform === "win32" ? join(MODULES, "node/bin/node.exe") : join(MODULES, ".bin", "node");
  if (existsSync(pinned)) return pinned;
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR) return process.execPath;
  throw new Trouble(
    `The packages are installed, but not the pinned Node: npm did not run the install script of "node".
Run \`npm rebuild node --ignore-scripts=false\`, or start this with Node ${OLDEST_MAJOR} or newer.`,
  );
}
