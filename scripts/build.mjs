import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { runChild } from "./child.mjs";
import { LOCK } from "./lock.mjs";
import { ROOT, say, Trouble } from "./say.mjs";

const DIST = join(ROOT, "dist");
const STAMP = join(DIST, ".sources");

/** What the build is made from. The tests run compiled, and the benchmark borrows their private MariaDB. */
const SOURCES = ["src", "seeds", "bench", "test", "tsconfig.json", "scripts", "package-lock.json"];

/** From these, files that are not code are copied beside the code that reads them. */
const ASSETS = /^(src|seeds)\/.*(?<!\.ts|\.md)$/;

/** Whether dist/ was made from the sources as they are. */
export function isBuilt() {
  try {
    return readFileSync(STAMP, "utf8") === fingerprint(sourceFiles());
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Compiles into dist/. Types are not checked here: that is the gate's work, and the development packages that some of
 * them come from need not be installed.
 * @param {string} node the Node that runs the compiler
 * @param {(pid: number) => void} started called with the compiler's process
 * @throws {Trouble} when the sources do not compile
 */
export async function build(node, started) {
  say("Building ...");
  sweep();
  const files = sourceFiles();
  const stamp = fingerprint(files);
  // A folder of its own, put in place at the end: a build that fails or is interrupted leaves the old one whole,
  // and files whose source is gone do not stay behind.
  const fresh = join(ROOT, `.dist-${process.pid}`);
  try {
    await compile(node, fresh, started);
    for (const { path } of files) if (ASSETS.test(path)) copy(path, fresh);
    writeFileSync(join(fresh, ".sources"), stamp);
    putInPlace(fresh);
  } finally {
    sweep();
  }
}

async function compile(node, folder, started) {
  const args = [
    join(ROOT, "node_modules/typescript/bin/tsc"),
    "-p",
    join(ROOT, "scripts/tsconfig.build.json"),
  ];
  const options = { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] };
  const tsc = await runChild(node, [...args, "--outDir", folder], options, started);
  if (tsc.code !== 0)
    throw new Trouble(`${tsc.output.trimEnd()}\nThe build failed: the compiler's report is above.`);
}

/** The old build goes aside, because to remove it takes long and what runs from it is without files meanwhile. */
function putInPlace(fresh) {
  const old = `${fresh}-old`;
  if (existsSync(DIST)) renameSync(DIST, old);
  try {
    renameSync(fresh, DIST);
  } catch (error) {
    if (existsSync(old)) renameSync(old, DIST);
    throw error;
  }
}

/** Removes the folders of this build, and of those that were killed. */
function sweep() {
  for (const name of readdirSync(ROOT)) {
    if (!name.startsWith(".dist-") || name === LOCK) continue;
    try {
      rmSync(join(ROOT, name), { recursive: true, force: true });
    } catch (error) {
      // On Windows what a program has open cannot be removed: the next build does it.
      if (process.platform !== "win32") throw error;
    }
  }
}

const sourceFiles = () => SOURCES.flatMap((source) => filesUnder(source));

function copy(path, folder) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(ROOT, path), target);
}

/** Every file at or under a path, in a fixed order; none when there is nothing of that name. */
function filesUnder(path) {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [{ path, stat }];
  // What only the benchmark's peers need stands in bench/node_modules, and its results in Markdown beside its sources.
  const names = readdirSync(join(ROOT, path))
    .filter((name) => name !== "node_modules" && !(path === "bench" && name.endsWith(".md")))
    .sort();
  return names.flatMap((name) => filesUnder(`${path}/${name}`));
}

function fingerprint(files) {
  const hash = createHash("sha256");
  for (const { path, stat } of files) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  return hash.digest("hex");
}
