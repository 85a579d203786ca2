import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { SMALLEST_GROUP_OF_PEOPLE } from "../../src/dataset/aggregate-suppression.js";
import type { Role } from "../../src/policy/caller.js";
import { volunteersSubgraph } from "../../src/subgraphs/volunteers/subgraph.js";
import { volunteerRow } from "../subgraphs/volunteers/volunteer-row.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";

const QUERY = `query ($having: VolunteerHaving, $orderBy: [VolunteerGroupOrder!], $first: Int, $after: String, $where: VolunteerFilter) {
  volunteerAggregate(
    where: $where, groupBy: [{ division: { level: TOWN } }, { skill: true }]
    having: $having, orderBy: $orderBy, first: $first, after: $after
  ) {
    suppressedGroups totalCount pageInfo { hasNextPage endCursor }
    nodes { key { division { code } skill { code name } } count sum { serviceHours } }
  }
}`;

interface Answer {
  readonly suppressedGroups: number;
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly {
    readonly count: number;
    readonly key: { readonly division: { code: string } };
  }[];
}

const person = fc.record({
  town: fc.constantFrom("310115103", "310115104", "310115105"),
  skills: fc.uniqueArray(fc.constantFrom("FIRST_AID", "BOAT"), { maxLength: 2 }),
});

describeEachEngine("small groups of people", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(volunteersSubgraph, engine);
    await harness.insert("skill", [
      { code: "FIRST_AID", name: "急救", nameEn: "First aid", certificateRequired: 1 },
      { code: "BOAT", name: "驾艇", nameEn: "Boats", certificateRequired: 1 },
    ]);
  });
  afterAll(() => harness.close());

  async function fill(people: readonly { town: string; skills: readonly string[] }[]): Promise<void> {
    for (const table of ["volunteer", "volunteer_skill"]) await harness.store.db.deleteFrom(table).execute();
    const rows = people.map(({ town }, at) =>
      volunteerRow({ id: `vl${at}`, divisionCode: town, townCode: town, serviceHours: 0.1 }),
    );
    await harness.insert("volunteer", rows);
    // Each certificate twice, as when it is renewed: the person still counts once.
    const held = people.flatMap(({ skills }, at) =>
      skills.flatMap((skill) =>
        [`vl${at}-${skill}-old`, `vl${at}-${skill}`].map((id) => ({ id, at, skill })),
      ),
    );
    await harness.insert(
      "volunteer_skill",
      held.map(({ id, at, skill }) => ({ id, volunteerId: `vl${at}`, skillCode: skill })),
    );
  }

  async function ask(role: Role, variables: Record<string, unknown> = {}): Promise<Answer> {
    const { data, errors } = await harness.run(QUERY, { role, variables });
    expect(errors).toBeUndefined();
    return (data as { volunteerAggregate: Answer }).volunteerAggregate;
  }

  test("are hidden from an analyst and shown to a steward, for any people and any having", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { maxLength: 40 }),
        fc.integer({ min: 0, max: 8 }),
        fc.constantFrom("ASC", "DESC"),
        async (people, most, direction) => {
          await fill(people);
          const sizes = new Map<string, number>();
          for (const { town, skills } of people) {
            for (const skill of skills.length === 0 ? [null] : skills) {
              const key = `${town} ${skill}`;
              sizes.set(key, (sizes.get(key) ?? 0) + 1);
            }
          }
          const all = [...sizes.values()];
          const shown = all.filter((size) => size >= SMALLEST_GROUP_OF_PEOPLE);
          const variables = { having: { count: { lte: most } }, orderBy: [{ count: direction }], first: 500 };
          const wanted = (counts: readonly number[]) => counts.filter((size) => size <= most).length;

          const analyst = await ask("analyst", variables);
          expect(analyst.nodes.every(({ count }) => count >= SMALLEST_GROUP_OF_PEOPLE && count <= most)).toBe(
            true,
          );
          expect({ ...analyst, nodes: analyst.nodes.length }).toMatchObject({
            nodes: wanted(shown),
            totalCount: wanted(shown),
            suppressedGroups: all.length - shown.length,
          });
          expect(await ask("steward", variables)).toMatchObject({
            totalCount: wanted(all),
            suppressedGroups: 0,
          });
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  test("cannot be reached by paging", async () => {
    await fill([
      ...Array.from({ length: 5 }, () => ({ town: "310115103", skills: ["BOAT"] })),
      ...Array.from({ length: 4 }, () => ({ town: "310115104", skills: ["BOAT"] })),
      ...Array.from({ length: 6 }, () => ({ town: "310115105", skills: [] })),
    ]);
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Answer = await ask("analyst", { first: 1, after, orderBy: [{ count: "ASC" }] });
      seen.push(...page.nodes.map(({ key }) => key.division.code));
      expect([page.suppressedGroups, page.totalCount]).toEqual([1, 2]);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(["310115103", "310115105"]);
  });

  test("are hidden without any grouping too, and counts without totals hide the same", async () => {
    await fill(Array.from({ length: 4 }, () => ({ town: "310115103", skills: [] })));
    const source = "{ volunteerAggregate { nodes { count } } }";
    expect(await harness.run(source, { role: "analyst" })).toEqual({
      data: { volunteerAggregate: { nodes: [] } },
    });
    expect(await harness.run(source, { role: "steward" })).toEqual({
      data: { volunteerAggregate: { nodes: [{ count: 4 }] } },
    });
    const none =
      "{ volunteerAggregate(where: { step: { eq: RECRUITED } }) { suppressedGroups nodes { count } } }";
    expect(await harness.run(none, { role: "analyst" })).toEqual({
      data: { volunteerAggregate: { suppressedGroups: 0, nodes: [{ count: 0 }] } },
    });
  });

  test("names of keys that are this subgraph's own are read for all groups at once", async () => {
    await fill(
      Array.from({ length: 10 }, (_, at) => ({
        town: "310115103",
        skills: at < 5 ? ["BOAT"] : ["FIRST_AID"],
      })),
    );
    const { nodes } = await ask("analyst");
    const told = { division: { code: "310115103" } };
    expect(nodes).toEqual([
      { key: { ...told, skill: { code: "BOAT", name: "驾艇" } }, count: 5, sum: { serviceHours: 0.5 } },
      { key: { ...told, skill: { code: "FIRST_AID", name: "急救" } }, count: 5, sum: { serviceHours: 0.5 } },
    ]);
    expect(harness.statements).toHaveLength(2);
  });

  test("a closed dataset has closed aggregates", async () => {
    expect(
      await harness.run("{ volunteerAggregate { nodes { count } } }", { role: "anonymous" }),
    ).toMatchObject({
      data: { volunteerAggregate: null },
      errors: [{ extensions: { code: "FORBIDDEN_FIELD", field: "Query.volunteerAggregate" } }],
    });
    expect(harness.statements).toEqual([]);
  });

  test.each([
    ["a key", "groupBy: [{ gender: true }]", "Volunteer.gender"],
    ["a period", "groupBy: [{ birthDate: { by: YEAR } }]", "Volunteer.birthDate"],
    ["a condition", 'having: { min: { birthDate: { lt: "1980-01-01" } } }', "Volunteer.birthDate"],
    ["a count of distinct values", "having: { countDistinct: { gender: { gt: 1 } } }", "Volunteer.gender"],
    ["an order", "orderBy: [{ max: { birthDate: ASC } }]", "Volunteer.birthDate"],
    ["a filter", "where: { gender: { eq: MALE } }", "Volunteer.gender"],
  ])("refuses %s on what the caller may not read", async (_what, argument, field) => {
    await fill([]);
    const { data, errors } = await harness.run(`{ volunteerAggregate(${argument}) { nodes { count } } }`, {
      role: "analyst",
    });
    expect(data).toEqual({ volunteerAggregate: null });
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([{ code: "FORBIDDEN_FIELD", field }]);
    expect(await harness.run(`{ volunteerAggregate(${argument}) { nodes { count } } }`)).not.toHaveProperty(
      "errors",
    );
  });

  test("does not compute a measure that the caller may not read", async () => {
    await fill(Array.from({ length: 5 }, () => ({ town: "310115103", skills: [] })));
    const source =
      "{ volunteerAggregate { nodes { count min { birthDate registeredOn } countDistinct { gender } } } }";
    const { data, errors } = await harness.run(source, { role: "steward" });
    expect(data).toEqual({
      volunteerAggregate: {
        nodes: [
          { count: 5, min: { birthDate: null, registeredOn: "2024-05-01" }, countDistinct: { gender: 1 } },
        ],
      },
    });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["FORBIDDEN_FIELD"]);
    expect(harness.statements.join()).not.toContain("birth_date");
    expect((await harness.run(source)).data).toMatchObject({
      volunteerAggregate: { nodes: [{ min: { birthDate: "1990-02-03" } }] },
    });
  });
});
