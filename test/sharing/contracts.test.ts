import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from "graphql";
import { SAMPLE_PARTNERS, samplePartner } from "../../src/cli/sample-partner.js";
import { createGateway, printApiSchema } from "../../src/gateway/gateway.js";
import type { Role } from "../../src/policy/caller.js";
import { projectRoot } from "../../src/project-root.js";
import type { Store } from "../../src/store/store.js";
import { JiangsuTeamsDocument } from "../generated/partners/32/graphql.js";
import { ZhejiangTeamsDocument } from "../generated/partners/33/graphql.js";
import { AnhuiTeamsDocument } from "../generated/partners/34/graphql.js";
import { PinghuTeamsDocument } from "../generated/partners/330482/graphql.js";
import { engines } from "../support/engines.js";
import {
  buildSubgraphs,
  openSeededStore,
  type Served,
  serveGraph,
  testToken,
} from "../support/graph-harness.js";

const committed = (partner: string) =>
  readFileSync(join(projectRoot(), "schema", "contracts", `${partner}.graphql`), "utf8");

describe("the committed contracts", () => {
  // A field that a contract loses shows here, under the partner's name, and in the file's history.
  test.each(SAMPLE_PARTNERS)(
    "of %s is what the sample agreements give: run `npm run schema`",
    async (partner) => {
      const gateway = await createGateway({
        subgraphs: await buildSubgraphs(),
        urls: {},
        timeoutMs: 1000,
        planTimeoutMs: 10_000,
      });
      const contract = gateway.contracts.of(samplePartner(partner));
      expect(contract && printApiSchema(contract.schema)).toBe(committed(partner));
      await gateway.stop();
    },
  );
});

describe("a service with agreements", () => {
  let store: Store;
  let drop: () => Promise<void>;
  let served: Served;
  let origin: string;

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engines()[0] as ReturnType<typeof engines>[number], {
      own: true,
    }));
    served = await serveGraph(store);
    origin = new URL(served.url).origin;
  }, 60_000);
  afterAll(async () => {
    await served.stop();
    await drop();
  });

  const authorization = async (role: Role, partner?: string): Promise<Record<string, string>> =>
    role === "anonymous" ? {} : { authorization: `Bearer ${await testToken(role, partner)}` };

  const get = async (path: string, role: Role, partner?: string) =>
    fetch(`${origin}${path}`, { headers: await authorization(role, partner) });

  async function post(
    query: string,
    partner: string | Role,
    variables: object = {},
    accept = "application/graphql-response+json",
  ) {
    const isRole = !/^\d/.test(partner);
    const sent = await authorization(isRole ? (partner as Role) : "partner", isRole ? undefined : partner);
    const response = await fetch(served.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept, ...sent },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const codes = [...text.matchAll(/"code":"([A-Z_]+)"/g)].map((match) => match[1]);
    return { status: response.status, text, codes };
  }

  test.each(SAMPLE_PARTNERS)("answers the introspection of %s from its contract", async (partner) => {
    const { text } = await post(
      getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
      partner,
    );
    const { data } = JSON.parse(text) as { data: Parameters<typeof buildClientSchema>[0] };
    const told = `${printSchema(lexicographicSortSchema(buildClientSchema(data)))}\n`;
    expect(told).toBe(committed(partner));
  });

  test("gives a partner its contract as SDL, and everybody else the whole schema", async () => {
    expect(await (await get("/contract", "partner", "34")).text()).toBe(committed("34"));
    const whole = await (await get("/contract", "anonymous")).text();
    expect(whole).toBe(readFileSync(join(projectRoot(), "schema", "api.graphql"), "utf8"));
  });

  test("gives another's contract to stewards and admins alone", async () => {
    expect(await (await get("/contract/34", "partner", "34")).text()).toBe(committed("34"));
    expect(await (await get("/contract/34", "steward")).text()).toBe(committed("34"));
    expect((await get("/contract/34", "admin")).status).toBe(200);
    for (const [role, partner] of [
      ["partner", "33"],
      ["partner", "3401"],
      ["analyst", undefined],
      ["anonymous", undefined],
    ] as const) {
      const response = await get("/contract/34", role, partner);
      expect([response.status, await response.json()]).toMatchObject([
        403,
        { errors: [{ extensions: { code: "CONTRACT_FORBIDDEN" } }] },
      ]);
    }
    const unknown = await get("/contract/zhejiang", "admin");
    expect([unknown.status, await unknown.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: "CONTRACT_UNKNOWN" } }] },
    ]);
  });

  test("gives a division without any agreement what is shared with everybody", async () => {
    const text = await (await get("/contract", "partner", "35")).text();
    expect(text).toMatch(/^type Warning /m);
    expect(text).not.toMatch(/^type (Team|Depot|StockLine|Expert|Volunteer|Incident|Dispatch) /m);
    expect((await post("{ teams { totalCount } }", "35")).codes).toEqual(["UNKNOWN_FIELD"]);
  });

  test("refuses what a contract lacks, and names nothing that it does not hold", async () => {
    const hidden: [string, object?][] = [
      ["{ volunteer { id } }"],
      ["{ volunteers { nodes { phone } } }"],
      ["{ teams { nodes { standbyHeadcoun } } }"],
      ["{ teams { nodes { ... on Expert { phone } } } }"],
      ['{ teams(where: { contactPhone: { startsWith: "1" } }) { totalCount } }'],
      [
        "query ($w: TeamFilter) { teams(where: $w) { totalCount } }",
        { w: { contactPhone: { isNull: true } } },
      ],
      ["query ($w: TeamFilter) { teams(where: $w) { totalCount } }", { w: { contactNam: { isNull: true } } }],
      ["{ teams(orderBy: [{ standbyHeadcount: ASC }]) { totalCount } }"],
      ["{ teamAggregate { nodes { sum { standbyHeadcount } } } }"],
      ["{ depotsNear(latitude: 31, longitude: 121, datum: WGS84, km: 5) { distanceKm } }"],
      ['{ search(text: "张", types: [EXPERT]) { totalCount } }'],
      ["mutation { proposeAgreement { id } }"],
    ];
    for (const [query, variables] of hidden) {
      const { status, text, codes } = await post(query, "34", variables);
      expect([query, status, codes.length > 0]).toEqual([query, 400, true]);
      // What was sent comes back; beside it nothing that is hidden may stand.
      const names = /(Did you mean|It has|such as)[^?]*(contactName|standby|olunteer|EXPERT\b|depotsNear)/;
      expect([query, names.test(text)]).toEqual([query, false]);
    }
  });

  test("tells a partner, and nobody else, where his contract stands", async () => {
    const where = "What your agreements give you is listed by GET /contract.";
    for (const query of ["{ teams { nodes { contactName } } }", "{ teams { nodes { neverThere } } }"]) {
      expect([query, (await post(query, "34")).text.includes(where)]).toEqual([query, true]);
    }
    expect((await post("{ teams { nodes { neverThere } } }", "steward")).text).not.toContain(where);
  });

  test("does not take a document for checked because somebody else's was", async () => {
    const query = "{ teams(first: 1) { nodes { contactName } } }";
    expect((await post(query, "steward")).codes).toEqual([]);
    expect((await post(query, "34")).codes).toEqual(["UNKNOWN_FIELD"]);
    expect((await post(query, "330482")).codes).toEqual([]);
    expect((await post(query, "34")).codes).toEqual(["UNKNOWN_FIELD"]);
  });

  test("refuses exports for the same reasons", async () => {
    const query = "query T { teams(first: 1) { nodes { id contactName } } }";
    expect((await post(query, "34", {}, "text/csv")).codes).toEqual(["UNKNOWN_FIELD"]);
    expect((await post(query, "33", {}, "text/csv")).text).toMatch(/,.\*/);
  });

  test("lists the saved queries that fit a contract, and knows of no others", async () => {
    const names = async (role: Role, partner?: string) =>
      ((await (await get("/queries", role, partner)).json()) as { name: string }[]).map(({ name }) => name);
    const all = await names("steward");
    const own = await names("partner", "34");
    expect(all).toEqual(expect.arrayContaining(own));
    expect(own).toContain("plans-not-exercised");
    for (const name of ["experts-on-call", "volunteer-hours-by-district", "alarm-to-arrival"]) {
      expect(own).not.toContain(name);
      for (const path of [`/queries/${name}`, `/export/${name}.csv`]) {
        const response = await get(path, "partner", "34");
        expect([response.status, (await response.text()).includes("SAVED_QUERY_UNKNOWN")]).toEqual([
          404,
          true,
        ]);
      }
    }
  });

  test("serves what clients are generated from the contracts", async () => {
    const typed = async (document: { toString(): string }, partner: string) =>
      (JSON.parse((await post(document.toString(), partner)).text) as { data: { teams: unknown } }).data
        .teams;
    expect(await typed(ZhejiangTeamsDocument, "33")).toMatchObject({
      nodes: [{ contactPhone: expect.stringMatching(/^\d{3}\*{4}\d{4}$/) }, {}, {}],
    });
    expect(await typed(JiangsuTeamsDocument, "32")).toMatchObject({
      nodes: [{ contactPhone: expect.stringMatching(/^tok_/) }, {}, {}],
    });
    expect(await typed(AnhuiTeamsDocument, "34")).toMatchObject({ totalCount: expect.any(Number) });
    expect(await typed(PinghuTeamsDocument, "330482")).toMatchObject({
      nodes: [{ contactPhone: expect.stringMatching(/^\d{11}$|-/) }, {}, {}],
    });
  });

  test("follows an agreement as it changes", async () => {
    const query = "{ teams(first: 1) { nodes { contactPhone } } }";
    expect((await post(query, "33")).codes).toEqual([]);
    const write = (status: string) =>
      store.db
        .updateTable("agreement")
        .set({ status })
        .where("title", "=", "沪浙应急资源数据共享协议(样例)")
        .execute();
    await write("SUSPENDED");
    expect((await post(query, "33")).codes).toEqual(["UNKNOWN_FIELD"]);
    expect(await (await get("/contract", "partner", "33")).text()).not.toMatch(/^type Team /m);
    await write("IN_FORCE");
    expect((await post(query, "33")).codes).toEqual([]);
    expect(await (await get("/contract", "partner", "33")).text()).toBe(committed("33"));
  });
});
