import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { freshnessOf } from "../../src/dataset/provenance.js";
import { teamsSubgraph } from "../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { teamRow } from "../support/team-row.js";

interface Team {
  readonly source: string;
  readonly headcount: number | null;
  readonly planNumber: number | null;
  readonly every: number | null;
  /** Epoch milliseconds. */
  readonly observedAt: number;
  readonly datum: string | null;
  readonly datumInferred: boolean;
}

const DAY = 86_400_000;
const AS_OF = Date.parse("2026-03-01T04:30:00.000Z");
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const team: fc.Arbitrary<Team> = fc.record({
  source: fc.constantFrom("a", "b"),
  headcount: optional(fc.integer({ min: 0, max: 4 })),
  planNumber: optional(fc.integer({ min: 0, max: 4 })),
  every: optional(fc.constantFrom(1, 7, 30, 365)),
  // Whole rhythms and what lies a millisecond beside them, over a leap day too.
  observedAt: fc
    .tuple(fc.constantFrom(0, 1, 2, 3, 7, 14, 21, 30, 60, 90, 365, 730, 1095), fc.constantFrom(-1, 0, 1))
    .map(([days, beside]) => AS_OF - days * DAY + beside),
  datum: optional(fc.constantFrom("WGS84", "GCJ02")),
  datumInferred: fc.boolean(),
});

const SIGNS = { EQ: "=", NE: "<>", LT: "<", LTE: "<=", GT: ">", GTE: ">=" } as const;
const MEASURES = ["sum", "min", "max", "avg", "median"] as const;
const FIELDS = ["headcount", "planNumber"] as const;
const measure = fc.oneof(
  fc.constant<Measure>({ count: true }),
  fc.constant<Measure>({ countDistinct: { headcount: true } }),
  fc.constant<Measure>({ share: { overdue: true } }),
  fc
    .tuple(fc.constantFrom(...MEASURES), fc.constantFrom(...FIELDS))
    .map(([name, field]): Measure => ({ [name]: { [field]: true } })),
);
type Measure = Readonly<Record<string, true | Readonly<Record<string, true>>>>;

const millionth = (value: number) => Math.floor(value * 1e6 + 0.5) / 1e6;

function share(flags: readonly (boolean | null)[]): number | null {
  const known = flags.filter((flag) => flag !== null);
  return known.length === 0 ? null : millionth(known.filter(Boolean).length / known.length);
}

const freshness = ({ observedAt, every }: Team) => freshnessOf(observedAt, every, AS_OF);

function late(row: Team, ...states: string[]): boolean | null {
  return row.every === null ? null : states.includes(freshness(row));
}

const shares = (rows: readonly Team[]) => ({
  overdue: share(rows.map((row) => late(row, "OVERDUE", "DELINQUENT"))),
  delinquent: share(rows.map((row) => late(row, "DELINQUENT"))),
  datumInferred: share(rows.map((row) => (row.datum === null ? null : row.datumInferred))),
});

function measured(rows: readonly Team[], asked: Measure): number | null {
  const [[name, given] = ["", true as const]] = Object.entries(asked);
  if (given === true) return rows.length;
  if (name === "share") return shares(rows).overdue;
  const [field] = Object.keys(given) as [(typeof FIELDS)[number]];
  const values = rows.flatMap((row) => row[field] ?? []).sort((a, b) => a - b);
  if (name === "countDistinct") return new Set(values).size;
  if (values.length === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  const middle = [(values.length - 1) / 2, values.length / 2].map((at) => values[Math.floor(at)] as number);
  const found = {
    sum,
    min: values[0] as number,
    max: values.at(-1) as number,
    avg: millionth(sum / values.length),
    median: ((middle[0] as number) + (middle[1] as number)) / 2,
  };
  return found[name as keyof typeof found];
}

function holds(a: number | null, is: keyof typeof SIGNS, b: number | null): boolean {
  if (a === null || b === null) return false;
  return { EQ: a === b, NE: a !== b, LT: a < b, LTE: a <= b, GT: a > b, GTE: a >= b }[is];
}

describeEachEngine("shares, freshness and comparisons in groups", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(teamsSubgraph, engine);
  });
  afterAll(() => harness.close());

  async function fill(rows: readonly Team[]): Promise<void> {
    await harness.store.db.deleteFrom("team").execute();
    await harness.insert(
      "team",
      rows.map(({ every, observedAt, datumInferred, ...row }, at) =>
        teamRow({
          ...row,
          id: `tm${at}`,
          refreshEveryDays: every,
          observedAt: new Date(observedAt).toISOString().replace("T", " ").slice(0, 23),
          datumInferred: datumInferred ? 1 : 0,
        }),
      ),
    );
  }

  function grouped<K extends string | null>(rows: readonly Team[], key: (row: Team) => K): Map<K, Team[]> {
    const groups = new Map<K, Team[]>();
    for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
    return groups;
  }

  const ask = async (args: string, selection: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await harness.run(
      `query ($asOf: String${"having" in variables ? ", $having: TeamHaving" : ""}) { teamAggregate(asOf: $asOf, ${args}) { nodes { ${selection} } } }`,
      { variables: { asOf: new Date(AS_OF).toISOString(), ...variables } },
    );
    expect(errors).toBeUndefined();
    expect(harness.statements).toHaveLength(1);
    return JSON.parse(JSON.stringify((data as { teamAggregate: { nodes: unknown } }).teamAggregate.nodes));
  };

  test("agree with plain JavaScript over any rows", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(team, { maxLength: 14 }),
        fc.array(fc.tuple(measure, fc.constantFrom(...Object.keys(SIGNS)), measure), {
          minLength: 1,
          maxLength: 2,
        }),
        async (rows, comparisons) => {
          await fill(rows);
          const states = [...grouped(rows, freshness)].sort(([a], [b]) => (a < b ? -1 : 1));
          expect(
            await ask(
              "groupBy: [{ freshness: true }]",
              "key { freshness } count share { overdue delinquent }",
            ),
          ).toEqual(
            states.map(([state, group]) => {
              const { overdue, delinquent } = shares(group);
              return { key: { freshness: state }, count: group.length, share: { overdue, delinquent } };
            }),
          );
          const datums = grouped(rows, ({ datum }) => datum);
          const known = [...datums].filter(([, group]) => (shares(group).datumInferred ?? 0) > 0.4);
          const byShare = await ask(
            "groupBy: [{ datum: true }], having: { share: { datumInferred: { gt: 0.4 } } }, orderBy: [{ share: { datumInferred: DESC } }]",
            "key { datum } share { datumInferred }",
          );
          expect(byShare).toEqual(
            known
              .map(([datum, group]) => ({
                key: { datum },
                share: { datumInferred: shares(group).datumInferred as number },
              }))
              .sort(
                (a, b) =>
                  b.share.datumInferred - a.share.datumInferred ||
                  (String(a.key.datum) < String(b.key.datum) ? -1 : 1),
              ),
          );
          const compare = comparisons.map(([left, is, right]) => ({ left, is, right }));
          const wanted = [...grouped(rows, ({ source }) => source)]
            .filter(([, group]) =>
              comparisons.every(([left, is, right]) =>
                holds(measured(group, left), is as keyof typeof SIGNS, measured(group, right)),
              ),
            )
            .sort(([a], [b]) => (a < b ? -1 : 1));
          const found = await ask("groupBy: [{ source: true }], having: $having", "key { source }", {
            having: { compare },
          });
          expect({ compare, found }).toEqual({
            compare,
            found: wanted.map(([source]) => ({ key: { source } })),
          });
        },
      ),
      { numRuns: 100 },
    );
  }, 240_000);

  test.each([
    ["one side names nothing", "{ left: {}, is: LT, right: { count: true } }", "BAD_FILTER"],
    [
      "one names two",
      "{ left: { count: true, sum: { headcount: true } }, is: LT, right: { count: true } }",
      "BAD_FILTER",
    ],
    [
      "a field is not wanted",
      "{ left: { sum: { headcount: false } }, is: LT, right: { count: true } }",
      "BAD_FILTER",
    ],
    [
      "an instant meets a number",
      "{ left: { max: { observedAt: true } }, is: GT, right: { count: true } }",
      "BAD_FILTER",
    ],
    [
      "a side is closed",
      "{ left: { max: { standbyHeadcount: true } }, is: GT, right: { count: true } }",
      "FORBIDDEN_FIELD",
    ],
  ])("refuse a comparison where %s", async (_why, compare, code) => {
    const { data, errors } = await harness.run(
      `{ teamAggregate(having: { compare: [${compare}] }) { nodes { count } } }`,
      { role: "anonymous" },
    );
    expect([data, errors?.map(({ extensions }) => extensions["code"])]).toEqual([
      { teamAggregate: null },
      [code],
    ]);
    expect(harness.statements).toEqual([]);
  });

  test("refuse what is no instant, and a cursor of another one", async () => {
    const codes = async (query: string) =>
      (await harness.run(query)).errors?.map(({ extensions }) => extensions["code"]);
    expect(
      await codes('{ teamAggregate(asOf: "today", groupBy: [{ freshness: true }]) { nodes { count } } }'),
    ).toEqual(["BAD_INSTANT"]);
    await fill([
      {
        source: "a",
        headcount: 1,
        planNumber: 1,
        every: 1,
        observedAt: AS_OF,
        datum: null,
        datumInferred: false,
      },
    ]);
    const list = (asOf: string, after = "") =>
      `{ teamAggregate(asOf: "${asOf}", groupBy: [{ source: true }]${after}) { pageInfo { endCursor } } }`;
    const { data } = await harness.run(list("2026-01-01T00:00:00Z"));
    const { endCursor } = (data as { teamAggregate: { pageInfo: { endCursor: string } } }).teamAggregate
      .pageInfo;
    expect(await codes(list("2026-01-01T00:00:00Z", `, after: "${endCursor}"`))).toBeUndefined();
    expect(await codes(list("2026-01-02T00:00:00Z", `, after: "${endCursor}"`))).toEqual(["CURSOR_MISMATCH"]);
  });
});
