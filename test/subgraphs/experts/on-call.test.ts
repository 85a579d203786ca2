import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expertsSubgraph } from "../../../src/subgraphs/experts/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { expertRow, shiftRow } from "./expert-row.js";

const stored = (fromNowMs: number) =>
  new Date(Date.now() + fromNowMs).toISOString().replace("T", " ").slice(0, 16);
const HOUR_MS = 3_600_000;

describeEachEngine("on call", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(expertsSubgraph, engine);
    await harness.insert("expert_domain", [{ code: "gas", name: "燃气工程", nameEn: "Gas engineering" }]);
    await harness.insert(
      "expert",
      ["ex1", "ex2", "ex3", "ex4"].map((id) => expertRow({ id })),
    );
    // Still on the roster, beside ex1 and ex2, and yet nobody to call.
    await harness.insert("expert", [expertRow({ id: "ex5", status: "RETIRED" })]);
    await harness.insert("expert_specialty", [
      { id: "es1", expertId: "ex1", domainCode: "gas", primary: 1 },
      { id: "es2", expertId: "ex3", domainCode: "gas", primary: 1 },
    ]);
    await harness.insert("expert_shift", [
      // 08:00 to 20:00 in Shanghai on 10 November 2020, twice over for ex1.
      shiftRow("eh1", "ex1", "2020-11-10 00:00", "2020-11-10 12:00"),
      shiftRow("eh2", "ex1", "2020-11-10 06:00", "2020-11-10 18:00"),
      shiftRow("eh3", "ex2", "2020-11-10 12:00", "2020-11-11 00:00"),
      shiftRow("eh4", "ex4", stored(-HOUR_MS), stored(HOUR_MS)),
      shiftRow("eh5", "ex5", "2020-11-10 00:00", "2020-11-11 00:00"),
    ]);
  });
  afterAll(() => harness.close());

  test.each([
    ["2020-11-10T08:00:00+08:00", ["ex1"]],
    ["2020-11-10T07:59:59.999+08:00", []],
    ["2020-11-10T12:00:00Z", ["ex1", "ex2"]],
    ["2020-11-10T18:00Z", ["ex2"]],
    ["2020-11-11T00:00:00Z", []],
  ])(
    "at %s are those with a shift that contains it: its start belongs to a shift, its end does not; a retired expert never is",
    async (at, ids) => {
      const { data, errors } = await harness.run(
        `query ($at: String) {
        on: experts(onCall: true, at: $at) { totalCount nodes { id } }
        off: experts(onCall: false, at: $at) { nodes { id } }
        all: experts(at: $at) { nodes { id onCall(at: $at) } }
      }`,
        { variables: { at } },
      );
      expect(errors).toBeUndefined();
      const everyone = ["ex1", "ex2", "ex3", "ex4", "ex5"];
      expect(data).toEqual({
        on: { totalCount: ids.length, nodes: ids.map((id) => ({ id })) },
        off: { nodes: everyone.filter((id) => !ids.includes(id)).map((id) => ({ id })) },
        all: { nodes: everyone.map((id) => ({ id, onCall: ids.includes(id) })) },
      });
    },
  );

  test("means now unless an instant is named, and costs one statement for all experts of a list", async () => {
    const { data } = await harness.run("{ experts { nodes { id onCall } } }");
    expect(data).toEqual({
      experts: {
        nodes: ["ex1", "ex2", "ex3", "ex4", "ex5"].map((id) => ({ id, onCall: id === "ex4" })),
      },
    });
    expect(harness.statements.length).toBe(2);
    expect((await harness.run("{ experts(onCall: true) { nodes { id } } }")).data).toEqual({
      experts: { nodes: [{ id: "ex4" }] },
    });
    expect(harness.statements.length).toBe(1);
  });

  test("joins with a domain", async () => {
    const { data } = await harness.run(
      `{ experts(domain: "gas", onCall: true, at: "2020-11-10T12:00:00Z") { nodes { id } } }`,
    );
    expect(data).toEqual({ experts: { nodes: [{ id: "ex1" }] } });
  });

  test("has cursors that stay good as time passes, and that belong to the instant where one was named", async () => {
    const cursorOf = async (args: string) => {
      const { data } = await harness.run(`{ experts(${args}, first: 1) { pageInfo { endCursor } } }`);
      const experts = data?.["experts"] as unknown as { pageInfo: { endCursor: string } };
      return experts.pageInfo.endCursor;
    };
    const now = await cursorOf("onCall: true");
    await new Promise((resolve) => setTimeout(resolve, 5));
    const later = await harness.run(`{ experts(onCall: true, after: "${now}") { nodes { id } } }`);
    expect(later.errors).toBeUndefined();
    expect(later.data).toEqual({ experts: { nodes: [] } });

    const then = await cursorOf(`onCall: true, at: "2020-11-10T12:00:00Z"`);
    const { errors } = await harness.run(
      `{ experts(onCall: true, at: "2020-11-10T13:00:00Z", after: "${then}") { nodes { id } } }`,
    );
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["CURSOR_MISMATCH"]);
  });

  test.each([
    "",
    "now",
    "2020-11-10",
    "2020-11-10T12:00:00",
    "2020-02-30T12:00:00Z",
    "2020-11-10T24:00:00Z",
    "2020-11-10 12:00:00Z",
  ])("refuses %j, which is no instant, whether or not it would be used", async (at) => {
    const { data, errors } = await harness.run(
      `query ($at: String) { a: experts(onCall: true, at: $at) { totalCount } b: experts(at: $at) { totalCount } }`,
      { variables: { at } },
    );
    expect(data).toEqual({ a: null, b: null });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["BAD_INSTANT", "BAD_INSTANT"]);
    expect(errors?.[0]?.message).toBe(
      `\`at\` must be an instant in ISO 8601 with its offset, such as 2026-11-01T08:00:00+08:00, but got: ${at}`,
    );
    expect(harness.statements).toEqual([]);
  });
});
