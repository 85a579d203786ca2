import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FieldRule } from "../../../src/policy/field-rule.js";
import { teamsSubgraph } from "../../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { grantedCaller } from "../../support/granted-caller.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { teamRow } from "../../support/team-row.js";

describeEachEngine("a team's capability", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(teamsSubgraph, engine);
    await harness.insert("team", [teamRow({ id: "tm1" })]);
    await harness.insert("team_capability", [
      capabilityRow("tc1", "2026-01-01", "2026-10-31"),
      capabilityRow("tc2", "2026-01-01", null),
      // What is only registered, which a day of its end does not make verified.
      capabilityRow("tc3", null, null),
      capabilityRow("tc4", null, "2026-10-31"),
    ]);
  });
  afterAll(() => harness.close());

  test("is current when it was verified and has not lapsed, by the calendar of Shanghai, first and last day included", async () => {
    const { data, errors } = await harness.run(`{
      team(id: "tm1") {
        capabilities {
          nodes {
            id
            before: current(at: "2025-12-31T23:59:59+08:00")
            firstMinute: current(at: "2026-01-01T00:00:00+08:00")
            lastMinute: current(at: "2026-10-31T15:59:59Z")
            after: current(at: "2026-10-31T16:00:00Z")
          }
        }
      }
    }`);
    expect(errors).toBeUndefined();
    const row = (id: string, firstMinute: boolean, after: boolean) => {
      return { id, before: false, firstMinute, lastMinute: firstMinute, after };
    };
    expect(data?.["team"]).toEqual({
      capabilities: {
        nodes: [
          row("tc1", true, false),
          row("tc2", true, true),
          row("tc3", false, false),
          row("tc4", false, false),
        ],
      },
    });
    expect(harness.statements.length).toBe(2);
  });

  test("is current now unless an instant is named, which must be one", async () => {
    const { data } = await harness.run(`{ team(id: "tm1") { capabilities { nodes { current } } } }`);
    expect(data?.["team"]).toEqual({
      capabilities: { nodes: [false, true, false, false].map((current) => ({ current })) },
    });
    const { errors } = await harness.run(
      `{ team(id: "tm1") { capabilities(first: 1) { nodes { current(at: "2026-10-31") } } } }`,
    );
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["BAD_INSTANT"]);
  });

  const CURRENT = `{ team(id: "tm1") { capabilities(first: 1) {
    nodes { verifiedOn validUntil current(at: "2026-10-31T00:00:00Z") } } } }`;
  const asked = async (coordinate?: string, rule?: FieldRule) => {
    const rules = coordinate === undefined || rule === undefined ? {} : { [coordinate]: rule };
    const { data, errors } = await harness.run(CURRENT, { caller: grantedCaller(["Team"], rules) });
    const team = data?.["team"] as unknown as { capabilities: { nodes: { current: boolean | null }[] } };
    return [team.capabilities.nodes[0]?.current, errors?.map(({ extensions }) => extensions["field"])];
  };

  test("is current for a partner who reads both its days", async () => {
    expect(await asked()).toEqual([true, undefined]);
  });

  // It was read from columns under a name that no rule was for: asked at day after day, it gave the days themselves.
  test.each([
    ["TeamCapability.verifiedOn", { rule: "HIDE", detail: null }],
    ["TeamCapability.verifiedOn", { rule: "TOKEN", detail: null }],
    ["TeamCapability.validUntil", { rule: "HIDE", detail: null }],
    ["TeamCapability.validUntil", { rule: "MASK", detail: "TEXT" }],
  ] as const)("is not told to be current to a partner for whom %s has %j", async (coordinate, rule) => {
    const [current, refused] = await asked(coordinate, rule);
    expect(current).toBeNull();
    expect(refused).toContain("TeamCapability.current");
  });
});

function capabilityRow(id: string, verifiedOn: string | null, validUntil: string | null) {
  return {
    id,
    teamId: "tm1",
    capabilityCode: "drone-unit",
    typeLevel: 1,
    verifiedByAgencyId: null,
    verifiedOn,
    validUntil,
  };
}
