import { performance } from "node:perf_hooks";
import { Client } from "undici";
import { ask } from "../load.js";
import { type GraphServer, someTeam, startByHand, startOurs } from "./graph.js";
import { openKeptStore } from "./kept-store.js";
import { table } from "./report.js";
import { median } from "./rounds.js";
import { graphShapes, type Shape } from "./shapes.js";
import type { SpeedOptions } from "./speed.js";

/** The 95th percentile at the largest scale over the one at scale 1, at most. */
const GOAL = 1.5;

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
  const lines: string[] = [];
  for (const engine of quick ? engines.slice(0, 1) : engines) {
    const p95s = new Map<string, number[]>();
    for (const scale of scales) {
      console.error(`${engine}, scale ${scale} ...`);
      const store = await openKeptStore(engine, scale);
      const ours = await startOurs(store);
      const byHand = await startByHand(store);
      try {
        const shapes = graphShapes(await someTeam(byHand)).filter(({ name }) =>
          /flat|federated|entity/.test(name),
        );
        for (const shape of [...shapes, ...QUESTIONS]) {
          const p95 = await lateness(ours, shape, samples);
          p95s.set(shape.name, [...(p95s.get(shape.name) ?? []), p95]);
        }
      } finally {
        await Promise.all([ours.stop(), byHand.stop()]);
        await store.stop();
      }
    }
    const rows = [...p95s].map(([name, list]) => {
      const grown = (list.at(-1) ?? 0) / (list[0] ?? 1);
      const verdict = grown <= GOAL ? "" : ", missed";
      return [name, ...list.map((ms) => ms.toFixed(2)), `${grown.toFixed(2)} (goal ${GOAL}${verdict})`];
    });
    const head = ["", ...scales.map((scale) => `ms p95, scale ${scale}`), "last to first"];
    lines.push(`### ${engine}`, "", ...table(head, rows), "");
  }
  report.write("c", "growth", [
    `One connection, ${samples} requests in turn; the 95th percentile is the median of those of five stretches.`,
    "Scale 30 has about 1,000,000 volunteers and 600,000 stock lines.",
    "",
    ...lines,
  ]);
}

/** Milliseconds that 95 of 100 requests took at most, when one comes after the other. */
async function lateness(server: GraphServer, shape: Shape, samples: number): Promise<number> {
  const { url, headers, body } = server.load(shape);
  await ask({ url, headers, body });
  const { origin, pathname: path } = new URL(url);
  const client = new Client(origin);
  const timed = async () => {
    const started = performance.now();
    const response = await client.request({ method: "POST", path, headers, body });
    await response.body.text();
    return performance.now() - started;
  };
  try {
    for (let at = 0; at < samples / 5; at++) await timed();
    const p95s: number[] = [];
    for (let stretch = 0; stretch < 5; stretch++) {
      const times: number[] = [];
      for (let at = 0; at < samples / 5; at++) times.push(await timed());
      p95s.push(times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0);
    }
    return median(p95s);
  } finally {
    await client.close();
  }
}
