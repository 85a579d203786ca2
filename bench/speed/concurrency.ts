import { measureLoad } from "../load.js";
import { BY_HAND, OURS, someTeam, startByHand, startOurs } from "./graph.js";
import { openKeptStore } from "./kept-store.js";
import { table } from "./report.js";
import { refuseUnequal } from "./rounds.js";
import { graphShapes } from "./shapes.js";
import type { SpeedOptions } from "./speed.js";

const CONCURRENCIES = [1, 16, 128];
/** Resident memory at the highest concurrency that is not to be passed. */
const GOAL_MEGABYTES = 400;
const HEAD = ["", "connections", "requests/s", "ms p50", "ms p99", "resident MB"];

/** Part d: 1, 16 and 128 connections, ours and the endpoint by hand. */
export async function benchConcurrency({ quick, engines, report }: SpeedOptions): Promise<void> {
  const rows: string[][] = [];
  let highest = 0;
  for (const engine of quick ? engines.slice(0, 1) : engines) {
    const store = await openKeptStore(engine, 1);
    const ours = await startOurs(store);
    const byHand = await startByHand(store);
    try {
      const shapes = graphShapes(await someTeam(byHand)).filter(({ name }) => /flat|federated/.test(name));
      for (const shape of shapes) {
        const contestants = [ours, byHand].map((server) => ({ name: server.name, load: server.load(shape) }));
        await refuseUnequal(contestants);
        for (const server of [ours, byHand]) {
          await measureLoad(server.load(shape), 16, { seconds: quick ? 1 : 3 });
          for (const connections of CONCURRENCIES) {
            const seconds = quick ? 1.5 : 8;
            const { rate, p50, p99 } = await measureLoad(server.load(shape), connections, { seconds });
            const megabytes = server.residentMegabytes();
            if (server === ours) highest = Math.max(highest, megabytes);
            const who = server === ours ? OURS : BY_HAND;
            const figures = [connections, rate.toFixed(0), p50, p99, megabytes].map(String);
            rows.push([`${engine}, ${shape.name}: ${who}`, ...figures]);
          }
        }
      }
    } finally {
      await Promise.all([ours.stop(), byHand.stop()]);
      await store.stop();
    }
  }
  const verdict = highest <= GOAL_MEGABYTES ? "" : ", missed";
  report.write("d", "concurrency", [
    ...table(HEAD, rows),
    "",
    `Most resident memory of ours: ${highest} MB (goal ${GOAL_MEGABYTES}${verdict}).`,
  ]);
}
