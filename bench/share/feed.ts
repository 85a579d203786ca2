import { join } from "node:path";
import { DEMO_SECRET } from "../../src/config.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { projectRoot } from "../../src/project-root.js";
import type { BenchEngine, BenchStore } from "../ask/bench-store.js";
import { inTurn, spread } from "../ask/compare.js";
import type { Line } from "../ask/table.js";
import { median } from "../median.js";
import { type BenchServer, startServer } from "../server-process.js";
import { openFeedStores } from "./feed-store.js";

const PAGE = 100;
const PAGES = 200;

/** A feed of so many teams from its start against a raw read of the same rows, and what a page near its end costs. */
export async function* benchFeed(engine: BenchEngine, size: number, rounds: number): AsyncGenerator<Line> {
  const { stores, stop } = await openFeedStores(engine, [size, 1000]);
  const servers: BenchServer[] = [];
  try {
    const [large, small] = stores as [BenchStore, BenchStore];
    const serve = async (program: string, url: string) => {
      const env = { DATABASE_URL: url, PORT: "0", LOG_LEVEL: "warn" };
      const server = await startServer([join(projectRoot(), "dist", program)], env);
      servers.push(server);
      return server;
    };
    const graph = await serve("src/main.js", large.url);
    const hand = await serve("bench/share/hand-feed.js", large.url);
    yield await benchWhole(engine, graph, hand, size, rounds);
    await hand.stop();
    servers.splice(servers.indexOf(hand), 1);
    yield await benchNearEnd(engine, graph, await serve("src/main.js", small.url), size, rounds);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await stop();
  }
}

async function benchWhole(
  engine: BenchEngine,
  graph: BenchServer,
  hand: BenchServer,
  size: number,
  rounds: number,
): Promise<Line> {
  const headers = await steward();
  const filling = performance.now();
  await lines(`${graph.url}/feed/teams?first=1`, headers);
  const filled = (performance.now() - filling) / 1000;
  const growth: number[] = [];
  const compared = await inTurn(
    rounds,
    async () => {
      const before = graph.residentMegabytes();
      let most = before;
      const timer = setInterval(() => {
        most = Math.max(most, graph.residentMegabytes());
      }, 100);
      const { count, seconds } = await lines(`${graph.url}/feed/teams`, headers);
      clearInterval(timer);
      if (count !== size + 1) throw new Error(`The feed has ${count} lines, not ${size + 1}.`);
      growth.push(most - before);
      return size / seconds;
    },
    async () => {
      const { count, seconds } = await lines(`${hand.url}/`, {});
      if (count !== size) throw new Error(`The raw read has ${count} lines, not ${size}.`);
      return size / seconds;
    },
  );
  return {
    engine,
    group: "feed",
    name: `${size} teams as NDJSON`,
    ours: `${spread(compared.ours, 0)} rows/s`,
    theirs: `${spread(compared.theirs, 0)} rows/s`,
    ratio: median(compared.ours) / median(compared.theirs),
    atLeast: 0.6,
    notes: [
      `first use of the view: ${filled.toFixed(1)} s`,
      `resident memory of the server: ${graph.residentMegabytes()} MB at the end; grew during a pull by ${spread(growth, 0)} MB`,
    ],
  };
}

async function benchNearEnd(
  engine: BenchEngine,
  large: BenchServer,
  small: BenchServer,
  size: number,
  rounds: number,
): Promise<Line> {
  const headers = await steward();
  const nearEnd = async ({ url }: BenchServer, rows: number) => {
    const { last } = await lines(`${url}/feed/teams?first=${rows - PAGE}`, headers);
    const { cursor } = JSON.parse(last) as { cursor: string };
    return async () => {
      const started = performance.now();
      for (let at = 0; at < PAGES; at++) {
        const { count } = await lines(`${url}/feed/teams?first=${PAGE}&after=${cursor}`, headers);
        if (count !== PAGE + 1) throw new Error(`The page has ${count} lines.`);
      }
      return (performance.now() - started) / PAGES;
    };
  };
  const compared = await inTurn(rounds, await nearEnd(large, size), await nearEnd(small, 1000));
  return {
    engine,
    group: "feed",
    name: `a page of ${PAGE} near the end, ${size} behind it or 1000`,
    ours: `${spread(compared.ours, 2)} ms`,
    theirs: `${spread(compared.theirs, 2)} ms`,
    ratio: median(compared.ours) / median(compared.theirs),
    atMost: 1.2,
    notes: [],
  };
}

async function steward() {
  const token = await issueToken(DEMO_SECRET, { role: "steward", subject: "bench", ttlSeconds: 3600 });
  return { authorization: `Bearer ${token}` };
}

async function lines(url: string, headers: Record<string, string>) {
  const started = performance.now();
  const response = await fetch(url, { headers });
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  let count = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of response.body ?? []) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
    tail = Buffer.concat([tail, chunk]).subarray(-2000);
  }
  const seconds = (performance.now() - started) / 1000;
  return { count, seconds, last: tail.toString("utf8").trimEnd().split("\n").at(-1) ?? "" };
}
