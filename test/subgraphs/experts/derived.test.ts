import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ExecutionResult } from "graphql";
import { expertsSubgraph } from "../../../src/subgraphs/experts/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { grantedCaller, type Rules } from "../../support/granted-caller.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { expertRow, shiftRow } from "./expert-row.js";

// What is computed from a hidden or masked field tells of it: asked at instant after instant, it gave the value itself.

const HIDE = { rule: "HIDE", detail: null } as const;
const MASK = { rule: "MASK", detail: "TEXT" } as const;
const AT = `at: "2020-11-10T12:00:00Z"`;

describeEachEngine("what is derived of an expert", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(expertsSubgraph, engine);
    await harness.insert("expert_domain", [{ code: "gas", name: "燃气工程", nameEn: "Gas engineering" }]);
    await harness.insert("expert", [expertRow({ id: "ex1" })]);
    await harness.insert("expert_specialty", [{ id: "es1", expertId: "ex1", domainCode: "gas", primary: 1 }]);
    await harness.insert("expert_shift", [shiftRow("eh1", "ex1", "2020-11-10 00:00", "2020-11-10 20:00")]);
    await harness.insert("expert_appointment", [
      {
        id: "ea1",
        expertId: "ex1",
        level: "CITY",
        agencyId: "ag1",
        divisionCode: "3101",
        validFrom: "2020-01-01",
        validTo: "2020-12-31",
      },
    ]);
  });
  afterAll(() => harness.close());

  const ask = (query: string, rules: Rules = {}) =>
    harness.run(query, { caller: grantedCaller(["Expert"], rules) });
  const refused = ({ errors }: ExecutionResult) =>
    errors?.map(({ extensions }) => [extensions["code"], extensions["field"]]);

  const CURRENT = `{ expert(id: "ex1") { appointments { nodes { validFrom current(${AT}) } } } }`;

  test("is there for a partner who reads what it is derived from: an appointment in force", async () => {
    expect(await ask(CURRENT)).toEqual({
      data: { expert: { appointments: { nodes: [{ validFrom: "2020-01-01", current: true }] } } },
    });
  });

  test.each([HIDE, MASK])("is refused where the last day of an appointment has the rule %j", async (rule) => {
    const answer = await ask(CURRENT, { "ExpertAppointment.validTo": rule });
    expect(answer.data).toEqual({
      expert: { appointments: { nodes: [{ validFrom: "2020-01-01", current: null }] } },
    });
    expect(refused(answer)).toEqual([["FORBIDDEN_FIELD", "ExpertAppointment.current"]]);
  });

  /** Every way to ask who is on call: the field, the filter, the arguments from before it, and the gateway's. */
  const ON_CALL = [
    `{ experts { nodes { x: onCall(${AT}) } } }`,
    `{ x: experts(where: { onCall: { ${AT} } }) { nodes { id } } }`,
    `{ x: experts(where: { not: { onCall: { ${AT}, eq: false } } }) { nodes { id } } }`,
    `{ x: experts(onCall: true, ${AT}) { nodes { id } } }`,
    `{ x: _keysOf_Expert(where: { onCall: { ${AT} } }, first: 9) }`,
    `{ x: expertAggregate(where: { onCall: { ${AT} } }) { nodes { count } } }`,
  ];

  test.each(ON_CALL)("is there for a partner who reads the shifts: %s", async (query) => {
    expect((await ask(query)).errors).toBeUndefined();
  });

  const CLOSED: [string, Rules][] = [
    ["shifts end", { "ExpertShift.endsAt": MASK }],
    ["shifts there are", { "Expert.shifts": HIDE }],
  ];
  test.each(CLOSED.flatMap(([what, rules]) => ON_CALL.map((query) => [what, query, rules] as const)))(
    "is refused where it is closed when %s: %s",
    async (_what, query, rules) => {
      const answer = await ask(query, rules);
      expect(refused(answer)).toEqual([["FORBIDDEN_FIELD", "Expert.onCall"]]);
      expect(JSON.stringify(answer.data)).not.toMatch(/ex1|true|"count"/);
    },
  );

  test("is refused as the argument `domain` where domains are hidden", async () => {
    const query = `{ experts(domain: "gas") { nodes { id } } }`;
    expect((await ask(query)).data).toEqual({ experts: { nodes: [{ id: "ex1" }] } });
    const answer = await ask(query, { "Expert.domains": HIDE });
    expect([answer.data, refused(answer)]).toEqual([
      { experts: null },
      [["FORBIDDEN_FIELD", "Expert.domains"]],
    ]);
  });
});
