import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import type { MariadbPrograms } from "./mariadb-install.js";

/** Longest wait for a new server to answer, in milliseconds. */
const START_LIMIT_MS = 60_000;

/** Somebody else may take the free port before the server does; then it is tried again with another. */
const ATTEMPTS = 3;

/** The data is thrown away at the end, so nothing is done for its safety. */
const SETTINGS = [
  // Each trigger is a file, and there are many: to sync them took seconds for every database.
  "--sync-frm=0",
  "--bind-address=127.0.0.1",
  "--skip-name-resolve",
  "--skip-log-bin",
  "--character-set-server=utf8mb4",
  "--default-time-zone=+00:00",
  "--performance-schema=OFF",
  "--innodb-buffer-pool-size=512M",
  "--innodb-log-file-size=64M",
  "--innodb-flush-log-at-trx-commit=0",
  "--innodb-doublewrite=OFF",
  "--max-connections=200",
];

/**
 * Runs the server until the pipe to this process closes, on purpose or because this process died in whatever way;
 * then ends the server, whose parent it is: kills it and removes the folder, or lets it write what it holds where the
 * data is kept. The server alone holds the other pipe (3), so its end tells this process that the server died by
 * itself.
 */
const KEEPER = `
folder=$1; signal=$2; shift 2
"$@" 3>&1 >/dev/null 2>&1 & server=$!
exec >/dev/null
cat
kill -"$signal" "$server"
wait "$server"
[ "$signal" = TERM ] || rm -rf -- "$folder"
`;

/** A MariaDB server that belongs to this process alone. */
export interface MariadbServer {
  /** `mysql://user:password@127.0.0.1:port/`, without a database; the user has every privilege. */
  readonly url: string;
  /** Ends the server; its data goes with it unless it is kept. The same happens when the process that started it ends. */
  stop(): Promise<void>;
}

/** How a server differs from those of the tests. */
export interface MariadbOptions {
  /** Keeps its data in this folder, and finds there what an earlier server kept. */
  readonly keepIn?: string;
  /** More settings, which go over the others. */
  readonly settings?: readonly string[];
}

/**
 * Starts a private MariaDB with a data folder, a socket, a loopback port and a password of its own. It reads no
 * configuration file and never touches another server.
 * @param programs from `findOrInstallMariadb`
 * @throws Error with the end of the server's log when it does not start
 */
export async function startMariadb(
  programs: MariadbPrograms,
  options: MariadbOptions = {},
): Promise<MariadbServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(programs, options);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function startOnce(
  programs: MariadbPrograms,
  { keepIn, settings = [] }: MariadbOptions,
): Promise<MariadbServer> {
  const folder = keepIn ?? mkdtempSync(join(tmpdir(), "rescue-mariadb-"));
  // Its own: servers that share one for temporary tables remove each other's when they start.
  mkdirSync(join(folder, "tmp"), { recursive: true });
  const log = join(folder, "server.log");
  const common = ["--no-defaults", `--datadir=${join(folder, "data")}`];
  // MariaDB runs as root only when told so. The folder is root's own, and the server ends with the tests.
  if (process.getuid?.() === 0) common.push("--user=root");
  let keeper: ChildProcess | undefined;
  try {
    if (!existsSync(join(folder, "data"))) createData(programs, common);
    const password = randomBytes(18).toString("base64url");
    const initFile = join(folder, "init.sql");
    writeFileSync(initFile, initialSql(password), { mode: 0o600 });
    const port = await freePort();
    const places = [
      `--port=${port}`,
      `--socket=${join(folder, "socket")}`,
      `--pid-file=${join(folder, "pid")}`,
      `--tmpdir=${join(folder, "tmp")}`,
    ];
    const files = [`--init-file=${initFile}`, `--log-error=${log}`, `--secure-file-priv=${folder}`];
    const signal = keepIn === undefined ? "KILL" : "TERM";
    const command = [programs.server, ...common, ...SETTINGS, ...settings, ...places, ...files];
    const running = keep(folder, signal, command);
    keeper = running;
    const url = `mysql://rescue:${password}@127.0.0.1:${port}/`;
    await untilItAnswers(url, running);
    return { url, stop: () => stop(running) };
  } catch (error) {
    const report = existsSync(log) ? `\n${lastLines(readFileSync(log, "utf8"))}` : "";
    if (keeper !== undefined) await stop(keeper);
    if (keepIn === undefined) rmSync(folder, { recursive: true, force: true });
    throw new Error(`${error instanceof Error ? error.message : String(error)}${report}`);
  }
}

/** Creates the system tables. */
function createData(programs: MariadbPrograms, common: readonly string[]): void {
  const args = [...common, "--auth-root-authentication-method=normal", "--skip-test-db"];
  const { status, error, stdout, stderr } = spawnSync(programs.installDb, args, { encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`mariadb-install-db failed: ${error?.message ?? lastLines(`${stdout}${stderr}`)}`);
}

/** Leaves one user, with a password: the set-up makes others without. The server reads a statement per line. */
function initialSql(password: string): string {
  return `DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';
FLUSH PRIVILEGES;
CREATE OR REPLACE USER rescue@127.0.0.1 IDENTIFIED BY '${password}';
GRANT ALL PRIVILEGES ON *.* TO rescue@127.0.0.1 WITH GRANT OPTION;
`;
}

/** Starts the keeper and through it the server, in a session of its own: Ctrl-C must not end the keeper. */
function keep(folder: string, signal: "KILL" | "TERM", command: readonly string[]): ChildProcess {
  const keeper = spawn("/bin/sh", ["-c", KEEPER, "keeper", folder, signal, ...command], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  // It must not hold up the end of this process: its own end follows from that.
  keeper.unref();
  for (const pipe of [keeper.stdin, keeper.stdout]) (pipe as Socket).unref();
  (keeper.stdout as Socket).resume();
  return keeper;
}

async function stop(keeper: ChildProcess): Promise<void> {
  keeper.ref();
  keeper.stdin?.end();
  if (keeper.exitCode === null && keeper.signalCode === null) await once(keeper, "exit");
}

async function untilItAnswers(url: string, keeper: ChildProcess): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    if (keeper.stdout?.readableEnded) throw new Error("MariaDB ended while starting.");
    try {
      const connection = await createConnection(url);
      await connection.query("SELECT 1");
      await connection.end();
      return;
    } catch {
      await pause(50);
    }
  }
  throw new Error(`MariaDB did not answer within ${START_LIMIT_MS / 1000} seconds.`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-10).join("\n");
}
