import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** A server that runs for the benchmark. */
export interface BenchServer {
  readonly url: string;
  residentMegabytes(): number;
  stop(): Promise<void>;
}

/** The core that servers run on; the load runs on the others. */
const SERVER_CORE = "0";

/** As `npm start` runs it (scripts/bootstrap.mjs). */
const HEAP_FLAGS = ["--max-old-space-size=768", "--max-semi-space-size=16"];

/**
 * Starts a Node program that listens on a loopback port and prints it: alone on a line, or in a URL.
 * @param args the program and its arguments
 */
export async function startServer(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<BenchServer> {
  const child = spawn("taskset", ["-c", SERVER_CORE, process.execPath, ...HEAP_FLAGS, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    residentMegabytes: () => {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
      return Math.round(Number(kilobytes) / 1024);
    },
    stop: () =>
      new Promise((stopped) => {
        child.once("exit", () => stopped());
        child.kill("SIGTERM");
      }),
  };
}

function portOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /(?:^|127\.0\.0\.1:)(\d{4,5})(?:\/graphql|\n)/.exec(printed)?.[1];
      if (port !== undefined) found(port);
    });
    child.once("exit", (code) => failed(new Error(`The server ended with ${code} before it listened.`)));
  });
}
