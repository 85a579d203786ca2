import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { suppliesSubgraph } from "../../src/subgraphs/supplies/subgraph.js";
import { STOCK } from "../subgraphs/supplies/supplies-rows.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";

type Direction = "ASC" | "DESC" | "ASC_NULLS_FIRST" | "DESC_NULLS_FIRST";

interface Line {
  readonly id: string;
  readonly expiresOn: string | null;
  readonly batch: string | null;
}

const QUERY = `query ($orderBy: [StockLineOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  stockLines(orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const direction = fc.constantFrom<Direction>("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_FIRST");
const line = fc.record({
  expiresOn: optional(fc.constantFrom("2026-11-01", "2026-11-02", "2027-01-01")),
  batch: optional(fc.constantFrom("a", "b")),
});

function compare(a: string | null, b: string | null, way: Direction): number {
  if (a === b) return 0;
  if (a === null || b === null) return (a === null) === way.endsWith("NULLS_FIRST") ? -1 : 1;
  return a < b === way.startsWith("ASC") ? -1 : 1;
}

/** The day of expiry can be missing and leads an index, so the list is read as two ranges of it, one after the other. */
describeEachEngine("an order by an indexed field that can be missing", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(suppliesSubgraph, engine);
  });
  afterAll(() => harness.close());

  test("pages in both directions without skips or repeats, in one statement a page", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 14 }),
        direction,
        optional(direction),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (plain, byDay, byBatch, size, backward) => {
          await harness.store.db.deleteFrom("stock_line").execute();
          const rows: Line[] = plain.map((each, at) => ({ ...each, id: `st${String(at).padStart(3, "0")}` }));
          await harness.insert(
            "stock_line",
            rows.map((each) => ({ ...STOCK[0], ...each })),
          );
          const orderBy = [{ expiresOn: byDay }, ...(byBatch === null ? [] : [{ batch: byBatch }])];
          const expected = rows
            .toSorted(
              (a, b) =>
                compare(a.expiresOn, b.expiresOn, byDay) ||
                (byBatch === null ? 0 : compare(a.batch, b.batch, byBatch)) ||
                // The key goes the way of what comes before it.
                compare(a.id, b.id, (byBatch ?? byDay).startsWith("ASC") ? "ASC" : "DESC"),
            )
            .map(({ id }) => id);
          const walked: string[] = [];
          for (let cursor: string | null = null; ; ) {
            const at = backward ? { last: size, before: cursor } : { first: size, after: cursor };
            const { data, errors } = await harness.run(QUERY, { variables: { orderBy, ...at } });
            expect(errors).toBeUndefined();
            expect(harness.statements).toHaveLength(1);
            const { nodes, pageInfo } = (data as Record<string, unknown>)["stockLines"] as {
              nodes: { id: string }[];
              pageInfo: Record<string, string | boolean | null>;
            };
            const ids = nodes.map(({ id }) => id);
            if (backward) walked.unshift(...ids);
            else walked.push(...ids);
            if (pageInfo[backward ? "hasPreviousPage" : "hasNextPage"] !== true) break;
            cursor = pageInfo[backward ? "startCursor" : "endCursor"] as string;
          }
          expect(walked).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});
