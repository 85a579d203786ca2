import { performance } from "node:perf_hooks";
import { Client } from "undici";
import type { BenchEngine, BenchStore } from "../ask/bench-store.js";
import { ask, type Load, refused } from "../load.js";
import { median } from "../median.js";
import { type GraphServer, someTeam, startByHand, startOurs } from "./graph.js";
import { openKeptStore } from "./kept-store.js";
import { table } from "./report.js";
import { graphShapes, type Shape } from "./shapes.js";
import type { SpeedOptions } from "./speed.js";

/** The 95th percentile at the largest scale over the one at scale 1, at most. */
const GOAL = 1.5;
const STRETCHES = 5;

/** Questions of the size of a page, beside the shapes of part a. */
const QUESTIONS: readonly Shape[] = [
  {
    name: "filtered page",
    query: `{ teams(where: { category: { eq: COMPREHENSIVE_FIRE } }, first: 20) { nodes { id name } } }`,
  },
  {
    name: "division, its teams and depots",
    query: `{ division(code: "310115") { name teams(first: 10) { nodes { name } } depots(first: 10) { nodes { name } } } }`,
  },
  {
    name: "depots with stock",
    query: `{ depots(first: 20) { nodes { name stock(first: 3) { nodes { batch expiresOn item { name } } } } } }`,
  },
  {
    name: "volunteers of a division",
    query: `{ division(code: "310115") { volunteers(first: 20) { nodes { id } } } }`,
  },
];

/** Part c: how long questions of the size of a page take when the data grow. */
export async function benchGrowth({ quick, engines, report }: SpeedOptions): Promise<void> {
  const scales = quick ? [1, 3] : [1, 10, 30];
  const samples = quick ? 200 : 1000;
  for (const engine of quick ? engines.slice(0, 1) : engines) {
    const p95s = await growthOn(engine, scales, samples);
    const rows = [...p95s].map(([name, list]) => {
      const grown = (list.at(-1) ?? 0) / (list[0] ?? 1);
      const verdict = grown <= GOAL ? "" : ", missed";
      return [name, ...list.map((ms) => ms.toFixed(2)), `${grown.toFixed(2)} (goal ${GOAL}${verdict})`];
    });
    const head = ["", ...scales.map((scale) => `ms p95, scale ${scale}`), "last to first"];
    const lines = [
      `One connection, ${samples} requests in turn; the 95th percentile is the median of those of ${STRETCHES} stretches, in which the scales alternate.`,
      "Scale 30 has 900,000 volunteers and 600,000 stock lines.",
      "",
      ...table(head, rows),
    ];
    report.write("c", "growth", lines, engine);
  }
}

interface Scaled {
  readonly store: BenchStore;
  readonly ours: GraphServer;
  readonly byHand: GraphServer;
}

/** For each question its 95th percentile at each scale. All scales are served at once and asked in turn. */
async function growthOn(
  engine: BenchEngine,
  scales: readonly number[],
  samples: number,
): Promise<Map<string, number[]>> {
  const p95s = new Map<string, number[]>();
  const running: Scaled[] = [];
  try {
    for (const scale of scales) {
      const store = await openKeptStore(engine, scale);
      running.push({ store, ours: await startOurs(store), byHand: await startByHand(store) });
    }
    const teams = await Promise.all(running.map(({ byHand }) => someTeam(byHand)));
    const shapesOf = (at: number) => [
      ...graphShapes(teams[at] ?? "").filter(({ name }) => /flat|federated|entity/.test(name)),
      ...QUESTIONS,
    ];
    for (const [at, { name }] of shapesOf(0).entries()) {
      const loads = running.map(({ ours }, scale) => ours.load(shapesOf(scale)[at] as Shape));
      p95s.set(name, await p95Of(loads, samples / STRETCHES));
    }
    return p95s;
  } finally {
    for (const { store, ours, byHand } of running) {
      await Promise.all([ours.stop(), byHand.stop()]);
      await store.stop();
    }
  }
}

/** Milliseconds that 95 of 100 requests took at most, one after the other; stretches of the loads alternate. */
async function p95Of(loads: readonly Load[], each: number): Promise<number[]> {
  const clients = loads.map(({ url }) => new Client(new URL(url).origin));
  const p95s = loads.map((): number[] => []);
  try {
    const lengths: number[] = [];
    for (const load of loads) lengths.push((await ask(load)).text.length);
    for (let stretch = -1; stretch < STRETCHES; stretch++) {
      for (const [at, { url, headers, body }] of loads.entries()) {
        const times: number[] = [];
        for (let sent = 0; sent < each; sent++) {
          const started = performance.now();
          const path = new URL(url).pathname;
          const response = await (clients[at] as Client).request({ method: "POST", path, headers, body });
          const text = await response.body.text();
          times.push(performance.now() - started);
          // GraphQL's errors are 200 too.
          if (response.statusCode !== 200 || text.length !== lengths[at])
            throw refused(url, response.statusCode, text);
        }
        const p95 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
        // The first stretch warms up.
        if (stretch >= 0) p95s[at]?.push(p95);
      }
    }
    return p95s.map(median);
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
}
