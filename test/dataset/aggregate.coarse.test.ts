import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Role } from "../../src/policy/caller.js";
import { volunteersSubgraph } from "../../src/subgraphs/volunteers/subgraph.js";
import { volunteerRow } from "../subgraphs/volunteers/volunteer-row.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { ancestors, told } from "./suppression-model.js";

/** A volunteer, as far as these tests tell one from another. */
interface Person {
  readonly town: string;
  readonly registeredOn: string;
  readonly hours: number;
  readonly late: boolean;
}

interface Node {
  readonly key: object;
  readonly count: number;
  readonly sum: { readonly serviceHours: number | null };
  readonly avg: { readonly serviceHours: number | null };
  readonly median: { readonly serviceHours: number | null };
  readonly share: { readonly synthetic: number | null };
}

interface Groups {
  readonly totalCount: number;
  readonly suppressedGroups: number;
  readonly nodes: readonly Node[];
}

const QUERY = `query ($where: VolunteerFilter, $groupBy: [VolunteerGroupBy!], $having: VolunteerHaving, $orderBy: [VolunteerGroupOrder!]) {
  volunteerAggregate(where: $where, groupBy: $groupBy, having: $having, orderBy: $orderBy, first: 500) {
    totalCount suppressedGroups
    nodes {
      key { division { code } registeredOn step }
      count sum { serviceHours } avg { serviceHours } median { serviceHours } share { synthetic }
    }
  }
  volunteers(where: $where) { totalCount }
}`;

const TOWNS = ["310107001", "310107002", "310115103", "310112101"] as const;

const person: fc.Arbitrary<Person> = fc.record({
  town: fc.constantFrom(...TOWNS),
  registeredOn: fc.constantFrom("2022-05-30", "2022-06-20", "2022-07-09", "2023-01-02"),
  hours: fc.constantFrom(0, 0.000001, 1, 7, 8, 16, 12.345678, 990, 99_999),
  late: fc.boolean(),
});

const filter = fc.constantFrom<object>(
  {},
  { division: { within: "3101" } },
  { division: { within: "310107" } },
  { registeredOn: { gte: "2022-06-20", lte: "2022-07-09" } },
  { registeredOn: { gte: "2022-06-20" }, division: { within: "310107" } },
  { serviceHours: { eq: 8 } },
  { serviceHours: { in: [8, 16] } },
  { not: { division: { within: "310115" } } },
);

const grouping = fc.uniqueArray(
  fc.constantFrom<object>(
    { division: { level: "TOWN" } },
    { division: { level: "COUNTY" } },
    { registeredOn: { by: "MONTH" } },
    { registeredOn: { by: "YEAR" } },
    { registeredOn: { by: "DAY" } },
    { step: true },
  ),
  { maxLength: 2, selector: (entry) => Object.keys(entry)[0] },
);

const DIRECTIONS = ["ASC", "DESC"] as const;

/** Without what is told coarsely. */
const nameOf = ({ key }: Node) => JSON.stringify(key);

describeEachEngine("what is told of groups of people", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(volunteersSubgraph, engine);
  });
  afterAll(() => harness.close());

  async function fill(people: readonly Person[]): Promise<void> {
    await harness.store.db.deleteFrom("volunteer").execute();
    const rows = people.map(({ town, registeredOn, hours, late }, at) =>
      volunteerRow({
        ...{ id: `vl${at}`, divisionCode: town, townCode: town, ...ancestors(town) },
        ...{ registeredOn, serviceHours: hours, synthetic: late ? 1 : 0 },
      }),
    );
    await harness.insert("volunteer", rows);
  }

  async function ask(
    role: Role,
    variables: Record<string, unknown> = {},
  ): Promise<Groups & { readonly people: number }> {
    const { data, errors } = await harness.run(QUERY, { role, variables });
    expect(errors).toBeUndefined();
    const { volunteerAggregate, volunteers } = data as {
      volunteerAggregate: Groups;
      volunteers: { totalCount: number };
    };
    return { ...volunteerAggregate, people: volunteers.totalCount };
  }

  const many = (count: number, own: Partial<Person> = {}): Person[] =>
    Array.from({ length: count }, () => ({
      ...{ town: TOWNS[0], registeredOn: "2022-06-20", hours: 8, late: false },
      ...own,
    }));

  test("is counted in fives on every path, whatever it is narrowed to and grouped by", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { maxLength: 60, size: "max" }),
        filter,
        grouping,
        fc.constantFrom(...DIRECTIONS),
        fc.integer({ min: 0, max: 30 }),
        async (people, where, groupBy, direction, bound) => {
          await fill(people);
          const variables = { where, groupBy, orderBy: [{ count: direction }] };
          const exact = await ask("steward", variables);
          const analyst = await ask("analyst", variables);
          const counts = [
            analyst.people,
            analyst.suppressedGroups,
            ...analyst.nodes.map(({ count }) => count),
          ];
          expect(counts.map((count) => count % 5)).toEqual(counts.map(() => 0));
          expect(analyst.people).toBe(told(exact.people));
          const sizes = new Map(exact.nodes.map((node) => [nameOf(node), node.count]));
          for (const node of analyst.nodes) expect(node.count).toBe(told(sizes.get(nameOf(node)) as number));
          const ordered = analyst.nodes.map(({ count }) => count);
          expect(ordered).toEqual(ordered.toSorted((a, b) => (direction === "ASC" ? a - b : b - a)));
          // Nor do conditions tell: they are on what is told.
          for (const having of [{ count: { gte: bound } }, { count: { eq: bound } }]) {
            const met = await ask("analyst", { ...variables, having });
            expect(met.nodes.map(nameOf)).toEqual(
              analyst.nodes
                .filter(({ count }) => ("eq" in having.count ? count === bound : count >= bound))
                .map(nameOf),
            );
          }
          for (const node of analyst.nodes) {
            const { serviceHours: sum } = node.sum;
            const { serviceHours: mean } = node.avg;
            // Every volunteer has hours, so that the two tell one thing.
            if (sum !== null && mean !== null) expect(sum).toBeCloseTo(mean * node.count, 5);
            expect(
              [...String(mean ?? 0).replace(/e.*|\D/g, "")].filter((d) => d !== "0").length,
            ).toBeLessThanOrEqual(2);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 240_000);

  // Two hidden counties hold 8 together, and one of them 5: what is left would be 3.
  test("a hidden group is not what a total leaves when the one beside it is asked for alone", async () => {
    await fill([
      ...many(115, { town: "310115103" }),
      ...many(5, { town: "310107001" }),
      ...many(3, { town: "310112101" }),
    ]);
    const within = (code: string) => ({ registeredOn: { gte: "2022-06-20" }, division: { within: code } });
    const groupBy = [{ division: { level: "COUNTY" } }];
    const counties = await ask("analyst", { where: within("3101"), groupBy });
    expect([counties.suppressedGroups, counties.nodes.map(({ count }) => count)]).toEqual([5, [115]]);
    const [all] = (await ask("analyst", { where: within("3101") })).nodes;
    const [alone] = (await ask("analyst", { where: within("310107") })).nodes;
    expect([all?.count, alone?.count]).toEqual([125, 5]);
    // The same people leave the same numbers where the hidden group is of one, or of four.
    for (const size of [1, 4]) {
      await fill([
        ...many(115, { town: "310115103" }),
        ...many(5, { town: "310107001" }),
        ...many(size, { town: "310112101" }),
      ]);
      expect((await ask("analyst", { where: within("3101") })).nodes[0]?.count).toBe(125);
    }
  });

  test("a hidden month is not what a year leaves", async () => {
    for (const size of [1, 4]) {
      await fill([
        ...many(11, { registeredOn: "2022-05-30" }),
        ...many(6, { registeredOn: "2022-06-20" }),
        ...many(size, { registeredOn: "2022-07-09" }),
      ]);
      const by = async (unit: string) =>
        (await ask("analyst", { groupBy: [{ registeredOn: { by: unit } }] })).nodes.map(({ count }) => count);
      expect(await by("YEAR")).toEqual([size === 1 ? 20 : 25]);
      expect((await by("MONTH")).every((count) => count % 5 === 0)).toBe(true);
    }
  });

  test("sums and means of equal values do not tell how many there are", async () => {
    const answers: unknown[] = [];
    for (const size of [6, 7, 10]) {
      await fill(many(size, { hours: 8 }));
      answers.push((await ask("analyst")).nodes);
    }
    expect(answers[0]).toEqual([
      expect.objectContaining({
        count: 10,
        sum: { serviceHours: 80 },
        avg: { serviceHours: 8 },
        median: { serviceHours: 8 },
        share: { synthetic: 0 },
      }),
    ]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect((await ask("steward")).nodes).toMatchObject([{ count: 10, sum: { serviceHours: 80 } }]);
  });

  test("means have one digit, of fifty values two; medians are values; shares are those of counts as told", async () => {
    await fill([...many(4, { hours: 7, late: true }), ...many(4, { hours: 8 })]);
    const [few] = (await ask("analyst")).nodes;
    expect(few).toMatchObject({
      count: 10,
      sum: { serviceHours: 80 },
      avg: { serviceHours: 8 },
      median: { serviceHours: 7 },
      share: { synthetic: 0.5 },
    });
    const [plain] = (await ask("steward")).nodes;
    expect(plain).toMatchObject({
      count: 8,
      sum: { serviceHours: 60 },
      avg: { serviceHours: 7.5 },
      median: { serviceHours: 7.5 },
      share: { synthetic: 0.5 },
    });
    await fill([...many(30, { hours: 120 }), ...many(21, { hours: 131, late: true })]);
    expect((await ask("analyst")).nodes).toMatchObject([
      { count: 55, sum: { serviceHours: 6600 }, avg: { serviceHours: 120 }, share: { synthetic: 0.454545 } },
    ]);
  });

  test("conditions and orders on sums, means and shares are on what is told", async () => {
    await fill([...many(6, { town: "310107001", hours: 8 }), ...many(9, { town: "310115103", hours: 7 })]);
    const groupBy = [{ division: { level: "TOWN" } }];
    const codes = async (extra: object) =>
      (await ask("analyst", { groupBy, ...extra })).nodes.map(({ key }) => key);
    const [a, b] = ["310107001", "310115103"].map((code) => expect.objectContaining({ division: { code } }));
    // 6 times 8 is less than 9 times 7, but ten times 8 is more than ten times 7.
    expect(await codes({ orderBy: [{ sum: { serviceHours: "DESC" } }] })).toEqual([a, b]);
    expect(await codes({ having: { sum: { serviceHours: { eq: 80 } } } })).toEqual([a]);
    expect(await codes({ having: { sum: { serviceHours: { eq: 48 } } } })).toEqual([]);
    expect(
      await codes({
        having: { compare: [{ left: { count: true }, is: "GT", right: { avg: { serviceHours: true } } }] },
      }),
    ).toEqual([a, b]);
  });
});
