import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A server that runs for the benchmark. */
export interface BenchServer {
  readonly url: string;
  residentMegabytes(): number;
  stop(): Promise<void>;
}

/** The core that servers run on; the load, and what stands behind the servers, run on the other. */
export const SERVER_CORE = "0";
/** The core that the load runs on. */
export const LOAD_CORE = "1";

/** As `npm start` runs it (scripts/bootstrap.mjs). */
const HEAP_FLAGS = ["--max-old-space-size=768", "--max-semi-space-size=16"];
const START_MS = 60_000;

/** How a server is started. */
export interface ServerOptions {
  /** @default SERVER_CORE */
  readonly core?: string;
  /** For servers that do not print their port: it is asked here until it answers. */
  readonly port?: number;
  /** Further flags of Node. */
  readonly flags?: readonly string[];
}

/**
 * Starts a Node program that listens on a loopback port and prints it: alone on a line, or in a URL.
 * @param args the program and its arguments
 * @throws Error when it ends before it listens
 */
export async function startServer(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { core = SERVER_CORE, port, flags = [] }: ServerOptions = {},
): Promise<BenchServer> {
  const child = spawn("taskset", ["-c", core, process.execPath, ...HEAP_FLAGS, ...flags, ...args], {
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = `http://127.0.0.1:${port === undefined ? await printedPort(child) : await answering(child, port)}`;
  // What it logs is read and thrown away: a full pipe would stop it.
  child.stdout.resume();
  return {
    url,
    residentMegabytes: () => {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
      return Math.round(Number(kilobytes) / 1024);
    },
    stop: () =>
      new Promise((stopped) => {
        if (child.exitCode !== null) return stopped();
        child.once("exit", () => stopped());
        child.kill("SIGTERM");
      }),
  };
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

function printedPort(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = "";
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /(?:^|127\.0\.0\.1:)(\d{4,5})(?:\/graphql|\n)/.exec(printed)?.[1];
      if (port === undefined) return;
      child.stdout?.off("data", read);
      found(port);
    };
    child.stdout?.on("data", read);
    child.once("exit", (code) => failed(new Error(`The server ended with ${code} before it listened.`)));
  });
}

async function answering(child: ChildProcess, port: number): Promise<number> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/graphql?query=%7B__typename%7D`);
      return port;
    } catch {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error("The server did not listen in time.");
      await pause(200);
    }
  }
}
