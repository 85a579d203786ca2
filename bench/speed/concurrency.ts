import { BY_HAND, OURS, someTeam, startByHand, startOurs } from "./graph.js";
import { openKeptStore } from "./kept-store.js";
import { table } from "./report.js";
import { compete, type Rounds } from "./rounds.js";
import { graphShapes } from "./shapes.js";
import type { SpeedOptions } from "./speed.js";

const CONCURRENCIES = [1, 16, 128];
const FULL: Rounds = { rounds: 5, seconds: 2, leastAnswers: 100, warmUp: 1 };
const QUICK: Rounds = { rounds: 3, seconds: 0.5, leastAnswers: 50, warmUp: 0.4 };
/** Resident memory at the highest concurrency that is not to be passed. */
const GOAL_MEGABYTES = 400;
const HEAD = ["", "connections", "requests/s", "ms p50", "ms p99", "resident MB"];

/** Part d: 1, 16 and 128 connections, ours and the endpoint by hand. */
export async function benchConcurrency({ quick, engines, report }: SpeedOptions): Promise<void> {
  const rounds = quick ? QUICK : FULL;
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
        for (const connections of CONCURRENCIES) {
          const outcomes = await compete(contestants, rounds, connections);
          const megabytes = new Map([
            [OURS, ours.residentMegabytes()],
            [BY_HAND, byHand.residentMegabytes()],
          ]);
          highest = Math.max(highest, megabytes.get(OURS) ?? 0);
          for (const { name, rate, p50, p99 } of outcomes) {
            const figures = [connections, rate.toFixed(0), p50, p99, megabytes.get(name)].map(String);
            rows.push([`${engine}, ${shape.name}: ${name}`, ...figures]);
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
    `Rounds of this part: ${rounds.rounds} of ${rounds.seconds} s.`,
    "",
    ...table(HEAD, rows),
    "",
    `Most resident memory of ours: ${highest} MB (goal ${GOAL_MEGABYTES}${verdict}).`,
  ]);
}
