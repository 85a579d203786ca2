import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Role } from "../../src/policy/caller.js";
import { volunteersSubgraph } from "../../src/subgraphs/volunteers/subgraph.js";
import { volunteerRow } from "../subgraphs/volunteers/volunteer-row.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { ancestors } from "./suppression-model.js";

/** Towns, by how many volunteers they have. */
const [seven, five, three] = ["310107001", "310107002", "310115103"] as const;
const VOLUNTEERS = [...Array(7).fill(seven), ...Array(5).fill(five), ...Array(3).fill(three)];

describeEachEngine("counts of people beside groups", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(volunteersSubgraph, engine);
    const rows = VOLUNTEERS.map((town: string, at) =>
      volunteerRow({ id: `vl${at}`, divisionCode: town, townCode: town, ...ancestors(town) }),
    );
    await harness.insert("volunteer", rows);
  });
  afterAll(() => harness.close());

  test("other datasets' filters and orders are told of counts in fives, and of none below five", async () => {
    const all = async (role: Role) => {
      const { data } = await harness.run("{ _countsOf_Division_by_volunteers(first: 100) }", { role });
      const counts = (data as { _countsOf_Division_by_volunteers: string })._countsOf_Division_by_volunteers;
      return new Map(JSON.parse(counts) as [string, number][]);
    };
    const keys = async (role: Role, atLeast: number) => {
      const source = `{ k: _keysOf_Division_by_volunteers(atLeast: ${atLeast}, first: 100) }`;
      const { data } = await harness.run(source, { role });
      return (data as { k: string[] }).k.filter((code) => code.length === 9).sort();
    };
    expect(await all("analyst")).toEqual(
      new Map([
        ...["31", "3101", "310107"].map((code): [string, number] => [code, 15]),
        [seven, 10],
        [five, 5],
      ]),
    );
    expect((await all("steward")).get(three)).toBe(3);
    expect(await keys("analyst", 1)).toEqual([seven, five, three]);
    expect(await keys("analyst", 5)).toEqual([seven, five]);
    for (const atLeast of [6, 8, 10]) expect(await keys("analyst", atLeast)).toEqual([seven]);
    expect(await keys("analyst", 11)).toEqual([]);
    expect(await keys("steward", 8)).toEqual([]);
  });

  test("countDistinct counts no people: no key of groups is a person", async () => {
    const source = `{ __type(name: "VolunteerGroupDistinct") { fields { name } } }`;
    const { data } = await harness.run(source);
    const { fields } = (data as { __type: { fields: { name: string }[] } }).__type;
    expect(fields.map(({ name }) => name)).not.toEqual(expect.arrayContaining(["id"]));
    expect(fields.length).toBeGreaterThan(3);
  });
});
