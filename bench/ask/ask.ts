import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments, wholeNumber } from "../../src/cli/command.js";
import { fault } from "../../src/errors.js";
import { projectRoot } from "../../src/project-root.js";
import { type BenchEngine, ENGINES, openBenchStore } from "./bench-store.js";
import { openDatabase, SAMPLE_MS } from "./database.js";
import { benchExport, coresOfMachine } from "./export.js";
import { openGraph } from "./graph.js";
import { benchPaging, benchStatements } from "./statements.js";
import { HEAD, type Line, toRow } from "./table.js";

const USAGE = "usage: npm run bench -- ask [--engine sqlite|mariadb] [--scale N] [--quick]";

/** An export of all stock lines takes seconds. */
const EXPORT_ROUNDS = 3;

/**
 * `npm run bench -- ask`: what filters, aggregates, pages, near queries and exports cost, as ratios to the best SQL by
 * hand for the same answer. Prints one table, and writes it to bench/RESULTS-ask.md when both engines were measured.
 * @throws COMMAND_USAGE
 */
export async function benchAsk(args: readonly string[]): Promise<void> {
  const { values } = readArguments(
    {
      args: [...args],
      options: {
        engine: { type: "string" },
        scale: { type: "string", default: "20" },
        quick: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const scale = wholeNumber("scale", values.scale, 1);
  const engines = ENGINES.filter((engine) => values.engine === undefined || engine === values.engine);
  if (engines.length === 0) throw fault("COMMAND_USAGE", { reason: `There is no such engine.\n${USAGE}` });
  const rounds = values.quick ? 3 : 7;
  const intro = `Scale ${scale}, ${coresOfMachine()} cores, medians of ${rounds} interleaved rounds (lowest-highest); exports of ${EXPORT_ROUNDS}.
Times of statements are the database's own, averages of as many executions as last ${SAMPLE_MS} ms; graph and hand gave equal answers
before they were timed.`;
  console.log(`${intro}\n\n${HEAD}`);
  const lines: Line[] = [];
  for (const engine of engines) {
    for await (const line of benchEngine(engine, scale, rounds)) {
      console.log(toRow(line));
      lines.push(line);
    }
  }
  const notes = lines.flatMap(({ engine, name, notes: said }) =>
    said.map((note) => `- ${engine}, ${name}: ${note}`),
  );
  console.log(`\n${notes.join("\n")}`);
  if (values.engine !== undefined) return;
  const text = [
    `# Ask: the benchmark's table`,
    intro,
    [HEAD, ...lines.map(toRow)].join("\n"),
    notes.join("\n"),
  ];
  writeFileSync(join(projectRoot(), "bench/RESULTS-ask.md"), `${text.join("\n\n")}\n`);
}

async function* benchEngine(engine: BenchEngine, scale: number, rounds: number): AsyncGenerator<Line> {
  const store = await openBenchStore(engine, scale);
  try {
    const [graph, database] = [await openGraph(store.url), await openDatabase(store)];
    try {
      const bench = { engine, graph, database, rounds };
      yield* benchStatements(bench);
      yield* benchPaging(bench);
    } finally {
      await Promise.all([graph.stop(), database.close()]);
    }
    yield await benchExport(store, EXPORT_ROUNDS);
  } finally {
    await store.stop();
  }
}
