import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";
import { type BenchServer, freePort, startServer } from "../server-process.js";

const ROOT = projectRoot();
const BENCH = join(ROOT, "bench");

/**
 * Installs what only the peers need into bench/node_modules, when it is not there or not what bench/package-lock.json says.
 * @returns whether it is there now; without it the peers that need it are left out
 */
export function installPeers(): boolean {
  if (isInstalled()) return true;
  console.error("Installing what only the benchmark's peers need (half a minute) ...");
  const npm = process.env["npm_execpath"];
  const [file, front] = npm?.endsWith("npm-cli.js") ? [process.execPath, [npm]] : ["npm", []];
  const { status } = spawnSync(file, [...front, "ci", "--ignore-scripts", "--loglevel=error"], {
    cwd: BENCH,
    stdio: ["ignore", 2, 2],
  });
  if (status === 0 && isInstalled()) return true;
  console.error("They could not be installed: Apollo Gateway and stitching are left out.");
  return false;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}

function isInstalled(): boolean {
  const record = join(BENCH, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const read = (file: string) => (JSON.parse(readFileSync(file, "utf8")) as Lock).packages;
  const installed = read(record);
  return Object.entries(read(join(BENCH, "package-lock.json"))).every(
    ([path, { version, optional = false }]) =>
      path === "" || optional || installed[path]?.version === version,
  );
}

/**
 * Writes a supergraph with the addresses of subgraphs that are served at `<base>/<name>`.
 * @returns the file
 */
export function writeSupergraph(folder: string, sdl: string, base: string): string {
  const file = join(folder, "supergraph.graphql");
  writeFileSync(
    file,
    sdl.replace(
      /@join__graph\(name: "(\w+)", url: "[^"]*"\)/g,
      `@join__graph(name: "$1", url: "${base}/$1")`,
    ),
  );
  return file;
}

/** Hive Gateway on a supergraph, with the planner of the stitching engine ("js") or the one in Rust. */
export async function startHive(planner: "js" | "rust", supergraph: string): Promise<BenchServer> {
  const port = await freePort();
  return startServer(
    [
      join(ROOT, "node_modules/@graphql-hive/gateway/dist/bin.js"),
      "supergraph",
      "-c",
      join(BENCH, "peers/hive.config.mjs"),
    ],
    { PLANNER: planner, SUPERGRAPH: supergraph, PORT: String(port) },
    { port },
  );
}

/** Apollo Gateway on a supergraph. */
export function startApolloGateway(supergraph: string): Promise<BenchServer> {
  return startServer([join(BENCH, "peers/apollo-gateway.mjs"), supergraph], {});
}

/** Stitching over HTTP on a supergraph, or in one process with the product's subgraphs over a store. */
export function startStitching(mode: "http" | "in-process", where: string): Promise<BenchServer> {
  return startServer([join(BENCH, "peers/stitching.mjs"), mode, where], {});
}
