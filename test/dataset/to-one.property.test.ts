import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { suppliesSubgraph } from "../../src/subgraphs/supplies/subgraph.js";
import { depotRow } from "../subgraphs/supplies/supplies-rows.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";

interface Depot {
  readonly id: string;
  readonly tier: string | null;
  /** Of a depot that may not be there, or of itself. */
  readonly parent: string | null;
  readonly county: string;
}

interface Line {
  readonly id: string;
  readonly depot: string;
  readonly item: string;
  readonly base: number;
  readonly minimum: number | null;
}

type Where = { readonly [key: string]: unknown };

const TIERS = ["CITY", "DISTRICT", "TOWN"];
const COUNTIES = ["310115", "310114", "330482"];
const DEPOTS = ["dp0", "dp1", "dp2", "dp3"];
// The last is registered nowhere.
const ITEMS = ["quilt", "tent", "none"];
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const amount = fc.oneof(
  fc.integer({ min: -2, max: 6 }),
  fc.constantFrom(0.1, 0.2, 0.3, 0.7, 1.1).map((value) => value),
);

const world = fc.record({
  depots: fc.array(
    fc.record({
      tier: optional(fc.constantFrom(...TIERS)),
      parent: optional(fc.constantFrom(...DEPOTS)),
      county: fc.constantFrom(...COUNTIES),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  lines: fc.array(
    fc.record({
      depot: fc.constantFrom(...DEPOTS),
      item: fc.constantFrom(...ITEMS),
      base: amount,
      minimum: optional(amount),
    }),
    { maxLength: 14 },
  ),
});

const tier = fc.constantFrom(...TIERS).map((eq): Where => ({ tier: { eq } }));
const inCounty = fc.constantFrom("31", ...COUNTIES).map((within): Where => ({ division: { within } }));
const shortage = fc.boolean().map((belowMinimum): Where => ({ belowMinimum }));
const ofItem = fc.constantFrom(...ITEMS).map((code): Where => ({ item: { code: { eq: code } } }));

const combined = (leaf: fc.Arbitrary<Where>) => {
  const { where } = fc.letrec<{ where: Where }>((tie) => ({
    where: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      leaf,
      fc.array(tie("where"), { maxLength: 2 }).map((and): Where => ({ and })),
      fc.array(tie("where"), { maxLength: 2 }).map((or): Where => ({ or })),
      tie("where").map((not): Where => ({ not })),
    ),
  }));
  return where;
};

const ownDepot = fc.oneof(tier, inCounty, fc.constant<Where>({}));
const depotLeaf = fc.oneof(
  ownDepot,
  ownDepot.map((parentDepot): Where => ({ parentDepot })),
  fc
    .tuple(fc.constantFrom("some", "none", "every"), fc.oneof(shortage, ofItem))
    .map(([quantifier, line]): Where => ({ stock: { [quantifier]: line } })),
);
const depotWhere = combined(depotLeaf);
const lineWhere = combined(
  fc.oneof(
    shortage,
    ofItem,
    combined(depotLeaf).map((depot): Where => ({ depot })),
    fc.constant<Where>({ item: {} }),
  ),
);

/** What filters mean, in plain JavaScript, over everything that there is. */
class World {
  constructor(
    readonly depots: readonly Depot[],
    readonly lines: readonly Line[],
  ) {}

  depotMeets = (depot: Depot, where: Where): boolean =>
    all(where, this.depotMeets, depot, (name, given) => {
      if (name === "tier") return depot.tier === (given as { eq: string }).eq;
      if (name === "division") return depot.county.startsWith((given as { within: string }).within);
      if (name === "parentDepot") {
        const parent = this.depots.find(({ id }) => id === depot.parent);
        return parent !== undefined && this.depotMeets(parent, given as Where);
      }
      return Object.entries(given as Where).every(([quantifier, line]) => {
        const own = this.lines.filter((each) => each.depot === depot.id);
        const meeting = own.filter((each) => this.lineMeets(each, line as Where)).length;
        if (quantifier === "some") return meeting > 0;
        return meeting === (quantifier === "none" ? 0 : own.length);
      });
    });

  lineMeets = (line: Line, where: Where): boolean =>
    all(where, this.lineMeets, line, (name, given) => {
      if (name === "belowMinimum") return this.isShort(line) === given;
      if (name === "item") {
        const { eq = line.item } = (given as { code?: { eq: string } }).code ?? {};
        return line.item !== "none" && line.item === eq;
      }
      const depot = this.depots.find(({ id }) => id === line.depot);
      return depot !== undefined && this.depotMeets(depot, given as Where);
    });

  private isShort({ depot, item }: Line): boolean {
    const batches = this.lines.filter((line) => line.depot === depot && line.item === item);
    const minima = batches.flatMap(({ minimum }) => (minimum === null ? [] : [Math.round(minimum * 1e6)]));
    const held = batches.reduce((sum, { base }) => sum + Math.round(base * 1e6), 0);
    return minima.length > 0 && held < Math.max(...minima);
  }
}

function all<T>(
  where: Where,
  meets: (row: T, where: Where) => boolean,
  row: T,
  leaf: (name: string, given: unknown) => boolean,
): boolean {
  return Object.entries(where).every(([name, given]) => {
    if (name === "and") return (given as Where[]).every((each) => meets(row, each));
    if (name === "or") return (given as Where[]).some((each) => meets(row, each));
    if (name === "not") return !meets(row, given as Where);
    return leaf(name, given);
  });
}

describeEachEngine("filters on the one row that each row names", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(suppliesSubgraph, engine);
    await harness.insert(
      "item",
      ["quilt", "tent"].map((code) => ({
        code,
        name: code,
        nameEn: code,
        categoryId: "c",
        baseUnitCode: "PIECE",
        shelfLifeDays: null,
        specification: null,
      })),
    );
  });
  afterAll(() => harness.close());

  async function fill({ depots, lines }: typeof world extends fc.Arbitrary<infer T> ? T : never) {
    for (const table of ["depot", "stock_line"]) await harness.store.db.deleteFrom(table).execute();
    const made = new World(
      depots.map((depot, at) => ({ ...depot, id: DEPOTS[at] as string })),
      lines.map((line, at) => ({ ...line, id: `sl${String(at).padStart(2, "0")}` })),
    );
    await harness.insert(
      "depot",
      made.depots.map(({ id, tier: level, parent, county }) =>
        depotRow({ id, name: id, tier: level, county, ...(parent === null ? {} : { parent }) }),
      ),
    );
    await harness.insert(
      "stock_line",
      made.lines.map(({ id, depot, item, base, minimum }) => ({
        id,
        depotId: depot,
        itemCode: item,
        batch: null,
        quantity: base,
        unitCode: "PIECE",
        baseQuantity: base,
        minimum,
        maximum: null,
        reserved: 0,
        committed: 0,
        producedOn: null,
        expiresOn: null,
        ownerAgencyId: "ag1",
        countedAt: "2026-11-01 00:00:00.000",
        qualityNote: null,
      })),
    );
    return made;
  }

  test("agree with a plain predicate, nested in each other to any shape, in one statement each", async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.array(lineWhere, { minLength: 3, maxLength: 3 }),
        fc.array(depotWhere, { minLength: 2, maxLength: 2 }),
        async (given, ofLines, ofDepots) => {
          const made = await fill(given);
          const ids = async (list: string, type: string, where: Where) => {
            const { data, errors } = await harness.run(
              `query ($where: ${type}) { ${list}(first: 500, where: $where) { nodes { id } } }`,
              { variables: { where } },
            );
            expect(errors).toBeUndefined();
            expect(harness.statements).toHaveLength(1);
            return (data as Record<string, { nodes: { id: string }[] }>)[list]?.nodes.map(({ id }) => id);
          };
          for (const where of ofLines) {
            const expected = made.lines.filter((line) => made.lineMeets(line, where)).map(({ id }) => id);
            expect({ where, lines: await ids("stockLines", "StockLineFilter", where) }).toEqual({
              where,
              lines: expected,
            });
            // An aggregate says the same of the same condition.
            const { data } = await harness.run(
              "query ($where: StockLineFilter) { stockLineAggregate(where: $where) { nodes { count } } }",
              { variables: { where } },
            );
            expect(data).toEqual({ stockLineAggregate: { nodes: [{ count: expected.length }] } });
          }
          for (const where of ofDepots) {
            const expected = made.depots.filter((depot) => made.depotMeets(depot, where));
            expect({ where, depots: await ids("depots", "DepotFilter", where) }).toEqual({
              where,
              depots: expected.map(({ id }) => id),
            });
          }
        },
      ),
      { numRuns: 80 },
    );
  }, 240_000);

  test("are bounded in depth however they lead back to one another", async () => {
    let where: Where = { tier: { eq: "CITY" } };
    for (let depth = 0; depth < 5; depth += 1) where = { stock: { some: { depot: where } } };
    const { errors } = await harness.run(
      "query ($where: DepotFilter) { depots(where: $where) { totalCount } }",
      {
        variables: { where },
      },
    );
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["FILTER_TOO_LARGE"]);
  });

  test("keep closed fields closed", async () => {
    for (const where of [
      { depot: { contactPhone: { startsWith: "1" } } },
      { depot: { parentDepot: { address: { contains: "1" } } } },
      { depot: { stock: { some: { minimum: { gt: 1 } } } } },
      { not: { belowMinimum: true } },
    ]) {
      const { data, errors } = await harness.run(
        "query ($where: StockLineFilter) { stockLines(where: $where) { totalCount } }",
        { variables: { where }, role: "anonymous" },
      );
      expect([data, errors?.map(({ extensions }) => extensions["code"])]).toEqual([
        { stockLines: null },
        ["FORBIDDEN_FIELD"],
      ]);
      expect(harness.statements).toEqual([]);
    }
  });
});
