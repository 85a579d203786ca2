import { measureLoad } from "../measure-load.js";
import { startOurs } from "./graph.js";
import { openKeptStore } from "./kept-store.js";
import { table } from "./report.js";
import { CONNECTIONS } from "./rounds.js";
import type { SpeedOptions } from "./speed.js";

const SHARES = 10;
/** Between the end of the second tenth, when caches are full, and the end. */
const GOAL_DRIFT = 0.1;
const TEAM = ["name", "category", "level", "status", "headcount", "duty", "planNumber", "nameEn", "function"];
const NESTED = [
  "division { name }",
  "equipment(first: 2) { nodes { name } }",
  "experts(first: 2) { nodes { title } }",
  "leadAgencies { name }",
];

/** So many different documents: subsets of fields and relations, and pages of different sizes. */
export function differentDocuments(many: number): string[] {
  return Array.from({ length: many }, (_, at) => {
    const fields = TEAM.filter((_field, bit) => ((at + 1) >> bit) % 2 === 1);
    const nested = NESTED.filter((_field, bit) => ((at * 7) >> bit) % 2 === 1);
    return `query Different${at} { teams(first: ${(at % 5) + 1}) { nodes { id ${[...fields, ...nested].join(" ")} } } }`;
  });
}

/** Part e: resident memory over many requests of many different documents. */
export async function benchMemory({ quick, engines, report }: SpeedOptions): Promise<void> {
  const [requests, documents] = quick ? [10_000, 500] : [100_000, 2000];
  const rows: string[][] = [];
  for (const engine of quick ? engines.slice(0, 1) : engines) {
    const store = await openKeptStore(engine, 1);
    const server = await startOurs(store);
    try {
      const shape = { name: "different", query: "" };
      const bodies = differentDocuments(documents).map((query) => JSON.stringify({ query }));
      const load = { ...server.load(shape), bodies };
      const samples = [server.residentMegabytes()];
      for (let share = 0; share < SHARES; share++) {
        await measureLoad(load, CONNECTIONS, { requests: requests / SHARES });
        samples.push(server.residentMegabytes());
      }
      const [warm = 0, last = 0] = [samples[2], samples.at(-1)];
      const drift = (last - warm) / warm;
      const verdict = drift < GOAL_DRIFT ? "" : ", missed";
      rows.push([engine, samples.join(", "), `${(drift * 100).toFixed(1)} % (goal 10 %${verdict})`]);
    } finally {
      await server.stop();
      await store.stop();
    }
  }
  report.write("e", `memory over ${requests} requests of ${documents} different documents`, [
    `Resident MB at the start and after each tenth, ${CONNECTIONS} connections. Drift: from the second tenth to the end.`,
    "",
    ...table(["", "resident MB", "drift"], rows),
  ]);
}
