import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { projectRoot } from "../../src/project-root.js";
import { agreementFaults } from "../../src/subgraphs/delta/agreement-faults.js";
import type { AgreementTerms } from "../../src/subgraphs/delta/agreement-terms.js";
import { describeEachEngineAtLength } from "../support/engines.js";
import { testContext } from "../support/test-context.js";
import { codes, DRAFT, DRAFTING, type SharingGraph, STEP, startSharing } from "./sharing-graph.js";
import { granting, scoped, WRONG } from "./wrong-drafts.js";

const SAMPLES = JSON.parse(
  readFileSync(join(projectRoot(), "seeds/data/sample-agreements.json"), "utf8"),
) as { agreements: Record<string, never>[] };

describeEachEngineAtLength("what an agreement may say", (engine) => {
  let graph: SharingGraph;

  beforeAll(async () => {
    graph = await startSharing(engine);
  }, 120_000);
  afterAll(() => graph.stop());

  const rowsOf = async () => {
    const counts = [
      "agreement",
      "agreement_party",
      "agreement_grant",
      "agreement_field_rule",
      "agreement_step",
    ];
    return Promise.all(
      counts.map(async (table) => {
        const found = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
          graph.store.db,
        );
        return Number(found.rows[0]?.n);
      }),
    );
  };

  test("a draft with anything wrong is refused with all that is wrong, and changes nothing", async () => {
    const before = await rowsOf();
    for (const [name, draft, ...problems] of WRONG) {
      const answer = await graph.ask("admin", DRAFTING, { draft: { ...DRAFT, ...draft } });
      const found = answer.errors?.[0]?.extensions as {
        code?: string;
        problems?: { at: string; reason: string }[];
      };
      expect([name, found?.code]).toEqual([name, "AGREEMENT_INVALID"]);
      expect([name, found.problems?.map(({ at }) => at)]).toEqual([name, problems.map(([at]) => at)]);
      problems.forEach(([, reason], place) => {
        expect(`${name}: ${found.problems?.[place]?.reason}`).toMatch(reason);
      });
    }
    expect(await rowsOf()).toEqual(before);
  });

  test("several faults at different places are told at once", async () => {
    const draft = { ...DRAFT, title: "", quotaPerDay: 0, ...scoped({ rank: {} }), draftedFor: "34" };
    const answer = await graph.ask("admin", DRAFTING, { draft });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "AGREEMENT_INVALID", count: 4 });
  });

  test("every sample agreement passes", async () => {
    const ctx = testContext(graph.store, "admin");
    const faults = await Promise.all(
      SAMPLES.agreements.map(async (sample: Record<string, never>) => {
        const { parties, grants, ...rest } = sample as unknown as {
          parties: { divisionCode: string; role: string }[];
          grants: { rowScope: object | null; receiver: string | null }[];
        };
        const terms = {
          ...rest,
          parties: parties.map(({ divisionCode: division, role }) => ({ division, agency: null, role })),
          grants: grants.map((grant) => ({
            ...grant,
            rowScope: grant.rowScope && JSON.stringify(grant.rowScope),
          })),
        } as unknown as AgreementTerms;
        return agreementFaults(ctx, terms, parties[0]?.divisionCode ?? null);
      }),
    );
    expect(faults.flat()).toEqual([]);
    expect(SAMPLES.agreements.length).toBeGreaterThan(4);
  });

  test("what no longer fits is refused when it is proposed", async () => {
    const made = await graph.data<{ draftAgreement: { agreementId: string } }>("admin", DRAFTING, {
      draft: DRAFT,
    });
    const id = made.draftAgreement.agreementId;
    await sql`update agreement_grant set row_scope = '{"rank":{"eq":1}}' where agreement_id = ${id}`.execute(
      graph.store.db,
    );
    const answer = await graph.ask("admin", STEP("proposeAgreement"), { id });
    expect(codes(answer)).toEqual(["AGREEMENT_INVALID"]);
    const { agreement } = await graph.data<{ agreement: { status: string } }>(
      "admin",
      `query ($id: ID!) { agreement(id: $id) { status } }`,
      { id },
    );
    expect(agreement.status).toBe("DRAFTED");
  });

  test("a dataset that is not to be shared is refused, one that is shared with all may add fields", async () => {
    const { db } = graph.store;
    expect(
      codes(await graph.ask("admin", DRAFTING, { draft: { ...DRAFT, ...granting({ recordType: "Plan" }) } })),
    ).toEqual([]);
    await sql`update sharing_category set category = 'NONE' where dataset = 'TEAMS'`.execute(db);
    const answer = await graph.ask("admin", DRAFTING, { draft: { ...DRAFT, ...granting({}) } });
    await sql`update sharing_category set category = 'CONDITIONAL' where dataset = 'TEAMS'`.execute(db);
    expect(answer.errors?.[0]?.extensions["problems"]).toEqual([
      { at: "grants.0.recordType", reason: expect.stringMatching(/TEAMS/) },
    ]);
  });

  test("a proposal that gives more than another agreement in force hides is made with a warning", async () => {
    const draft = { ...DRAFT, ...granting({ rules: [{ coordinate: "Team.contactPhone", rule: "CLEAR" }] }) };
    const made = await graph.data<{ draftAgreement: { agreementId: string } }>("admin", DRAFTING, { draft });
    const { agreementId: id } = made.draftAgreement;
    const { proposeAgreement } = await graph.data<{
      proposeAgreement: { warnings: { coordinate: string }[] };
    }>("admin", STEP("proposeAgreement"), { id });
    expect(proposeAgreement.warnings).toContainEqual({
      coordinate: "Team.contactPhone",
      rule: "CLEAR",
      otherRule: "MASK",
      receiver: "33",
    });
  });

  test("ill-typed input never reaches a service", async () => {
    const answers = [
      await graph.ask("admin", DRAFTING, { draft: { ...DRAFT, legalBasis: "BECAUSE" } }),
      await graph.ask("admin", DRAFTING, {
        draft: { ...DRAFT, parties: [{ division: { a: 1 }, role: "BOTH" }] },
      }),
      await graph.ask("admin", DRAFTING, {}),
    ];
    expect(answers.map(codes)).toEqual([["WRONG_TYPE"], ["WRONG_TYPE"], ["WRONG_TYPE"]]);
  });
});
