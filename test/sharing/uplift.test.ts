import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { describeEachEngine } from "../support/engines.js";
import { codes, type SharingGraph, startSharing } from "./sharing-graph.js";

const OFFICER = { partner: "33" };
const COMMANDER = { partner: "33", duties: ["commander"] };
const CLERK = { partner: "33", duties: ["clerk"] };

const TEAMS = `{ teams(where: { division: { within: "310116" } }, first: 1) { nodes { contactPhone } } }`;
const MINE = `{ myGrants { division { code name } duties uplift
  grants { recordType upliftDuty receiver { code } agreement { title legalBasis } rules { coordinate rule } } } }`;

describeEachEngine("more in an emergency", (engine) => {
  let graph: SharingGraph;

  beforeAll(async () => {
    graph = await startSharing(engine);
    await sql`update incident set status = 'CLOSED'`.execute(graph.store.db);
  }, 120_000);
  afterAll(() => graph.stop());

  const incident = (status: string, level: number) =>
    sql`update incident set status = ${status}, level = ${level}
      where id = (select id from (select min(id) as id from incident) as first)`.execute(graph.store.db);
  const phone = async (who: Parameters<SharingGraph["ask"]>[0]) => {
    const { teams } = await graph.data<{ teams: { nodes: { contactPhone: string }[] } }>(who, TEAMS);
    return teams.nodes[0]?.contactPhone;
  };
  const uplifted = async (who: Parameters<SharingGraph["ask"]>[0]) => {
    type Mine = { myGrants: { uplift: boolean; grants: { upliftDuty: string | null }[] } };
    const { myGrants } = await graph.data<Mine>(who, MINE);
    return [myGrants.uplift, myGrants.grants.some(({ upliftDuty }) => upliftDuty === "commander")];
  };

  test("is for whoever has the duty, while a response of level I or II is on, and ends with it at once", async () => {
    const masked = /^\d{3}\*{4}\d{4}$/;
    const clear = /^[\d-]+$/;
    expect(await phone(COMMANDER)).toMatch(masked);
    expect(codes(await graph.ask(COMMANDER, "{ incidents(first: 1) { nodes { id } } }"))).toEqual([
      "UNKNOWN_FIELD",
    ]);
    for (const [status, level, on] of [
      ["REPORTED", 2, true],
      ["RESPONDING", 1, true],
      ["CONTROLLED", 2, true],
      ["RESPONDING", 3, false],
      ["RESPONDING", 2, true],
      ["CLOSED", 1, false],
    ] as const) {
      await incident(status, level);
      expect([status, level, await phone(COMMANDER)]).toEqual([
        status,
        level,
        expect.stringMatching(on ? clear : masked),
      ]);
      expect([status, level, await uplifted(COMMANDER)]).toEqual([status, level, [on, on]]);
      for (const who of [OFFICER, CLERK]) {
        expect([status, level, await phone(who)]).toEqual([status, level, expect.stringMatching(masked)]);
        expect(await uplifted(who)).toEqual([on, false]);
      }
    }
  });

  test("myGrants tells a partner what holds for him, and nobody else anything", async () => {
    type Mine = { myGrants: { grants: { recordType: string; agreement: object; rules: object[] }[] } };
    const { myGrants } = await graph.data<Mine>(OFFICER, MINE);
    expect(myGrants).toMatchObject({ division: { code: "33", name: "浙江省" }, duties: [], uplift: false });
    expect(myGrants.grants.map(({ recordType }) => recordType).sort()).toEqual(["Depot", "Expert", "Team"]);
    const team = myGrants.grants.find(({ recordType }) => recordType === "Team");
    expect(team?.agreement).toEqual({
      title: "沪浙应急资源数据共享协议(样例)",
      legalBasis: "STATUTORY_DUTY",
    });
    expect(team?.rules).toContainEqual({ coordinate: "Team.contactPhone", rule: "MASK" });
    expect((await graph.data<Mine>({ partner: "35" }, MINE)).myGrants.grants).toEqual([]);
    for (const who of ["anonymous", "admin"] as const) {
      expect(await graph.data(who, MINE)).toEqual({ myGrants: null });
    }
  });
});
