import { randomBytes } from "node:crypto";
import { createConnection } from "mysql2/promise";

/** What the account of RESCUE_TEST_MARIADB_URL must be allowed. */
export const RIGHTS = `Its account makes and drops databases and one user, all named rg_..., and grants that user what it may read:
  GRANT ALL PRIVILEGES ON \`rg\\_%\`.* TO <account> WITH GRANT OPTION; GRANT CREATE USER ON *.* TO <account>;
On a server with a binary log it makes triggers only if log_bin_trust_function_creators is 1.`;

/**
 * Makes what a run of the tests shares on a server: a user who can read and not write, with a name and a password of
 * this run alone. Databases of the run have names that begin with the run's (see engines.ts).
 * @param {string} url of a server, without a database
 * @returns {Promise<{ name: string, readerUrl: string, close: () => Promise<void> }>} `close` removes the user and
 * every database of the run
 * @throws Error when the server cannot be reached or its account may not do what the tests do
 */
export async function openRun(url) {
  const name = `rg_${randomBytes(5).toString("hex")}`;
  const password = randomBytes(18).toString("base64url");
  const close = () => removeRun(url, name);
  const connection = await createConnection(url);
  try {
    await connection.query(`create user ${name}@'%' identified by '${password}'`);
    // A trial of what every test file does: it fails once here, with a reason, instead of everywhere.
    await connection.query(`create database ${name}_trial`);
    await connection.query(`grant select on \`${name.replaceAll("_", "\\_")}\\_trial\`.* to ${name}@'%'`);
    await connection.query(`drop database ${name}_trial`);
  } catch (error) {
    await close().catch(() => {});
    throw error;
  } finally {
    await connection.end();
  }
  const reader = new URL(url);
  reader.username = name;
  reader.password = password;
  return { name, readerUrl: reader.href, close };
}

async function removeRun(url, name) {
  const connection = await createConnection(url);
  try {
    const [databases] = await connection.query(
      "select schema_name as name from information_schema.schemata where left(schema_name, ?) = ?",
      [name.length + 1, `${name}_`],
    );
    for (const database of databases) await connection.query(`drop database if exists ${database.name}`);
    await connection.query(`drop user if exists ${name}@'%'`);
  } finally {
    await connection.end();
  }
}
