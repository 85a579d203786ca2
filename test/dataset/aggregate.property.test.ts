import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { suppliesSubgraph } from "../../src/subgraphs/supplies/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";

interface Depot {
  readonly id: string;
  readonly tier: string | null;
  readonly mode: string;
  readonly parentDepotId: string | null;
  readonly divisionCode: string;
  readonly datumInferred: boolean;
  readonly floorAreaM2: number | null;
  /** Epoch milliseconds. */
  readonly observedAt: number;
}

type Value = string | number | boolean | null;

const HOUR = 3_600_000;
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

// Around midnight in Shanghai at the ends of weeks, months, quarters and years, one of them a leap year's.
const EDGES = ["2023-12-31", "2024-02-29", "2024-03-31", "2024-12-29", "2025-06-30", "2026-01-04"];
const instant = fc
  .tuple(fc.constantFrom(...EDGES), fc.constantFrom(-1, 0, 1, 5000, 24 * HOUR - 1))
  .map(([day, shift]) => Date.parse(`${day}T16:00:00Z`) + shift);
const area = fc.oneof(
  fc.integer({ min: -3, max: 9 }),
  fc.integer({ min: -10_000_000, max: 10_000_000 }).map((thousandths) => thousandths / 1000),
  fc.constantFrom(0.1, 0.2, 0.0000004, 1e8 + 0.000001),
);
const depot: fc.Arbitrary<Omit<Depot, "id">> = fc.record({
  tier: optional(fc.constantFrom("CITY", "DISTRICT", "TOWN")),
  mode: fc.constantFrom("GOVERNMENT", "SOCIAL"),
  parentDepotId: optional(fc.constantFrom("dp1", "dp2")),
  divisionCode: fc.constantFrom("31", "3101", "310115", "310115103", "330482"),
  datumInferred: fc.boolean(),
  floorAreaM2: optional(area),
  observedAt: instant,
});

const UNITS = ["YEAR", "QUARTER", "MONTH", "WEEK", "DAY"] as const;
const LEVELS = { PROVINCE: 2, PREFECTURE: 4, COUNTY: 6, TOWN: 9 } as const;

/** One thing to group by: the input, what is selected of the key, and its value in plain JavaScript. */
interface Grouping {
  readonly input: Record<string, unknown>;
  readonly selection: string;
  readonly of: (row: Depot) => Value;
  readonly shown: (value: Value) => unknown;
}

const plain = (name: string, of: (row: Depot) => Value): Grouping => ({
  input: { [name]: true },
  selection: name,
  of,
  shown: (value) => value,
});

const GROUPINGS: readonly Grouping[] = [
  plain("tier", ({ tier }) => tier),
  plain("mode", ({ mode }) => mode),
  plain("datumInferred", ({ datumInferred }) => datumInferred),
  ...Object.entries(LEVELS).map(
    ([level, digits]): Grouping => ({
      input: { division: { level } },
      selection: "division { code }",
      of: ({ divisionCode: code }) => (code.length >= digits ? code.slice(0, digits) : null),
      shown: (code) => (code === null ? null : { code }),
    }),
  ),
  ...UNITS.map(
    (unit): Grouping => ({
      input: { observedAt: { by: unit } },
      selection: "observedAt",
      of: ({ observedAt }) => bucket(observedAt, unit),
      shown: (value) => value,
    }),
  ),
];

function bucket(at: number, unit: (typeof UNITS)[number]): string {
  const there = new Date(at + 8 * HOUR);
  const [year, month, day] = [there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate()];
  const first = {
    YEAR: Date.UTC(year, 0, 1),
    QUARTER: Date.UTC(year, month - (month % 3), 1),
    MONTH: Date.UTC(year, month, 1),
    WEEK: Date.UTC(year, month, day - ((there.getUTCDay() + 6) % 7)),
    DAY: Date.UTC(year, month, day),
  }[unit];
  return new Date(first).toISOString().slice(0, 10);
}

const millionths = (value: number) => Math.floor(value * 1e6 + 0.5);

/** What a group says of its rows, in plain JavaScript. */
function summary(rows: readonly Depot[]) {
  const areas = rows.flatMap(({ floorAreaM2 }) => (floorAreaM2 === null ? [] : [floorAreaM2]));
  areas.sort((a, b) => a - b);
  const total = areas.reduce((sum, value) => sum + millionths(value), 0);
  const middle = [areas[Math.floor((areas.length - 1) / 2)], areas[Math.floor(areas.length / 2)]] as number[];
  const some = (value: () => number) => (areas.length === 0 ? null : { floorAreaM2: value() + 0 });
  const none = { floorAreaM2: null };
  const times = rows.map(({ observedAt }) => observedAt);
  return {
    count: rows.length,
    countDistinct: {
      tier: new Set(rows.flatMap(({ tier }) => tier ?? [])).size,
      division: new Set(rows.map(({ divisionCode }) => divisionCode)).size,
    },
    sum: some(() => total / 1e6) ?? none,
    avg: some(() => Math.floor(total / areas.length + 0.5) / 1e6) ?? none,
    median:
      some(
        () => Math.floor((millionths(middle[0] as number) + millionths(middle[1] as number)) / 2 + 0.5) / 1e6,
      ) ?? none,
    min: {
      floorAreaM2: areas[0] ?? null,
      observedAt: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
    },
    max: { floorAreaM2: areas.at(-1) ?? null },
  };
}

/** By value, what is missing last; descending turns the values only. */
function compare(a: Value, b: Value, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const way = a < b ? -1 : Number(a > b);
  return descending ? -way : way;
}

/** Minus zero is zero to JSON. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

const question = fc.record({
  groupings: fc.uniqueArray(fc.constantFrom(...GROUPINGS), {
    maxLength: 3,
    selector: ({ input }) => Object.keys(input)[0],
  }),
  atLeast: fc.integer({ min: 0, max: 3 }),
  above: fc.option(fc.integer({ min: -5, max: 5 }), { nil: undefined }),
  order: fc.constantFrom("count", "sum", "median", "none"),
  descending: fc.boolean(),
  page: fc.integer({ min: 1, max: 4 }),
});

describeEachEngine("aggregates", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(suppliesSubgraph, engine);
  });
  afterAll(() => harness.close());

  async function fill(rows: readonly Omit<Depot, "id">[]): Promise<Depot[]> {
    await harness.store.db.deleteFrom("depot").execute();
    const depots = rows.map((row, at) => ({ ...row, id: `dp${at}` }));
    await harness.insert(
      "depot",
      depots.map(({ divisionCode: code, observedAt, datumInferred, ...row }) => ({
        ...row,
        name: row.id,
        ownerAgencyId: "ag1",
        status: "OPEN",
        divisionCode: code,
        provinceCode: code.slice(0, 2),
        prefectureCode: code.length >= 4 ? code.slice(0, 4) : null,
        countyCode: code.length >= 6 ? code.slice(0, 6) : null,
        townCode: code.length >= 9 ? code : null,
        datumInferred: datumInferred ? 1 : 0,
        source: "test",
        sourceProvince: "31",
        observedAt: new Date(observedAt).toISOString().replace("T", " ").slice(0, 23),
        receivedAt: "2026-11-01 00:00:00.000",
        synthetic: 1,
      })),
    );
    return depots;
  }

  test("agree with plain JavaScript over any rows, whatever is grouped, wanted, ordered and paged", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(depot, { maxLength: 14 }),
        fc.array(question, { minLength: 3, maxLength: 3 }),
        async (rows, questions) => {
          const depots = await fill(rows);
          for (const asked of questions) {
            const expected = plainly(depots, asked);
            expect({ asked, groups: await walk(asked) }).toEqual({ asked, groups: expected });
          }
        },
      ),
      { numRuns: 80 },
    );
  }, 240_000);

  type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

  function plainly(depots: readonly Depot[], { groupings, atLeast, above, order, descending }: Question) {
    const groups = new Map<string, { key: Value[]; rows: Depot[] }>();
    if (groupings.length === 0) groups.set("[]", { key: [], rows: [] });
    for (const row of depots) {
      const key = groupings.map(({ of }) => of(row));
      const name = JSON.stringify(key);
      const group = groups.get(name) ?? { key, rows: [] };
      group.rows.push(row);
      groups.set(name, group);
    }
    const told = [...groups.values()].map(({ key, rows }) => ({ key, told: summary(rows) }));
    const wanted = told.filter(({ told: { count, avg } }) => {
      const area = avg.floorAreaM2;
      return count >= atLeast && (above === undefined || (area !== null && area > above));
    });
    const orderedBy = ({ told: { count, sum, median } }: (typeof told)[number]): Value => {
      if (order === "count") return count;
      return order === "sum" ? sum.floorAreaM2 : order === "median" ? median.floorAreaM2 : 0;
    };
    wanted.sort(
      (a, b) =>
        compare(orderedBy(a), orderedBy(b), descending) ||
        a.key.reduce<number>((way, value, at) => way || compare(value, b.key[at] as Value, false), 0),
    );
    return asJson(
      wanted.map(({ key, told: group }) => ({
        ...(groupings.length === 0
          ? {}
          : {
              key: Object.fromEntries(
                groupings.map(({ input, shown }, at) => [Object.keys(input)[0], shown(key[at] as Value)]),
              ),
            }),
        ...group,
      })),
    );
  }

  /** All groups, page by page; each page is one statement, and each tells the same total. */
  async function walk({ groupings, atLeast, above, order, descending, page }: Question): Promise<unknown> {
    const key =
      groupings.length === 0 ? "" : `key { ${groupings.map(({ selection }) => selection).join(" ")} }`;
    const direction = descending ? "DESC" : "ASC";
    const variables = {
      groupBy: groupings.map(({ input }) => input),
      having: {
        count: { gte: atLeast },
        ...(above === undefined ? {} : { avg: { floorAreaM2: { gt: above } } }),
      },
      orderBy:
        order === "none"
          ? []
          : [order === "count" ? { count: direction } : { [order]: { floorAreaM2: direction } }],
      first: page,
    };
    const groups: unknown[] = [];
    let after: string | null = null;
    for (;;) {
      const { data, errors } = await harness.run(
        `query ($groupBy: [DepotGroupBy!], $having: DepotHaving, $orderBy: [DepotGroupOrder!], $first: Int, $after: String) {
          depotAggregate(groupBy: $groupBy, having: $having, orderBy: $orderBy, first: $first, after: $after) {
            totalCount suppressedGroups pageInfo { hasNextPage endCursor }
            nodes {
              ${key} count countDistinct { tier division } sum { floorAreaM2 } avg { floorAreaM2 }
              median { floorAreaM2 } min { floorAreaM2 observedAt } max { floorAreaM2 }
            }
          }
        }`,
        { variables: { ...variables, after } },
      );
      expect(errors).toBeUndefined();
      expect(harness.statements).toHaveLength(1);
      const found = (data as { depotAggregate: Page }).depotAggregate;
      groups.push(...found.nodes);
      expect(found.suppressedGroups).toBe(0);
      if (!found.pageInfo.hasNextPage) {
        expect(found.totalCount).toBe(groups.length);
        return asJson(groups);
      }
      after = found.pageInfo.endCursor;
    }
  }
});

interface Page {
  readonly totalCount: number;
  readonly suppressedGroups: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly unknown[];
}
