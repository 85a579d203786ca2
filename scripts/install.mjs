import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { ROOT, say, Trouble } from "./say.mjs";

const MODULES = join(ROOT, "node_modules");

/** The oldest Node that may stand in for the pinned one. */
const OLDEST_MAJOR = 24;

/**
 * Whether node_modules holds what package-lock.json says.
 * @param {"run" | "all"} wanted `run` leaves out the development packages; `all` has them and serves for `run` too
 */
export function isInstalled(wanted) {
  const installed = installedPackages();
  return installed === "all" || installed === wanted;
}

/**
 * Makes it so.
 * @param {"run" | "all"} wanted
 * @param {(pid: number) => void} started called with npm's process
 * @throws {Trouble} when npm fails
 */
export async function install(wanted, started) {
  if (wanted === "run") {
    say("Installing the packages that the server needs (about a minute) ...");
    await runNpm(["ci", "--omit=dev"], started);
  } else if (installedPackages() === "none" || !isLockfileOfManifest()) {
    say("Installing the packages (about a minute) ...");
    await runNpm(["ci", "--include=dev"], started);
  } else {
    // `npm ci` begins with an empty node_modules, and a server may run from this one: it reads files of packages as
    // they are asked for. This adds what is missing, and saves nothing.
    say("Installing the development packages too (about a minute) ...");
    removeUnfinished();
    await runNpm(["install", "--no-save", "--include=dev"], started);
    if (isInstalled(wanted)) return;
    throw new Trouble(
      `node_modules is still not what package-lock.json says. Stop what runs from ${ROOT}, delete node_modules, then run this again.`,
    );
  }
}

/**
 * Compares npm's own record of what it installed (written when an install is complete) with the lockfile. This also
 * accepts a node_modules that somebody installed by hand, and notices a lockfile that came with a git pull.
 * @returns {"none" | "run" | "all"}
 */
function installedPackages() {
  const installed = recordOfNpm();
  if (installed === undefined) return "none";
  let found = "all";
  for (const [path, entry] of Object.entries(lockedPackages())) {
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

function lockedPackages() {
  return JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
}

/** What npm says it installed; undefined when there is no such record, or another process is just writing it. */
function recordOfNpm() {
  try {
    return JSON.parse(readFileSync(join(MODULES, ".package-lock.json"), "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Removes the packages that npm has not on its record: an install that was killed has left some of them half written,
 * and npm takes them for whole.
 */
function removeUnfinished() {
  const recorded = recordOfNpm();
  for (const path of Object.keys(lockedPackages())) {
    if (path.startsWith("node_modules/") && recorded[path] === undefined)
      rmSync(join(ROOT, path), { recursive: true, force: true });
  }
}

/**
 * Whether the lockfile is made for package.json. Where it is not, `npm install` goes its own way, and `npm ci` says so
 * before it removes anything.
 */
function isLockfileOfManifest() {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const wishes = ({ dependencies, devDependencies, optionalDependencies }) =>
    JSON.stringify(
      [dependencies, devDependencies, optionalDependencies].map((list) => Object.entries(list || {}).sort()),
    );
  return wishes(manifest) === wishes(lockedPackages()[""]);
}

async function runNpm(command, started) {
  // `npm run -s` sets the log level for every npm below it, and a failed install must not be silent.
  const args = [...command, "--no-audit", "--no-fund", "--loglevel=error"];
  const [file, ...front] = npm();
  // npm's own report goes to stderr with ours.
  const { code } = await runChild(file, [...front, ...args], { cwd: ROOT, stdio: ["ignore", 2, 2] }, started);
  if (code !== 0) {
    throw new Trouble(
      `npm ${command[0]} failed (see above). Check the network and npm's registry setting, then run this again.`,
    );
  }
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
