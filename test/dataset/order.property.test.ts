import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { teamsSubgraph } from "../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { teamRow } from "../support/team-row.js";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly headcount: number | null;
  readonly level: string;
}

type Entry = readonly [field: keyof Row, direction: string];

const text = fc.string({ unit: fc.constantFrom(..."abBZ张江😀"), maxLength: 2 });
const row = fc.record({
  name: text,
  nameEn: fc.option(text, { nil: null }),
  headcount: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  level: fc.constantFrom("DISTRICT", "TOWN", "UNIT"),
});
const entry: fc.Arbitrary<Entry> = fc.tuple(
  fc.constantFrom("name", "nameEn", "headcount", "level", "id"),
  fc.constantFrom("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_FIRST"),
);

/** Texts by code point, as both engines do. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" || typeof b === "number") return Number(a) - Number(b);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function inOrder(rows: readonly Row[], order: readonly Entry[]): string[] {
  const sorted = [...rows].sort((a, b) => {
    for (const [field, direction] of order) {
      const [left, right] = [a[field], b[field]];
      const missing = direction.endsWith("NULLS_FIRST") ? -1 : 1;
      if (left === null && right === null) continue;
      if (left === null) return missing;
      if (right === null) return -missing;
      const by = compare(left, right) * (direction.startsWith("DESC") ? -1 : 1);
      if (by !== 0) return by;
    }
    // The key goes the way of what comes before it.
    return compare(a.id, b.id) * (order.at(-1)?.[1].startsWith("DESC") ? -1 : 1);
  });
  return sorted.map(({ id }) => id);
}

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: [TeamOrder!]) {
  teams(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

describeEachEngine("orders", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(teamsSubgraph, engine);
  });
  afterAll(() => harness.close());

  async function page(variables: Record<string, unknown>): Promise<Page> {
    const { data, errors } = await harness.run(QUERY, { variables });
    expect(errors).toBeUndefined();
    return data?.["teams"] as unknown as Page;
  }

  async function walk(order: readonly Entry[], size: number, backward: boolean): Promise<string[]> {
    const orderBy = order.map(([field, direction]) => ({ [field]: direction }));
    const ids: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const at = backward ? { last: size, before: cursor } : { first: size, after: cursor };
      const found: Page = await page({ orderBy, ...at });
      const some = found.nodes.map(({ id }) => id);
      if (backward) ids.unshift(...some);
      else ids.push(...some);
      if (!(backward ? found.pageInfo.hasPreviousPage : found.pageInfo.hasNextPage)) return ids;
      cursor = backward ? found.pageInfo.startCursor : found.pageInfo.endCursor;
    }
  }

  test("by any fields page in both directions without skips or repeats, as a plain sort has it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 14 }),
        fc.uniqueArray(entry, { maxLength: 3, selector: ([field]) => field }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (plain, order, size, backward) => {
          await harness.store.db.deleteFrom("team").execute();
          const rows = plain.map((each, at) => ({ ...each, id: `tm${String(at).padStart(3, "0")}` }));
          await harness.insert(
            "team",
            rows.map((each) => teamRow(each)),
          );
          expect(await walk(order, size, backward)).toEqual(inOrder(rows, order));
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  test("belong to their cursors: another order refuses them", async () => {
    await harness.store.db.deleteFrom("team").execute();
    await harness.insert("team", [teamRow({ id: "a" }), teamRow({ id: "b" })]);
    const { pageInfo } = await page({ first: 1, orderBy: [{ name: "ASC" }] });
    const { errors } = await harness.run(QUERY, {
      variables: { first: 1, after: pageInfo.endCursor, orderBy: [{ name: "DESC" }] },
    });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["CURSOR_MISMATCH"]);
  });

  test.each([
    [[{}], "analyst", "BAD_ORDER"],
    [[{ name: "ASC", level: "ASC" }], "analyst", "BAD_ORDER"],
    [[{ name: "ASC" }, { name: "DESC" }], "analyst", "BAD_ORDER"],
    [new Array(6).fill({ name: "ASC" }), "analyst", "BAD_ORDER"],
    [[{ contactPhone: "ASC" }], "analyst", "FORBIDDEN_FIELD"],
    [[{ standbyHeadcount: "DESC" }], "anonymous", "FORBIDDEN_FIELD"],
  ] as const)("of %j by %s are refused with %s, and nothing is read", async (orderBy, role, code) => {
    const { data, errors } = await harness.run(QUERY, { role, variables: { orderBy } });
    expect(data).toEqual({ teams: null });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual([code]);
    expect(harness.statements).toEqual([]);
  });
});
