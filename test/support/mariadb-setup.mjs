import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrInstallMariadb } from "./mariadb-install.ts";
import { openRun, RIGHTS } from "./mariadb-run.mjs";
import { startMariadb } from "./mariadb-server.ts";

const REMEDY = `The gate runs on MariaDB as well as on SQLite. Install MariaDB's server (Debian: mariadb-server), or set RESCUE_TEST_MARIADB_URL to a server of your own,
mysql://user:password@host:port/. ${RIGHTS}
To run the tests on SQLite only, set RESCUE_TEST_ENGINES=sqlite.`;

/**
 * Jest's globalSetup: makes the folder of the seeded stores that tests copy, starts the private MariaDB unless the URL
 * of a server was given, and hands the tests what they need of it. It is plain JavaScript because Jest wants a default
 * export; the types of what it imports Node strips itself.
 */
export default async function setup() {
  const { RESCUE_TEST_ENGINES: engines, RESCUE_TEST_MARIADB_URL: given } = process.env;
  if (engines && engines !== "sqlite")
    throw refusal(`RESCUE_TEST_ENGINES must be "sqlite" or not be set, but it is "${engines}".`);
  if (engines === "sqlite") {
    delete process.env.RESCUE_TEST_MARIADB_URL;
    process.stderr.write("RESCUE_TEST_ENGINES=sqlite: no test runs on MariaDB.\n");
  } else if (given) {
    await useServer(given);
  } else {
    await usePrivateServer();
  }
  process.env.RESCUE_TEST_TEMPLATES = mkdtempSync(join(tmpdir(), "rescue-templates-"));
}

async function useServer(url) {
  const run = await openRun(url).catch((error) => {
    throw refusal(`RESCUE_TEST_MARIADB_URL: ${error.message || error.code}\n${RIGHTS}`);
  });
  handOver(url, run);
  globalThis.rescueMariadbRun = run;
  // Jest would end at once, without the teardown, and leave everything on a server that is not ours.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
  let ending = false;
  async function end(signal) {
    if (ending) return;
    ending = true;
    await run.close().catch((error) => process.stderr.write(`${error.message}\n`));
    for (const other of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(other, end);
    process.kill(process.pid, signal);
  }
}

async function usePrivateServer() {
  try {
    const server = await startMariadb(findOrInstallMariadb());
    globalThis.rescueMariadb = server;
    handOver(server.url, await openRun(server.url));
  } catch (error) {
    const said = `${error.message.trimEnd()}\n${REMEDY}`;
    if (process.env.RESCUE_TEST_WHOLE === "true" || process.env.CI === "true") throw refusal(said);
    process.stderr.write(warning(said));
  }
}

function handOver(url, run) {
  process.env.RESCUE_TEST_MARIADB_URL = url;
  process.env.RESCUE_TEST_MARIADB_RUN = run.name;
  process.env.RESCUE_TEST_MARIADB_READER_URL = run.readerUrl;
}

/** Jest prints errors with their stack, in which nobody would find what to do. */
function refusal(message) {
  return Object.assign(new Error(message), { stack: "" });
}

function warning(said) {
  const line = "!".repeat(100);
  return `
${line}
!!  THE TESTS DO NOT RUN ON MARIADB, ONLY ON SQLITE. The whole gate, or CI=true, would fail so.
!!  ${said.replaceAll("\n", "\n!!  ")}
${line}

`;
}
