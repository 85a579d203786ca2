import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian keeps servers out of an ordinary user's PATH; Red Hat and others use libexec. */
const SERVER_FOLDERS = [
  "/usr/sbin",
  "/usr/local/sbin",
  "/usr/libexec",
  "/usr/local/libexec",
  "/opt/homebrew/bin",
];

/**
 * Debian's MariaDB server without the packages that set it up as a system service: nothing is started or enabled,
 * whatever the machine's policy on services. The client has a tool that the server's set-up script calls.
 */
const PACKAGES = ["mariadb-server-core", "mariadb-client-core"];

/** The programs of a MariaDB server. */
export interface MariadbPrograms {
  readonly server: string;
  readonly installDb: string;
}

/**
 * Finds MariaDB's programs, and installs Debian's where they are missing and this user may install packages.
 * @throws Error saying why they cannot be had
 */
export function findOrInstallMariadb(): MariadbPrograms {
  const found = findMariadb();
  if (found !== undefined) return found;
  const aptGet = findProgram("apt-get", []);
  if (aptGet === undefined)
    throw new Error("MariaDB is not installed, and there is no apt-get to install it with.");
  if (process.getuid?.() !== 0) throw new Error("MariaDB is not installed, and only root may install it.");
  process.stderr.write(`MariaDB is missing: installing ${PACKAGES.join(" and ")} with apt-get ...\n`);
  apt(aptGet, ["update"]);
  apt(aptGet, ["install", "-y", "--no-install-recommends", ...PACKAGES]);
  const installed = findMariadb();
  if (installed === undefined)
    throw new Error("apt-get installed MariaDB, but its programs are not where they should be.");
  return installed;
}

function findMariadb(): MariadbPrograms | undefined {
  const server = findProgram("mariadbd", SERVER_FOLDERS);
  const installDb = findProgram("mariadb-install-db", SERVER_FOLDERS);
  return server === undefined || installDb === undefined ? undefined : { server, installDb };
}

function findProgram(name: string, more: readonly string[]): string | undefined {
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== ""),
    ...more,
  ];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function apt(aptGet: string, args: readonly string[]): void {
  const result = spawnSync(aptGet, ["-o", "DPkg::Lock::Timeout=120", ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  if (result.status === 0) return;
  const report = `${result.stdout}${result.stderr}`.trimEnd().split("\n").slice(-10).join("\n");
  throw new Error(`MariaDB is not installed, and \`apt-get ${args.join(" ")}\` failed:\n${report}`);
}
