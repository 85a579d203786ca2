import { median } from "../median.js";
import type { BenchEngine } from "./bench-store.js";
import { type AskCase, CASES } from "./cases.js";
import { inTurn, refuseUnequal, spread } from "./compare.js";
import type { Database } from "./database.js";
import { at, type BenchGraph } from "./graph.js";
import type { Line } from "./table.js";

const GOALS = { "filtered page": 1.5, aggregate: 1.2, near: undefined } as const;

/** What is measured of one engine. */
export interface StatementBench {
  readonly engine: BenchEngine;
  readonly graph: BenchGraph;
  readonly database: Database;
  readonly rounds: number;
}

/** The graph's statements against those by hand, in the database, for the same answers. */
export async function* benchStatements(bench: StatementBench): AsyncGenerator<Line> {
  for (const asked of CASES) yield await benchCase(bench, asked);
}

async function benchCase({ engine, graph, database, rounds }: StatementBench, asked: AskCase): Promise<Line> {
  const { data, statements } = await graph.ask(asked.query);
  const found = at(data, asked.list) as unknown[];
  const byHand = { sql: typeof asked.sql === "string" ? asked.sql : asked.sql[engine], parameters: [] };
  const expected = await database.rows(byHand);
  const rows = Math.min(expected.length, asked.first);
  if (found.length !== rows)
    throw new Error(`${asked.name} on ${engine}: ${found.length} rows instead of ${rows}.`);
  refuseUnequal(
    `${asked.name} on ${engine}`,
    found.map((row) => asked.cells.map((cell) => at(row, cell.split(".")))),
    expected.slice(0, rows),
  );
  const { ours, theirs } = await inTurn(
    rounds,
    () => database.time(statements),
    () => database.time([byHand]),
  );
  const notes = asked.group === "near" ? [await database.explain(statements[0] ?? byHand)] : [];
  return {
    engine,
    group: asked.group,
    name: asked.name,
    ours: `${spread(ours, 2)} ms`,
    theirs: `${spread(theirs, 2)} ms`,
    ratio: median(ours) / median(theirs),
    atMost: GOALS[asked.group],
    notes,
  };
}

const ORDERS = [
  ["volunteers by id", "volunteers", ""],
  ["volunteers by hours", "volunteers", "orderBy: [{ serviceHours: DESC }], "],
  ["stock by day of expiry", "stockLines", "orderBy: [{ expiresOn: ASC }], "],
] as const;

/** Page 1,000 of 20 rows against page 1, from the start and from the end. */
export async function* benchPaging({
  engine,
  graph,
  database,
  rounds,
}: StatementBench): AsyncGenerator<Line> {
  for (const [name, list, order] of ORDERS) {
    for (const [way, count, cursor, end] of [
      ["forward", "first", "after", "endCursor"],
      ["backward", "last", "before", "startCursor"],
    ] as const) {
      const page = (size: number, from: string | undefined) =>
        graph.ask(
          `query ($from: String) { ${list}(${order}${count}: ${size}, ${cursor}: $from) { nodes { id } pageInfo { ${end} } } }`,
          { from },
        );
      let from: string | undefined;
      // 999 pages of 20 rows are 39 of 500 and one of 480.
      for (let pages = 0; pages < 40; pages++) {
        const { data } = await page(pages < 39 ? 500 : 480, from);
        from = at(data, [list, "pageInfo", end]) as string;
      }
      const [first, far] = [await page(20, undefined), await page(20, from)];
      const { ours, theirs } = await inTurn(
        rounds,
        () => database.time(far.statements),
        () => database.time(first.statements),
      );
      yield {
        engine,
        group: "page 1,000 to page 1",
        name: `${name}, ${way}`,
        ours: `${spread(ours, 2)} ms`,
        theirs: `${spread(theirs, 2)} ms`,
        ratio: median(ours) / median(theirs),
        atMost: 1.5,
        notes: [],
      };
    }
  }
}
