import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { indexStore } from "../../src/cli/index-store.js";
import { describeEachEngineAtLength } from "../support/engines.js";
import { codes, DRAFT, DRAFTING, type SharingGraph, startSharing, type Who } from "./sharing-graph.js";

const PARTY = { partner: "33" };
const STRANGER = { partner: "34" };
const TITLE = "谈判中的协议";
const EVERYBODY: readonly Who[] = ["anonymous", STRANGER, PARTY, "analyst", "steward", "admin"];
const TERMS = `{ legalBasis quotaPerDay retentionDays grants { recordType } steps { step note } purges { records } }`;

describeEachEngineAtLength("who sees an agreement", (engine) => {
  let graph: SharingGraph;
  let id: string;
  /** One that every caller sees, shared under it. */
  let team: string;

  beforeAll(async () => {
    graph = await startSharing(engine);
    const draft = { ...DRAFT, title: TITLE };
    const made = await graph.data<{ draftAgreement: { agreementId: string } }>("admin", DRAFTING, { draft });
    id = made.draftAgreement.agreementId;
    const { db } = graph.store;
    const [municipal] = (
      await sql<{
        id: string;
      }>`select min(id) as id from team where level = 'MUNICIPAL' and province_code = '31'`.execute(db)
    ).rows;
    team = municipal?.id as string;
    await sql`insert into shared_record (id, agreement_id, partner_id, dataset, record_id, province_code, since)
      select 'srTEST', ${id}, partner_id, 'TEAMS', ${team}, '31', '2026-01-01' from shared_record limit 1`.execute(
      db,
    );
    await indexStore(graph.store, () => {});
  }, 240_000);
  afterAll(() => graph.stop());

  /** Every way to it. */
  const ways: Record<string, (who: Who) => Promise<boolean>> = {
    id: async (who) => {
      const answer = await graph.ask(who, `{ agreement(id: "${id}") { title } }`);
      return codes(answer).length === 0;
    },
    list: async (who) =>
      JSON.stringify(await graph.data(who, "{ agreements(first: 500) { nodes { title } } }")).includes(TITLE),
    filter: async (who) =>
      JSON.stringify(
        await graph.data(
          who,
          `{ agreements(where: { title: { eq: "${TITLE}" } }) { totalCount nodes { id } } }`,
        ),
      ) === JSON.stringify({ agreements: { totalCount: 1, nodes: [{ id }] } }),
    division: async (who) =>
      JSON.stringify(
        await graph.data(who, `{ division(code: "33") { agreements(first: 500) { nodes { id } } } }`),
      ).includes(id),
    crossing: async (who) => {
      const query = `{ teams(where: { sharedUnder: { some: { title: { eq: "${TITLE}" } } } }) { totalCount } }`;
      return JSON.stringify(await graph.data(who, query)) === JSON.stringify({ teams: { totalCount: 1 } });
    },
    record: async (who) =>
      JSON.stringify(await graph.data(who, `{ team(id: "${team}") { sharedUnder { id } } }`)).includes(id),
    search: async (who) =>
      JSON.stringify(
        await graph.data(who, `{ search(text: "${TITLE}", first: 50) { nodes { matches { fragment } } } }`),
      ).includes(TITLE),
  };

  test.each([
    ["DRAFTED", ["admin"]],
    ["PROPOSED", [PARTY, "analyst", "steward", "admin"]],
    ["ACCEPTED", [PARTY, "analyst", "steward", "admin"]],
    ["IN_FORCE", EVERYBODY],
    ["SUSPENDED", EVERYBODY],
    ["ENDED", EVERYBODY],
  ] as const)("%s, on every path", async (status, seers: readonly Who[]) => {
    await sql`update agreement set status = ${status} where id = ${id}`.execute(graph.store.db);
    for (const [way, sees] of Object.entries(ways)) {
      const seen: [Who, boolean][] = [];
      for (const who of EVERYBODY) seen.push([who, await sees(who)]);
      expect([way, seen]).toEqual([way, EVERYBODY.map((who) => [who, seers.includes(who)])]);
    }
  });

  test("by its id it is answered as one that never was, to whom it does not show", async () => {
    await sql`update agreement set status = 'DRAFTED' where id = ${id}`.execute(graph.store.db);
    const never = `ag${"0".repeat(id.length - 2)}`;
    for (const who of EVERYBODY.filter((each) => each !== "admin")) {
      for (const query of [
        "{ agreement(id: $) { title } }",
        "{ agreements(where: { id: { eq: $ } }) { totalCount } }",
      ]) {
        const told = async (asked: string) =>
          (await graph.ask(who, query.replace("$", JSON.stringify(asked)))).text.replaceAll(asked, "$");
        expect([who, query, await told(id)]).toEqual([who, query, await told(never)]);
      }
    }
  });

  test("its terms are for the rescue system and its parties, and are no oracle for a partner", async () => {
    await sql`update agreement set status = 'IN_FORCE' where id = ${id}`.execute(graph.store.db);
    const query = `{ agreement(id: "${id}") ${TERMS} }`;
    const whole = {
      agreement: {
        legalBasis: "STATUTORY_DUTY",
        quotaPerDay: 1000,
        retentionDays: 30,
        grants: [{ recordType: "Volunteer" }],
        steps: [{ step: "DRAFT", note: null }],
        purges: [],
      },
    };
    const nothing = {
      agreement: Object.fromEntries(Object.keys(whole.agreement).map((field) => [field, null])),
    };
    for (const who of [PARTY, "analyst", "steward", "admin"] as const) {
      expect([who, await graph.data(who, query)]).toEqual([who, whole]);
    }
    expect(await graph.data(STRANGER, query)).toEqual(nothing);
    const anonymous = await graph.ask("anonymous", query);
    expect(anonymous.data).toEqual(nothing);
    expect(new Set(codes(anonymous))).toEqual(new Set(["FORBIDDEN_FIELD"]));
    const actor = await graph.ask(PARTY, `{ agreement(id: "${id}") { steps { actor } } }`);
    expect(codes(actor)).toEqual(["UNKNOWN_FIELD"]);
    for (const clause of ["where: { quotaPerDay: { gt: 1 } }", "orderBy: [{ quotaPerDay: ASC }]"]) {
      const used = await graph.ask(PARTY, `{ agreements(${clause}) { nodes { id } } }`);
      expect([clause, codes(used)]).toEqual([clause, ["WRONG_TYPE"]]);
    }
  });

  test("how datasets are shared by default is for everybody", async () => {
    const { sharingCategories } = await graph.data<{ sharingCategories: object[] }>(
      "anonymous",
      "{ sharingCategories { dataset category label } }",
    );
    expect(sharingCategories).toContainEqual({ dataset: "HAZARDS", category: "NONE", label: "非共享" });
    expect(sharingCategories).toHaveLength(9);
  });
});
