import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { constants } from "node:os";
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
/** Longest wait for a server to listen; one without data seeds them first. */
const START_MS = 120_000;
/** A server that uses no more than one tick of the kernel (10 ms) in so many milliseconds is at rest. */
const REST_MS = 50;
/** Longest wait for servers to come to rest. */
const REST_LIMIT_MS = 3000;

const running = new Set<ChildProcess>();

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
 * Starts a Node program that listens on a loopback port and prints it: alone on a line, or in a URL. It ends with this
 * process, however that ends, SIGKILL aside.
 * @param args the program and its arguments
 * @throws Error when it ends before it listens, or does not listen in time; then it does not run on
 */
export async function startServer(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { core = SERVER_CORE, port, flags = [] }: ServerOptions = {},
): Promise<BenchServer> {
  endWithThisProcess();
  const child = spawn("taskset", ["-c", core, process.execPath, ...HEAP_FLAGS, ...flags, ...args], {
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const ended = endOf(child);
  void ended.then(() => running.delete(child));
  try {
    const url = `http://127.0.0.1:${await listening(child, port, ended)}`;
    // What it logs is read and thrown away: a full pipe would stop it.
    child.stdout.resume();
    return {
      url,
      residentMegabytes: () => {
        const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
        return Math.round(Number(kilobytes) / 1024);
      },
      stop: async () => {
        child.kill("SIGTERM");
        await ended;
      },
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/**
 * Waits until the servers have done what they still have in hand (collecting garbage, writing logs), so that the next one
 * that is measured has the core to itself.
 */
export async function serversAtRest(): Promise<void> {
  const deadline = performance.now() + REST_LIMIT_MS;
  let before = ticksOfServers();
  while (performance.now() < deadline) {
    await pause(REST_MS);
    const after = ticksOfServers();
    if (after - before <= 1) return;
    before = after;
  }
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

let isBound = false;

function endWithThisProcess(): void {
  if (isBound) return;
  isBound = true;
  process.once("exit", () => {
    for (const child of running) child.kill("SIGTERM");
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

/** Ticks of the kernel that the servers have used, all their threads together. */
function ticksOfServers(): number {
  return [...running].reduce((sum, { pid }) => {
    try {
      // The name, in parentheses, may have spaces. After it: state and ten more, then the ticks of user and system.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return sum + Number(fields[11]) + Number(fields[12]);
    } catch {
      return sum;
    }
  }, 0);
}

/** How it ended, once it has. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((ended) => {
    child.once("exit", (code, signal) => ended(`with ${code ?? signal}`));
    child.on("error", ({ message }) => ended(message));
  });
}

/** The port: given, or read from what the server prints. @throws Error when it ends first, or it takes too long */
async function listening(
  child: ChildProcess,
  port: number | undefined,
  ended: Promise<string>,
): Promise<number> {
  const settled = new AbortController();
  const { signal } = settled;
  try {
    return await Promise.race([
      port === undefined ? printedPort(child) : answering(port, signal),
      ended.then((how) => {
        throw new Error(`The server ended before it listened: ${how}.`);
      }),
      pause(START_MS, undefined, { signal }).then(() => {
        throw new Error(`The server did not listen within ${START_MS / 1000} s.`);
      }),
    ]);
  } finally {
    settled.abort();
  }
}

function printedPort(child: ChildProcess): Promise<number> {
  return new Promise((found) => {
    let printed = "";
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /(?:^|127\.0\.0\.1:)(\d{4,5})(?:\/graphql|\n)/.exec(printed)?.[1];
      if (port === undefined) return;
      child.stdout?.off("data", read);
      found(Number(port));
    };
    child.stdout?.on("data", read);
  });
}

/** Asks until there is an answer, or nobody wants it any more. */
async function answering(port: number, given: AbortSignal): Promise<number> {
  while (!given.aborted) {
    try {
      await fetch(`http://127.0.0.1:${port}/graphql?query=%7B__typename%7D`);
      break;
    } catch {
      await pause(200);
    }
  }
  return port;
}
