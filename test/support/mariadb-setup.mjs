import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrInstallMariadb } from "./mariadb-install.ts";
import { startMariadb } from "./mariadb-server.ts";

/**
 * Jest's globalSetup: makes the folder of the seeded stores that tests copy, starts the private MariaDB and hands its
 * URL to the tests, unless one was given. It is plain JavaScript because Jest wants a default export; the types of what
 * it imports Node strips itself.
 */
export default async function setup() {
  process.env.RESCUE_TEST_TEMPLATES = mkdtempSync(join(tmpdir(), "rescue-templates-"));
  if (process.env.RESCUE_TEST_MARIADB_URL) return;
  try {
    const server = await startMariadb(findOrInstallMariadb());
    process.env.RESCUE_TEST_MARIADB_URL = server.url;
    globalThis.rescueMariadb = server;
  } catch (error) {
    if (process.env.CI === "true") throw error;
    process.stderr.write(warning(error.message));
  }
}

function warning(reason) {
  const line = "!".repeat(100);
  return `
${line}
!!  THE TESTS DO NOT RUN ON MARIADB, ONLY ON SQLITE.
!!  ${reason.trimEnd().replaceAll("\n", "\n!!  ")}
!!  Install MariaDB's server (Debian: mariadb-server), or set RESCUE_TEST_MARIADB_URL to a server of your own
!!  whose user may create databases. With CI=true this is a failure.
${line}

`;
}
