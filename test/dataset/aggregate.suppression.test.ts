import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Role } from "../../src/policy/caller.js";
import { SMALLEST_GROUP_OF_PEOPLE } from "../../src/policy/small-groups.js";
import { volunteersSubgraph } from "../../src/subgraphs/volunteers/subgraph.js";
import { volunteerRow } from "../subgraphs/volunteers/volunteer-row.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { type Answer, ancestors, person, QUERY, shownOf, told } from "./suppression-model.js";

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
      volunteerRow({
        id: `vl${at}`,
        divisionCode: town,
        townCode: town,
        ...ancestors(town),
        serviceHours: 0.1,
      }),
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
        fc.array(person, { maxLength: 90, size: "max" }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom("ASC", "DESC"),
        async (people, most, direction) => {
          await fill(people);
          const sizes = new Map<string, number>();
          for (const { town, skills } of people) {
            for (const skill of skills.length === 0 ? [""] : skills) {
              const key = `${town} ${skill}`;
              sizes.set(key, (sizes.get(key) ?? 0) + 1);
            }
          }
          const all = [...sizes.values()];
          const groups = [...sizes].map(([key, size]) => {
            const [town = "", skill = ""] = key.split(" ");
            return { town, skill, size };
          });
          const shown = shownOf(groups).map(({ size }) => told(size));
          const variables = { having: { count: { lte: most } }, orderBy: [{ count: direction }], first: 500 };
          const wanted = (counts: readonly number[]) => counts.filter((size) => size <= most).length;

          const analyst = await ask("analyst", variables);
          expect(analyst.nodes.every(({ count }) => count >= SMALLEST_GROUP_OF_PEOPLE && count <= most)).toBe(
            true,
          );
          const given = analyst.nodes.map(
            ({ key, count }) => `${key.division.code} ${key.skill?.code ?? ""} ${count}`,
          );
          expect(given.sort()).toEqual(
            shownOf(groups)
              .filter(({ size }) => told(size) <= most)
              .map(({ town, skill, size }) => `${town} ${skill} ${told(size)}`)
              .sort(),
          );
          expect({ ...analyst, nodes: analyst.nodes.length }).toMatchObject({
            nodes: wanted(shown),
            totalCount: wanted(shown),
            suppressedGroups: told(all.length - shown.length),
          });
          // None is told of a size that lies between two steps.
          const between = {
            ...variables,
            having: { count: { ne: told(most), gte: told(most) - 4, lte: told(most) + 4 } },
          };
          expect((await ask("analyst", between)).nodes).toEqual([]);
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
      ...Array.from({ length: 7 }, () => ({ town: "310115106", skills: ["BOAT"] })),
    ]);
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Answer = await ask("analyst", { first: 1, after, orderBy: [{ count: "ASC" }] });
      seen.push(...page.nodes.map(({ key }) => key.division.code));
      expect([page.suppressedGroups, page.totalCount]).toEqual([5, 2]);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(["310115105", "310115106"]);
  });

  test("cannot be had as a county's total less the towns that are shown", async () => {
    const people = {
      "310115103": 12,
      "310115104": 3,
      "310115105": 8,
      "310112101": 9,
      "310112102": 2,
      "310112103": 6,
    };
    await fill(
      Object.entries(people).flatMap(([town, size]) =>
        Array.from({ length: size }, () => ({ town, skills: [] })),
      ),
    );
    const groups = async (level: string, where: object) => {
      const source = `query ($where: VolunteerFilter) {
        volunteerAggregate(where: $where, groupBy: [{ division: { level: ${level} } }]) {
          nodes { key { division { code } } count }
        }
      }`;
      const { data } = await harness.run(source, { role: "analyst", variables: { where } });
      const { nodes } = (data as { volunteerAggregate: Pick<Answer, "nodes"> }).volunteerAggregate;
      return new Map(nodes.map(({ key, count }) => [key.division.code, count]));
    };
    const city = { division: { within: "31" } };
    // Asked for all at once or for each county alone, the smallest neighbour is hidden with the small town.
    for (const county of ["310115", "310112"]) {
      const [total] = (await groups("COUNTY", { division: { within: county } })).values();
      for (const where of [city, { division: { within: county } }]) {
        const towns = [...(await groups("TOWN", where))].filter(([code]) => code.startsWith(county));
        const rest = Number(total) - towns.reduce((sum, [, count]) => sum + count, 0);
        expect(towns).toHaveLength(1);
        expect(rest).toBeGreaterThanOrEqual(SMALLEST_GROUP_OF_PEOPLE);
      }
    }
  });

  test("do not show in the length of a list, whatever it is narrowed to", async () => {
    await fill(
      Array.from({ length: 7 }, (_, at) => ({ town: at < 6 ? "310115103" : "310115104", skills: [] })),
    );
    const count = async (role: Role, town: string) => {
      const source = `{ volunteers(where: { division: { within: "${town}" } }) { totalCount } }`;
      const { data } = await harness.run(source, { role });
      return (data as { volunteers: { totalCount: number } }).volunteers.totalCount;
    };
    const towns = ["310115103", "310115104", "310115105", "310115"];
    const counts = async (role: Role) => Promise.all(towns.map((town) => count(role, town)));
    expect(await counts("analyst")).toEqual([10, 5, 0, 10]);
    expect(await counts("steward")).toEqual([6, 1, 0, 7]);
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
