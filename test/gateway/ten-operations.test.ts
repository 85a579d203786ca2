import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { projectRoot } from "../../src/project-root.js";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import {
  ask,
  buildSubgraphs,
  openSeededStore,
  type Served,
  serveGraph,
  serveSubgraph,
} from "../support/graph-harness.js";
import { startHiveGateway } from "../support/hive-gateway.js";

const FOLDER = join(projectRoot(), "test/operations");
const VARIABLES = { district: "310115", at: "2026-11-05T03:00:00+08:00", more: true };
// Those of partners, in a folder of their own, are valid under their contracts.
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".graphql"));
const operations = FILES.map((file) => {
  const query = readFileSync(join(FOLDER, file), "utf8");
  const used = Object.entries(VARIABLES).filter(([name]) => query.includes(`$${name}:`));
  return { file, query, variables: Object.fromEntries(used) };
});

/** The ways to reach one and the same graph. */
const ways: Record<string, string> = {};
const started: Served[] = [];
const drops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  for (const engine of engines()) {
    const { store, drop } = await openSeededStore(engine);
    drops.push(drop);
    await startWays(engine.name, store);
  }
}, 240_000);

afterAll(async () => {
  await Promise.all(started.splice(0).map((served) => served.stop()));
  await Promise.all(drops.splice(0).map((drop) => drop()));
}, 60_000);

async function startWays(engine: string, store: Store): Promise<void> {
  const oneProcess = await serveGraph(store);
  started.push(oneProcess);
  ways[`${engine}, one process`] = oneProcess.url;
  if (engine !== "sqlite") return;
  const subgraphs = await Promise.all(
    (await buildSubgraphs()).map(
      async (subgraph) => [subgraph.name, await serveSubgraph(subgraph, store)] as const,
    ),
  );
  started.push(...subgraphs.map(([, served]) => served));
  const urls = Object.fromEntries(subgraphs.map(([name, served]) => [name, served.url]));
  const remote = await serveGraph(store, urls);
  const hive = await startHiveGateway(urls);
  started.push(remote, hive);
  ways["every subgraph remote"] = remote.url;
  ways["Hive Gateway on schema/supergraph.graphql"] = hive.url;
}

describe.each(operations)("$file", ({ query, variables }) => {
  test("has the same data to the byte whichever way it is asked", async () => {
    const answers = await Promise.all(
      Object.entries(ways).map(async ([way, url]) => {
        const { data, errors } = await ask(url, query, { variables, role: "steward" });
        return { way, errors, data: JSON.stringify(data) };
      }),
    );
    const [reference] = answers;
    expect(reference?.data?.length).toBeGreaterThan(200);
    for (const { way, errors, data } of answers)
      expect({ way, errors, data }).toEqual({ way, errors: undefined, data: reference?.data });
  }, 60_000);
});

test("the ways compared are all there are on this machine", () => {
  const expected = [
    "sqlite, one process",
    "every subgraph remote",
    "Hive Gateway on schema/supergraph.graphql",
  ];
  if (engines().length > 1) expected.push("mariadb, one process");
  expect(Object.keys(ways).sort()).toEqual(expected.sort());
});
