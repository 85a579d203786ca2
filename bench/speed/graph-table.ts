import type { BenchEngine } from "../ask/bench-store.js";
import { BY_HAND, OURS, someTeam, startEverybody } from "./graph.js";
import { openKeptStore } from "./kept-store.js";
import { ratio, table } from "./report.js";
import { CONNECTIONS, compete, type Outcome, refuseUnequal } from "./rounds.js";
import { graphShapes, type Shape } from "./shapes.js";
import type { SpeedOptions } from "./speed.js";

const HEAD = ["", "requests/s", "spread", "of by hand", "ms p50", "ms p99", "server's core busy"];

/** Part a: our graph in five shapes, against the endpoint by hand and against peers, on each engine. */
export async function benchGraph(options: SpeedOptions, installed: boolean): Promise<void> {
  for (const engine of options.engines) {
    const lines = [
      `${CONNECTIONS} connections, scale 1, analyst, whole edge on, record of pulls off. Peers over HTTP have their subgraphs on the server's core too.`,
      "",
      ...(await benchEngine(engine, options, installed)),
    ];
    options.report.write("a", "our graph, subgraphs in one process", lines, engine);
  }
}

async function benchEngine(
  engine: BenchEngine,
  { quick, rounds }: SpeedOptions,
  installed: boolean,
): Promise<string[]> {
  const store = await openKeptStore(engine, 1);
  try {
    // Gateways of others cost the same whatever the store is: a quick run has them on one engine.
    const running = await startEverybody(store, installed, !quick || engine === "sqlite");
    try {
      const byHand = running.servers.find(({ name }) => name === BY_HAND);
      if (byHand === undefined) return [];
      const shapes = graphShapes(await someTeam(byHand));
      const contestants = (shape: Shape) =>
        running.servers.map((server) => ({ name: server.name, load: server.load(shape) }));
      for (const shape of shapes) await refuseUnequal(contestants(shape));
      const lines: string[] = [];
      for (const shape of shapes) {
        const outcomes = await compete(contestants(shape), rounds);
        lines.push(`### ${shape.name}`, "", ...shapeLines(shape, outcomes), "");
        console.error(`${engine}, ${shape.name}\n${lines.slice(-outcomes.length - 5).join("\n")}`);
      }
      const memory = running.servers.map((server) => `${server.name} ${server.residentMegabytes()} MB`);
      return [...lines, `Resident memory after it: ${memory.join(", ")}.`, ""];
    } finally {
      await running.stop();
    }
  } finally {
    await store.stop();
  }
}

function shapeLines(shape: Shape, outcomes: readonly Outcome[]): string[] {
  const ours = outcomes.find(({ name }) => name === OURS);
  const byHand = outcomes.find(({ name }) => name === BY_HAND);
  if (ours === undefined || byHand === undefined) return [];
  const best = outcomes
    .filter((outcome) => outcome !== ours && outcome !== byHand)
    .reduce((one, other) => (other.rate > one.rate ? other : one));
  const rows = outcomes.map((outcome) => [
    outcome.name,
    outcome.rate.toFixed(0),
    `${outcome.least.toFixed(0)}-${outcome.most.toFixed(0)}`,
    ratio(outcome.rate / byHand.rate, outcome === ours ? shape.goal : undefined),
    String(outcome.p50),
    String(outcome.p99),
    `${(outcome.busy * 100).toFixed(0)} %`,
  ]);
  const peer = `Ours to the best peer (${best.name}): ${ratio(ours.rate / best.rate, shape.goal === undefined ? undefined : 3)}`;
  return [...table(HEAD, rows), "", peer];
}
