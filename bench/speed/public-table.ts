import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";
import { ask, type Load } from "../load.js";
import { measureLoad } from "../measure-load.js";
import { recordWaves } from "../public-shape/record-waves.js";
import { publicSubgraphs, publicSupergraph } from "../public-shape/subgraphs.js";
import { type BenchServer, LOAD_CORE, startServer } from "../server-process.js";
import { OURS } from "./graph.js";
import { startApolloGateway, startHive, startStitching } from "./peers.js";
import { ratio, table } from "./report.js";
import { CONNECTIONS, type Contestant, compete, type Outcome, refuseUnequal } from "./rounds.js";
import type { SpeedOptions } from "./speed.js";

const ROOT = projectRoot();
const CEILING = "ceiling (the same HTTP calls by hand)";
const HEAD = [
  "",
  "requests/s",
  "spread",
  "of the ceiling",
  "subgraph requests each",
  "the same under load",
  "ms p50",
  "ms p99",
  "server's core busy",
];

/** Part b: the public benchmark's shape, every subgraph remote, against gateways and against the ceiling. */
export async function benchPublic({ rounds, report }: SpeedOptions, installed: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rescue-bench-public-"));
  const servers: BenchServer[] = [];
  try {
    const program = join(ROOT, "dist/bench/public-shape/serve-subgraphs.js");
    const subgraphs = await startServer([program], {}, { core: LOAD_CORE });
    servers.push(subgraphs);
    const contestants: Contestant[] = [];
    for await (const [name, server, path] of startGateways(folder, subgraphs.url, installed)) {
      servers.push(server);
      contestants.push({ name, load: loadOf(`${server.url}${path}`) });
    }
    const each = new Map<string, number>();
    const underLoad = new Map<string, number>();
    for (const { name, load } of await refuseUnequal(contestants)) {
      each.set(name, await requestsEach(load, subgraphs.url));
      underLoad.set(name, await requestsUnderLoad(load, subgraphs.url));
    }
    const outcomes = await compete(contestants, rounds);
    report.write("b", "the public benchmark's shape, every subgraph remote", [
      `${CONNECTIONS} connections; the subgraphs answer from memory and share the load's core. No deduplication anywhere.`,
      "",
      ...linesOf(outcomes, each, underLoad),
    ]);
  } finally {
    // The subgraphs last: what gateways still have in hand ends well.
    for (const server of servers.toReversed()) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function* startGateways(
  folder: string,
  subgraphs: string,
  installed: boolean,
): AsyncGenerator<[string, BenchServer, string]> {
  const sdl = publicSupergraph(subgraphs);
  const supergraph = join(folder, "supergraph.graphql");
  writeFileSync(supergraph, sdl);
  const recording = join(folder, "recording.json");
  writeFileSync(recording, JSON.stringify(await recordWaves(sdl, publicSubgraphs(), query())));
  const program = (name: string) => join(ROOT, `dist/bench/public-shape/${name}.js`);
  yield [OURS, await startServer([program("gateway"), supergraph], {}), "/graphql"];
  yield [CEILING, await startServer([program("ceiling"), recording, subgraphs], {}), "/"];
  if (installed) {
    yield ["Apollo Server, stitching", await startStitching("http", supergraph), "/"];
    yield ["Apollo Gateway", await startApolloGateway(supergraph), "/"];
  }
  yield ["Hive Gateway, JavaScript planner", await startHive("js", supergraph), "/graphql"];
  yield ["Hive Gateway, Rust planner", await startHive("rust", supergraph), "/graphql"];
}

function query(): string {
  return readFileSync(join(ROOT, "bench/public-shape/query.graphql"), "utf8");
}

function loadOf(url: string): Load {
  return { url, headers: { "content-type": "application/json" }, body: JSON.stringify({ query: query() }) };
}

async function counted(subgraphs: string): Promise<number> {
  return ((await (await fetch(`${subgraphs}/count`)).json()) as { count: number }).count;
}

/** Requests to subgraphs for one operation, once its plan is known. */
async function requestsEach(load: Load, subgraphs: string): Promise<number> {
  await ask(load);
  await counted(subgraphs);
  await ask(load);
  return counted(subgraphs);
}

/** The same with many operations at once: fewer would mean that requests are shared. */
async function requestsUnderLoad(load: Load, subgraphs: string): Promise<number> {
  const requests = 6 * CONNECTIONS;
  await counted(subgraphs);
  await measureLoad(load, CONNECTIONS, { requests });
  return (await counted(subgraphs)) / requests;
}

function linesOf(
  outcomes: readonly Outcome[],
  each: ReadonlyMap<string, number>,
  underLoad: ReadonlyMap<string, number>,
): string[] {
  const [ours, ceiling, ...peers] = outcomes;
  if (ours === undefined || ceiling === undefined) return [];
  const rows = outcomes.map((outcome) => [
    outcome.name,
    outcome.rate.toFixed(0),
    `${outcome.least.toFixed(0)}-${outcome.most.toFixed(0)}`,
    ratio(outcome.rate / ceiling.rate, outcome === ours ? 0.5 : undefined),
    String(each.get(outcome.name)),
    underLoad.get(outcome.name)?.toFixed(1) ?? "",
    String(outcome.p50),
    String(outcome.p99),
    `${(outcome.busy * 100).toFixed(0)} %`,
  ]);
  const best = peers.reduce((one, other) => (other.rate > one.rate ? other : one));
  return [
    ...table(HEAD, rows),
    "",
    `Ours to the best peer (${best.name}): ${ratio(ours.rate / best.rate, 2)}`,
  ];
}
