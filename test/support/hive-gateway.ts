import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";
import type { Served } from "./graph-harness.js";

const ROOT = projectRoot();
const START_MS = 60_000;

/**
 * Starts Hive Gateway, a gateway of somebody else, on the committed supergraph: what it answers, any federation
 * gateway would.
 * @param urls where the subgraphs are, by name
 */
export async function startHiveGateway(urls: Readonly<Record<string, string>>): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "rescue-hive-"));
  const port = await freePort();
  const config = join(folder, "gateway.config.mjs");
  const transportEntries = Object.fromEntries(
    Object.entries(urls).map(([name, location]) => [name, { location }]),
  );
  writeFileSync(
    config,
    `export const gatewayConfig = {
      port: ${port}, host: "127.0.0.1", fork: 1, pollingInterval: 0,
      supergraph: ${JSON.stringify(join(ROOT, "schema/supergraph.graphql"))},
      transportEntries: ${JSON.stringify(transportEntries)},
      propagateHeaders: { fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get("authorization") }) },
    };`,
  );
  const child = spawn(
    process.execPath,
    [join(ROOT, "node_modules/.bin/hive-gateway"), "supergraph", "-c", config],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let printed = "";
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-4000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/graphql`;
  const deadline = Date.now() + START_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`Hive Gateway did not start:\n${printed}`);
    }
    await new Promise((next) => setTimeout(next, 200));
  }
  return { url, port, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    const body = JSON.stringify({ query: "{ __typename }" });
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    return response.ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
