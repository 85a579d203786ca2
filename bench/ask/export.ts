import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_SECRET } from "../../src/config.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { projectRoot } from "../../src/project-root.js";
import { median } from "../median.js";
import { type BenchServer, startServer } from "../server-process.js";
import type { BenchStore } from "./bench-store.js";
import { inTurn, spread } from "./compare.js";
import type { Line } from "./table.js";

/** All stock lines; `hand-dump.ts` writes the same columns. */
export const EXPORT_QUERY = `{ stockLines { nodes { id item { code name } depot { name } batch
  quantity { value unitCode baseValue } reserved committed expiresOn } } }`;

interface Download {
  readonly rows: number;
  readonly seconds: number;
  /** Of the rows, without the line of headings. */
  readonly body: string;
}

/** The export of all stock lines against the dump by hand: rows a second, and what memory the server takes for it. */
export async function benchExport({ engine, url }: BenchStore, rounds: number): Promise<Line> {
  const dist = join(projectRoot(), "dist");
  const graph = await startServer([join(dist, "src/main.js")], {
    DATABASE_URL: url,
    PORT: "0",
    LOG_LEVEL: "warn",
  });
  const hand = await startServer([join(dist, "bench/ask/hand-dump.js")], { DATABASE_URL: url });
  try {
    const token = await issueToken(DEMO_SECRET, { role: "analyst", subject: "bench", ttlSeconds: 3600 });
    const headers = {
      accept: "text/csv",
      "accept-language": "en",
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    };
    const body = JSON.stringify({ query: EXPORT_QUERY });
    const ours = () => download(`${graph.url}/graphql`, { method: "POST", headers, body }, false);
    const theirs = () => download(`${hand.url}/`, {}, false);
    await refuseOtherRows(
      await download(`${graph.url}/graphql`, { method: "POST", headers, body }, true),
      await download(`${hand.url}/`, {}, true),
    );
    let rows = 0;
    const growth: number[] = [];
    const compared = await inTurn(
      rounds,
      async () => {
        const sampler = sampleMemory(graph);
        const done = await ours();
        growth.push(sampler.stop());
        rows = done.rows;
        return done.rows / done.seconds;
      },
      async () => {
        const done = await theirs();
        return done.rows / done.seconds;
      },
    );
    return {
      engine,
      group: "export",
      name: `${rows} stock lines as CSV`,
      ours: `${spread(compared.ours, 0)} rows/s`,
      theirs: `${spread(compared.theirs, 0)} rows/s`,
      ratio: median(compared.ours) / median(compared.theirs),
      atLeast: 0.6,
      notes: [
        `resident memory of the server (${engine}), sampled every 100 ms: ${graph.residentMegabytes()} MB at the end; grew during an export by ${spread(growth, 0)} MB`,
      ],
    };
  } finally {
    await Promise.all([graph.stop(), hand.stop()]);
  }
}

/** Samples a server's resident memory until it is stopped. @returns the growth over the first sample, in MB */
function sampleMemory(server: BenchServer): { stop(): number } {
  const first = server.residentMegabytes();
  let most = first;
  const timer = setInterval(() => {
    most = Math.max(most, server.residentMegabytes());
  }, 100);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.max(most, server.residentMegabytes()) - first;
    },
  };
}

async function download(url: string, request: RequestInit, keep: boolean): Promise<Download> {
  const started = performance.now();
  const response = await fetch(url, request);
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  const chunks: Uint8Array[] = [];
  let lines = 0;
  for await (const chunk of response.body ?? []) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
    if (keep) chunks.push(chunk);
  }
  const seconds = (performance.now() - started) / 1000;
  const text = Buffer.concat(chunks).toString("utf8");
  return { rows: lines - 1, seconds, body: text.slice(text.indexOf("\n") + 1) };
}

async function refuseOtherRows(ours: Download, theirs: Download): Promise<void> {
  if (ours.body === theirs.body && ours.rows > 0) return;
  throw new Error(`The export and the dump differ: ${ours.rows} rows and ${theirs.rows}.`);
}

/** How the machine is named: only by what the figures depend on most. */
export function coresOfMachine(): number {
  return readFileSync("/proc/cpuinfo", "utf8").match(/^processor/gm)?.length ?? 0;
}
