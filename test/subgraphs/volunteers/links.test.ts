import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { volunteersSubgraph } from "../../../src/subgraphs/volunteers/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { organisationRow, volunteerRow } from "./volunteer-row.js";

const XUHUI = { divisionCode: "310104", countyCode: "310104" };

describeEachEngine("volunteers hang from", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(volunteersSubgraph, engine);
    await harness.insert("volunteer_organisation", [
      organisationRow({ id: "vo1" }),
      organisationRow({ id: "vo2", kind: "RED_CROSS", ...XUHUI }),
    ]);
    await harness.insert("volunteer", [
      volunteerRow({ id: "vl1", organisationId: "vo1", divisionCode: "310115001", townCode: "310115001" }),
      volunteerRow({ id: "vl2", organisationId: "vo1" }),
      volunteerRow({ id: "vl3", organisationId: null, ...XUHUI }),
    ]);
    await harness.insert("volunteer_skill", [
      { id: "vs1", volunteerId: "vl2", skillCode: "boat" },
      { id: "vs2", volunteerId: "vl3", skillCode: "boat" },
    ]);
  });
  afterAll(() => harness.close());

  test("a division of any level, with everything below it, in one statement for each level asked for", async () => {
    const codes = ["31", "310115", "310104", "33"];
    const { data, errors } = await harness.run(
      `query ($of: [_Any!]!) {
        _entities(representations: $of) {
          ... on Division {
            code
            volunteers { totalCount nodes { id } }
            boats: volunteers(skill: "boat") { nodes { id } }
            volunteerOrganisations { nodes { id kind } }
          }
        }
      }`,
      { variables: { of: codes.map((code) => ({ __typename: "Division", code })) } },
    );
    expect(errors).toBeUndefined();
    const row = (code: string, all: string[], boats: string[], organisations: object[]) => ({
      code,
      volunteers: { totalCount: all.length, nodes: all.map((id) => ({ id })) },
      boats: { nodes: boats.map((id) => ({ id })) },
      volunteerOrganisations: { nodes: organisations },
    });
    const [community, redCross] = [
      { id: "vo1", kind: "COMMUNITY" },
      { id: "vo2", kind: "RED_CROSS" },
    ];
    expect(data?.["_entities"]).toEqual([
      row("31", ["vl1", "vl2", "vl3"], ["vl2", "vl3"], [community, redCross]),
      row("310115", ["vl1", "vl2"], ["vl2"], [community]),
      row("310104", ["vl3"], ["vl3"], [redCross]),
      row("33", [], [], []),
    ]);
    expect(harness.statements.length).toBe(4);
  });

  test("their organisation, a page of each in one statement", async () => {
    const { data, errors } = await harness.run(`{
      volunteerOrganisations {
        nodes { id volunteers(first: 1) { nodes { id organisation { name } } pageInfo { hasNextPage } } }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data?.["volunteerOrganisations"]).toEqual({
      nodes: [
        {
          id: "vo1",
          volunteers: {
            nodes: [{ id: "vl1", organisation: { name: "组织 vo1" } }],
            pageInfo: { hasNextPage: true },
          },
        },
        { id: "vo2", volunteers: { nodes: [], pageInfo: { hasNextPage: false } } },
      ],
    });
    expect(harness.statements.length).toBe(3);
  });
});
