// The whole gate, in the order of what fails fastest. It stops where a step fails. With arguments only
// Jest runs and gets them. It runs on the pinned Node, over a fresh dist/: see bootstrap.mjs.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { ROOT } from "./say.mjs";

const tool = (name) => join(ROOT, "node_modules/.bin", name);

const STEPS = [
  { name: "format and lint", args: [tool("biome"), "ci", "--colors=off", "."] },
  { name: "types", args: [tool("tsc"), "-p", "tsconfig.json", "--noEmit"] },
  { name: "schema/ is up to date", args: ["dist/src/cli/schema.js", "--check"], fix: "npm run schema" },
  {
    name: "generated operations are up to date",
    args: [tool("graphql-codegen"), "--config", "codegen.yml", "--check"],
    fix: "npm run codegen",
  },
];

/**
 * The tests that take minutes are not part of the gate: test/**\/*.long.ts, and those of sharing, of compiled plans
 * and of the READMEs at their full length, one at a time.
 */
const LONG = [
  "--testMatch",
  "<rootDir>/dist/test/**/*.long.js",
  "<rootDir>/dist/test/sharing/*.test.js",
  "<rootDir>/dist/test/gateway/plan*.test.js",
  "<rootDir>/dist/test/gateway/plan/*.test.js",
  "<rootDir>/dist/test/readme.test.js",
  "--runInBand",
];

// Jest sees the compiled files; who names one to run names its source.
const args = process.argv.slice(2).map((arg) => arg.replace(/\.ts$/, ".js"));
const isLong = args[0] === "--long";
const jestArgs = isLong ? [...args.slice(1), ...LONG] : args;
/** Whether nobody chose among the tests: then there must be some on each engine. */
const isWhole = args.length === (isLong ? 1 : 0);
const onSqliteOnly = process.env.RESCUE_TEST_ENGINES === "sqlite";
process.exitCode = (jestArgs.length > 0 || (await runSteps())) && (await runTests()) ? 0 : 1;

/** Runs the steps before the tests, two at a time, and prints a line for each. */
async function runSteps() {
  const failed = [];
  const waiting = [...STEPS];
  const runSome = async () => {
    while (failed.length === 0) {
      const step = waiting.shift();
      if (step === undefined) return;
      if (!(await runStep(step))) failed.push(step);
    }
  };
  await Promise.all([runSome(), runSome()]);
  const [first] = failed;
  if (first !== undefined) console.log(`The gate stopped at "${first.name}"; no test ran.`);
  return first === undefined;
}

/** @returns whether it passed */
async function runStep({ name, args, fix }) {
  const started = performance.now();
  const { code, output } = await runChild(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${seconds} s  ${name}`);
  if (code === 0) return true;
  console.log(output.trimEnd());
  if (fix !== undefined) console.log(`If the change is meant, run \`${fix}\` and commit the result.`);
  return false;
}

/** Runs Jest and prints its numbers, the last line being the sum. */
async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "rescue-gate-"));
  const file = join(folder, "counts.json");
  const started = performance.now();
  try {
    const { code } = await runChild(process.execPath, [tool("jest"), ...jestArgs], {
      cwd: ROOT,
      stdio: "inherit",
      env: {
        ...process.env,
        RESCUE_TEST_COUNTS: file,
        ...(isLong && { RESCUE_TEST_LENGTH: "long" }),
        // Without MariaDB it then ends before the first test: see mariadb-setup.mjs.
        ...(isWhole && { RESCUE_TEST_WHOLE: "true" }),
      },
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
    console.log(`${code === 0 ? "ok    " : "FAILED"} ${seconds} s  tests`);
    if (existsSync(file)) return printCounts(JSON.parse(readFileSync(file, "utf8"))) && code === 0;
    console.log("Jest ended without numbers: no test ran.");
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns whether at least one test ran, and in a whole run at least one on each engine */
function printCounts({ passed, failed, skipped, engines }) {
  console.log(`Store tests: ${engines.sqlite} on SQLite, ${engines.mariadb} on MariaDB.`);
  const isMissing = isWhole && !onSqliteOnly && engines.mariadb === 0;
  if (isMissing) {
    console.log(`FAILED: no test ran on MariaDB. Install its server (Debian: mariadb-server), or set RESCUE_TEST_MARIADB_URL
to a server of your own. RESCUE_TEST_ENGINES=sqlite lets the run pass without.`);
  }
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return passed + failed > 0 && !isMissing;
}
