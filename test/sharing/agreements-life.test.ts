import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { serveExportGraph } from "../edge/export/export-harness.js";
import { describeEachEngine } from "../support/engines.js";
import { buildSubgraphs, serveGraph, serveSubgraph } from "../support/graph-harness.js";
import { agreementSteps } from "./agreement-steps.js";
import { codes, DRAFT, DRAFTING, headersOf, type SharingGraph, STEP, startSharing } from "./sharing-graph.js";

const ZHEJIANG = { partner: "33" };
const JIANGSU = { partner: "32" };

describeEachEngine("the life of an agreement", (engine) => {
  let graph: SharingGraph;

  beforeAll(async () => {
    graph = await startSharing(engine);
  }, 120_000);
  afterAll(() => graph.stop());

  const { drafted, step, statusOf, ACCEPT } = agreementSteps(() => graph);

  test("goes from draft to its end, gives while it is in force, and each step is on record", async () => {
    const made = await graph.data<{ draftAgreement: { agreementId: string } }>("admin", DRAFTING, {
      draft: DRAFT,
    });
    const id = made.draftAgreement.agreementId;
    expect(made).toEqual({
      draftAgreement: {
        agreementId: id,
        warnings: [],
        agreement: {
          id,
          status: "DRAFTED",
          title: DRAFT.title,
          legalBasis: "STATUTORY_DUTY",
          quotaPerDay: 1000,
          retentionDays: 30,
          parties: [
            { role: "PROVIDER", division: { code: "31", name: expect.any(String) } },
            { role: "RECEIVER", division: { code: "33", name: expect.any(String) } },
          ],
          datasets: [{ dataset: "VOLUNTEERS" }],
          grants: [
            {
              recordType: "Volunteer",
              rowScope: DRAFT.grants[0]?.rowScope,
              upliftDuty: null,
              receiver: null,
              rules: [
                { coordinate: "Volunteer.name", rule: "MASK", detail: "NAME" },
                { coordinate: "Volunteer.phone", rule: "TOKEN", detail: null },
              ],
            },
          ],
          steps: [{ step: "DRAFT", party: { code: "31" }, actor: "test-admin", note: null }],
        },
      },
    });
    const volunteers = `{ volunteers(first: 1) { nodes { name phone division { code } } } }`;
    const before = await graph.ask(ZHEJIANG, volunteers);
    for (const [name, who, status] of [
      ["proposeAgreement", "admin", "PROPOSED"],
      ["acceptAgreement", ZHEJIANG, "ACCEPTED"],
      ["bringAgreementIntoForce", "admin", "IN_FORCE"],
    ] as const) {
      const answer = await step(who, name, id);
      expect([name, answer.errors, answer.data]).toEqual([
        name,
        undefined,
        { [name]: { agreementId: id, warnings: [], agreement: { id, status } } },
      ]);
    }
    // His contract has no volunteers while no agreement gives them.
    expect(codes(before)).toEqual(["UNKNOWN_FIELD"]);
    const during = await graph.data<{ volunteers: { nodes: { name: string; phone: string }[] } }>(
      ZHEJIANG,
      volunteers,
    );
    expect(during.volunteers.nodes[0]?.name).toMatch(/^.\*$/u);
    expect(during.volunteers.nodes[0]?.phone).toMatch(/^tok_/);
    for (const [name, status] of [
      ["suspendAgreement", "SUSPENDED"],
      ["resumeAgreement", "IN_FORCE"],
      ["endAgreement", "ENDED"],
    ] as const) {
      await step("admin", name, id);
      expect(await statusOf(id)).toBe(status);
      const seen = await graph.ask(ZHEJIANG, volunteers);
      expect([name, codes(seen)]).toEqual([name, status === "IN_FORCE" ? [] : ["UNKNOWN_FIELD"]]);
    }
    const { agreement } = await graph.data<{ agreement: { steps: unknown[] } }>(
      "analyst",
      `query ($id: ID!) { agreement(id: $id) { steps { step party { code } actor } } }`,
      { id },
    );
    expect(agreement.steps).toEqual([
      { step: "DRAFT", party: { code: "31" }, actor: "test-admin" },
      { step: "PROPOSE", party: { code: "31" }, actor: "test-admin" },
      { step: "ACCEPT", party: { code: "33" }, actor: "test-partner" },
      { step: "ENTER_INTO_FORCE", party: null, actor: "test-admin" },
      { step: "SUSPEND", party: null, actor: "test-admin" },
      { step: "RESUME", party: null, actor: "test-admin" },
      { step: "END", party: null, actor: "test-admin" },
    ]);
  });

  test("refuses each step that does not lead on from where it stands, and changes nothing", async () => {
    const id = await drafted();
    const all = [
      "proposeAgreement",
      "acceptAgreement",
      "rejectAgreement",
      "bringAgreementIntoForce",
      "suspendAgreement",
      "resumeAgreement",
      "endAgreement",
    ];
    const possible: Record<string, string[]> = {
      DRAFTED: ["proposeAgreement"],
      PROPOSED: ["acceptAgreement", "rejectAgreement"],
      ACCEPTED: ["bringAgreementIntoForce", "rejectAgreement"],
      IN_FORCE: ["suspendAgreement", "endAgreement"],
      SUSPENDED: ["resumeAgreement", "endAgreement"],
      ENDED: [],
    };
    const ways = [
      "proposeAgreement",
      "acceptAgreement",
      "bringAgreementIntoForce",
      "suspendAgreement",
      "endAgreement",
    ];
    for (const way of [...ways, undefined]) {
      const status = await statusOf(id);
      for (const name of all.filter((each) => !possible[status]?.includes(each))) {
        const words = /^(accept|reject)/.test(name) ? { party: "33" } : {};
        const answer = await step("admin", name, id, words);
        expect([status, name, codes(answer), answer.data]).toEqual([
          status,
          name,
          ["AGREEMENT_STEP_REFUSED"],
          { [name]: null },
        ]);
        expect(await statusOf(id)).toBe(status);
      }
      const redraft = await graph.ask("admin", DRAFTING, { draft: { ...DRAFT, id, title: "改写" } });
      expect([status, codes(redraft)]).toEqual([
        status,
        status === "DRAFTED" ? [] : ["AGREEMENT_STEP_REFUSED"],
      ]);
      if (way !== undefined) await step("admin", way, id, way === "acceptAgreement" ? { party: "33" } : {});
    }
  });

  test("is accepted when every side but the drafting one has, each for itself", async () => {
    const parties = [...DRAFT.parties, { division: "32", role: "BOTH" }];
    const id = await drafted({ parties });
    await step("admin", "proposeAgreement", id);
    const wrong: [Parameters<SharingGraph["ask"]>[0], object, string][] = [
      [ZHEJIANG, { party: "32" }, "AGREEMENT_PARTY"],
      [{ partner: "31" }, {}, "AGREEMENT_PARTY"],
      [{ partner: "34" }, {}, "NOT_FOUND"],
      ["admin", {}, "AGREEMENT_PARTY"],
      ["admin", { party: "34" }, "AGREEMENT_PARTY"],
      ["admin", { party: "31" }, "AGREEMENT_PARTY"],
      ["steward", { party: "33" }, "ACTION_FORBIDDEN"],
      ["anonymous", { party: "33" }, "ACTION_FORBIDDEN"],
    ];
    for (const [who, words, code] of wrong) {
      expect([who, codes(await step(who, "acceptAgreement", id, words))]).toEqual([who, [code]]);
    }
    await step(ZHEJIANG, "acceptAgreement", id);
    expect(await statusOf(id)).toBe("PROPOSED");
    expect(codes(await step(ZHEJIANG, "acceptAgreement", id))).toEqual(["AGREEMENT_STEP_REFUSED"]);
    await step("admin", "acceptAgreement", id, { party: "32" });
    expect(await statusOf(id)).toBe("ACCEPTED");
    // Sent back, it is a draft again, and every side has to accept anew.
    await step(JIANGSU, "rejectAgreement", id, { note: "再议" });
    expect(await statusOf(id)).toBe("DRAFTED");
    await step("admin", "proposeAgreement", id);
    await step(JIANGSU, "acceptAgreement", id);
    expect(await statusOf(id)).toBe("PROPOSED");
  });

  test("two sides that accept at the same moment bring it to ACCEPTED all the same", async () => {
    const id = await drafted({ parties: [...DRAFT.parties, { division: "32", role: "BOTH" }] });
    await step("admin", "proposeAgreement", id);
    const answers = await Promise.all([ZHEJIANG, JIANGSU].map((who) => step(who, "acceptAgreement", id)));
    expect(answers.map(codes)).toEqual([[], []]);
    expect(await statusOf(id)).toBe("ACCEPTED");
    const once = await Promise.all([1, 2, 3].map(() => step("admin", "bringAgreementIntoForce", id)));
    expect(once.map((answer) => codes(answer).length).sort()).toEqual([0, 1, 1]);
  });

  test("several mutations of one document run in turn, and each answer shows the state after it", async () => {
    const id = await drafted();
    const answer = await graph.ask(
      "admin",
      `mutation ($id: ID!) {
        one: proposeAgreement(id: $id) { agreement { status steps { step } } }
        wrong: suspendAgreement(id: $id) { agreement { status } }
        two: acceptAgreement(id: $id, party: "33") { agreement { status steps { step } parties { division { name } } } }
        __typename
      }`,
      { id },
    );
    expect(answer.data).toEqual({
      one: { agreement: { status: "PROPOSED", steps: [{ step: "DRAFT" }, { step: "PROPOSE" }] } },
      wrong: null,
      two: {
        agreement: {
          status: "ACCEPTED",
          steps: [{ step: "DRAFT" }, { step: "PROPOSE" }, { step: "ACCEPT" }],
          parties: [{ division: { name: expect.any(String) } }, { division: { name: expect.any(String) } }],
        },
      },
      __typename: "Mutation",
    });
    expect(codes(answer)).toEqual(["AGREEMENT_STEP_REFUSED"]);
  });

  test("a mutation over GET is refused and changes nothing", async () => {
    const id = await drafted();
    const query = `mutation { proposeAgreement(id: "${id}") { agreementId } }`;
    const response = await fetch(`${graph.url}?query=${encodeURIComponent(query)}`, {
      headers: await headersOf("admin"),
    });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect([
      response.status,
      response.headers.get("allow"),
      errors.map(({ extensions }) => extensions.code),
    ]).toEqual([405, "POST", ["BAD_REQUEST"]]);
    expect(await statusOf(id)).toBe("DRAFTED");
  });

  test("mutations go to a remote subgraph with the caller's token, and come back with its errors", async () => {
    const [delta] = (await buildSubgraphs()).filter(({ name }) => name === "delta");
    const remote = await serveSubgraph(delta as NonNullable<typeof delta>, graph.store);
    const gateway = await serveGraph(graph.store, { delta: remote.url });
    try {
      const id = await drafted();
      const asked = async (who: Parameters<SharingGraph["ask"]>[0], query: string, variables: object) => {
        const body = JSON.stringify({ query, variables });
        const response = await fetch(gateway.url, { method: "POST", headers: await headersOf(who), body });
        return (await response.json()) as Awaited<ReturnType<SharingGraph["ask"]>>;
      };
      const proposed = await asked("admin", STEP("proposeAgreement"), { id });
      expect(proposed.data).toEqual({
        proposeAgreement: { agreementId: id, warnings: [], agreement: { id, status: "PROPOSED" } },
      });
      expect(codes(await asked("analyst", STEP("endAgreement"), { id }))).toEqual(["ACTION_FORBIDDEN"]);
      expect(codes(await asked(ZHEJIANG, ACCEPT, { id, party: "32" }))).toEqual(["AGREEMENT_PARTY"]);
      expect(codes(await asked(ZHEJIANG, ACCEPT, { id }))).toEqual([]);
      expect(await statusOf(id)).toBe("ACCEPTED");
      const invalid = await asked("admin", DRAFTING, { draft: { ...DRAFT, grants: [] } });
      expect(invalid.errors?.[0]?.extensions).toMatchObject({
        code: "AGREEMENT_INVALID",
        problems: [{ at: "grants", reason: "It gives nothing." }],
      });
    } finally {
      await gateway.stop();
      await remote.stop();
    }
  });

  test("no export and no saved query is a mutation", async () => {
    const exporting = await serveExportGraph(graph.store);
    try {
      const id = await drafted();
      const text = `mutation { proposeAgreement(id: "${id}") { agreementId } }`;
      const exported = await exporting.post(text, { role: "admin" });
      expect([exported.status, await codeIn(exported)]).toEqual([400, "EXPORT_NOT_A_QUERY"]);
      const saved = await exporting.send("PUT", "/queries/propose", {
        role: "admin",
        headers: { "content-type": "application/graphql" },
        body: text,
      });
      expect([saved.status, await codeIn(saved)]).toEqual([400, "SAVED_QUERY_REFUSED"]);
      expect(await statusOf(id)).toBe("DRAFTED");
    } finally {
      await exporting.stop();
    }
  });
});

async function codeIn(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors[0]?.extensions.code;
}
