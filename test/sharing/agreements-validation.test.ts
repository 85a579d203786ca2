// Longer than most: one store and one service, which take seconds to make, serve all claims about one thing.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { agreementFaults } from "../../src/subgraphs/delta/agreement-faults.js";
import type { AgreementTerms } from "../../src/subgraphs/delta/agreement-terms.js";
import { describeEachEngineAtLength } from "../support/engines.js";
import { testContext } from "../support/test-context.js";
import { codes, DRAFT, DRAFTING, type SharingGraph, STEP, startSharing } from "./sharing-graph.js";

const SAMPLES = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../seeds/data/sample-agreements.json"), "utf8"),
) as { agreements: Record<string, never>[] };

type Problem = readonly [at: string, reason: RegExp];
type Grant = Record<string, unknown>;

const granting = (grant: Grant) => ({ grants: [{ recordType: "Team", rules: [], ...grant }] });
const scoped = (rowScope: unknown, recordType = "Team") =>
  granting({ recordType, rowScope: typeof rowScope === "string" ? rowScope : JSON.stringify(rowScope) });
const ruled = (coordinate: string, rule: string, detail?: string, recordType = coordinate.split(".")[0]) =>
  granting({ recordType, rules: [{ coordinate, rule, detail }] });

/** What is wrong with a draft, and how it is told. */
const WRONG: readonly (readonly [name: string, draft: object, ...problems: Problem[]])[] = [
  ["no title", { title: "  " }, ["title", /empty/]],
  ["a long title", { title: "长".repeat(201) }, ["title", /longer than 200/]],
  ["no day of the calendar", { validFrom: "2026-02-30" }, ["validFrom", /day of the calendar/]],
  ["an end before its beginning", { validFrom: "2026-02-02", validTo: "2026-02-01" }, ["validTo", /ends on/]],
  ["a quota of none", { quotaPerDay: 0 }, ["quotaPerDay", /1 or more/]],
  ["a negative retention", { retentionDays: -1 }, ["retentionDays", /1 or more/]],
  [
    "a party that is not there",
    {
      parties: [
        ...DRAFT.parties,
        { division: "99", role: "BOTH" },
        { agency: "none", role: "PROVIDER" },
        { role: "BOTH" },
      ],
    },
    ["parties.2", /no division 99/],
    ["parties.3", /no agency none/],
    ["parties.4", /names nobody/],
  ],
  [
    "nobody who gives, and no other side",
    { parties: [{ division: "31", role: "RECEIVER" }] },
    ["parties", /None of them provides/],
    ["parties", /no other side/],
  ],
  [
    "nobody who receives",
    { parties: DRAFT.parties.map((party) => ({ ...party, role: "PROVIDER" })) },
    ["parties", /None of them receives/],
  ],
  ["drafted for no party", { draftedFor: "34" }, ["draftedFor", /34/]],
  ["nothing given", { grants: [] }, ["grants", /gives nothing/]],
  [
    "a type that is not shared",
    granting({ recordType: "Agency" }),
    ["grants.0.recordType", /not shared; these are: .*Team/],
  ],
  [
    "a type that belongs to another",
    granting({ recordType: "StockLine" }),
    ["grants.0.recordType", /not shared/],
  ],
  ["a receiver that is no party", granting({ receiver: "32" }), ["grants.0.receiver", /32/]],
  ["a receiver that gives", granting({ receiver: "31" }), ["grants.0.receiver", /31/]],
  [
    "an uplift without an emergency",
    granting({ upliftDuty: "commander" }),
    ["grants.0.upliftDuty", /EMERGENCY/],
  ],
  [
    "a duty that is no name",
    { legalBasis: "EMERGENCY", ...granting({ upliftDuty: "The Commander" }) },
    ["grants.0.upliftDuty", /small letters/],
  ],
  ["a scope that is not JSON", scoped("{level"), ["grants.0.rowScope", /not JSON/]],
  ["a scope that is a list", scoped([]), ["grants.0.rowScope", /not a filter/]],
  [
    "a scope that names no field",
    scoped({ rank: { eq: 1 } }),
    ["grants.0.rowScope", /"rank" is not defined/],
  ],
  [
    "a scope with a value of no enum, and one of the wrong type",
    scoped({ level: { eq: "PLANETARY" }, headcount: { gt: "many" } }),
    ["grants.0.rowScope", /level\.eq: .*PLANETARY/],
    ["grants.0.rowScope", /headcount\.gt: /],
  ],
  [
    "a scope of the gateway's",
    scoped({ _keys_Team: [{ in: ["x"], of: "y" }] }),
    ["grants.0.rowScope", /gateway alone/],
  ],
  [
    "a scope into another dataset",
    scoped({ sharedUnder: { some: {} } }),
    ["grants.0.rowScope", /not defined/],
  ],
  [
    "a scope near other things",
    scoped({ basePoint: { near: { km: 5, team: {} } } }),
    ["grants.0.rowScope", /not defined/],
  ],
  [
    "a scope by the clock",
    scoped({ or: [{ provenance: { observedAt: { within: "-P30D" } } }] }),
    ["grants.0.rowScope", /or\.0\.provenance\.observedAt\.within: .*clock/],
  ],
  [
    "a scope by who is on call",
    scoped({ onCall: { eq: true } }, "Expert"),
    ["grants.0.rowScope", /onCall: .*clock/],
  ],
  ["a scope that says nothing", scoped({}), ["grants.0.rowScope", /all rows/]],
  [
    "a scope with nothing inside",
    scoped({ not: { level: {} } }),
    ["grants.0.rowScope", /not\.level: .*all rows/],
  ],
  ["a scope with null", scoped({ level: null }), ["grants.0.rowScope", /level: null/]],
  ["a scope with an empty list", scoped({ or: [] }), ["grants.0.rowScope", /empty list/]],
  [
    "a scope with bad values",
    scoped({ provenance: { observedAt: { gt: "yesterday" } } }),
    ["grants.0.rowScope", /ISO 8601/],
  ],
  ["a field that is not there", ruled("Team.shoeSize", "CLEAR"), ["grants.0.rules.0", /no field shoeSize/]],
  [
    "a field of another dataset",
    ruled("Expert.phone", "TOKEN", undefined, "Team"),
    ["grants.0.rules.0", /not a field of Team/],
  ],
  ["the key", ruled("Team.id", "TOKEN"), ["grants.0.rules.0", /holds rows together/]],
  ["a bucket for a text", ruled("Team.name", "BUCKET", "10"), ["grants.0.rules.0", /not a number/]],
  ["a bucket without a step", ruled("Team.headcount", "BUCKET", "0"), ["grants.0.rules.0", /over 0/]],
  [
    "a fraction for whole numbers",
    ruled("Team.headcount", "BUCKET", "2.5"),
    ["grants.0.rules.0", /whole step/],
  ],
  ["a mask for a number", ruled("Team.headcount", "MASK", "TEXT"), ["grants.0.rules.0", /not a text/]],
  ["a mask without its sort", ruled("Team.contactPhone", "MASK"), ["grants.0.rules.0", /PHONE.*nothing/]],
  [
    "a detail where there is none",
    ruled("Team.contactPhone", "TOKEN", "PHONE"),
    ["grants.0.rules.0", /no detail/],
  ],
  ["a grid for a text", ruled("Team.address", "GENERALISE", "GRID"), ["grants.0.rules.0", /not a point/]],
  ["a decade for a name", ruled("Expert.name", "GENERALISE", "DECADE"), ["grants.0.rules.0", /not a day/]],
  [
    "a district for a name",
    ruled("Team.contactName", "GENERALISE", "DISTRICT"),
    ["grants.0.rules.0", /not an address/],
  ],
  ["hiding what always has a value", ruled("Team.name", "HIDE"), ["grants.0.rules.0", /always has a value/]],
  [
    "masking what leads to others",
    ruled("Team.capabilities", "TOKEN"),
    ["grants.0.rules.0", /only be hidden/],
  ],
  ["an identity number in clear", ruled("Expert.idNumber", "CLEAR"), ["grants.0.rules.0", /not lawful/]],
  [
    "a telephone in clear for co-operation",
    { legalBasis: "COOPERATION", ...ruled("Team.contactPhone", "CLEAR") },
    ["grants.0.rules.0", /not lawful on the ground of COOPERATION/],
  ],
  [
    "two rules for one field",
    granting({ rules: [1, 2].map(() => ({ coordinate: "Team.contactPhone", rule: "TOKEN" })) }),
    ["grants.0.rules.1", /rule already/],
  ],
];

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
