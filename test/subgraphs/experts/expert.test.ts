import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expertsSubgraph } from "../../../src/subgraphs/experts/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { expertRow, shiftRow } from "./expert-row.js";

describeEachEngine("an expert", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(expertsSubgraph, engine);
    await harness.insert("expert_domain", [
      { code: "fire", name: "消防", nameEn: "Fire protection" },
      { code: "gas", name: "燃气工程", nameEn: "Gas engineering" },
      { code: "hazmat", name: "危险化学品", nameEn: "Hazardous chemicals" },
    ]);
    await harness.insert("expert", [
      expertRow({ id: "ex1" }),
      expertRow({ id: "ex2", status: "RETIRED", divisionCode: "310104", countyCode: "310104" }),
      expertRow({
        id: "ex3",
        divisionCode: "330482",
        provinceCode: "33",
        prefectureCode: "3304",
        countyCode: "330482",
      }),
    ]);
    await harness.insert("expert_specialty", [
      { id: "es1", expertId: "ex1", domainCode: "hazmat", primary: 1 },
      { id: "es2", expertId: "ex1", domainCode: "fire", primary: 0 },
      { id: "es3", expertId: "ex2", domainCode: "fire", primary: 1 },
    ]);
    await harness.insert("expert_appointment", [
      appointment("ea1", "ex1", "UNIT", "ag2", "2026-01-01", "2026-10-31"),
      appointment("ea2", "ex1", "CITY", "ag1", "2020-01-01", null),
      appointment("ea3", "ex2", "DISTRICT", "ag1", "2026-11-02", null),
    ]);
    await harness.insert("expert_engagement", [
      {
        id: "eg1",
        expertId: "ex1",
        use: "EXERCISE",
        subject: "化工区演练",
        startedOn: "2026-05-01",
        days: 2,
      },
      {
        id: "eg2",
        expertId: "ex1",
        use: "EMERGENCY_RESPONSE",
        subject: "泄漏处置",
        startedOn: "2025-08-01",
        days: 1,
      },
    ]);
    await harness.insert("expert_shift", [
      { ...shiftRow("eh1", "ex1", "2026-11-02 00:00", "2026-11-02 12:00"), teamId: "tm1" },
      shiftRow("eh2", "ex1", "2026-11-01 00:00", "2026-11-01 12:00"),
    ]);
    await harness.insert("expert_team", [
      { id: "et1", expertId: "ex1", teamId: "tm2", role: "ADVISER", since: "2024-03-01" },
      { id: "et2", expertId: "ex1", teamId: "tm1", role: "ON_CALL", since: "2025-03-01" },
    ]);
    await harness.insert("expert_training", [
      {
        id: "en1",
        expertId: "ex1",
        course: "指挥",
        courseEn: "Command",
        completedOn: "2026-02-01",
        hours: 7.5,
        validUntil: null,
      },
    ]);
  });
  afterAll(() => harness.close());

  test("is one type with what is known of them", async () => {
    const { data, errors } = await harness.run(`{
      expert(id: "ex1") {
        id name nameEn gender birthDate idNumber title employer phone email summary status
        division { code }
        provenance { source provinceCode observedAt synthetic freshness }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      expert: {
        id: "ex1",
        name: "专家 ex1",
        nameEn: null,
        gender: "FEMALE",
        birthDate: "1970-02-03",
        idNumber: "000000197002030000",
        title: "教授级高级工程师",
        employer: "某研究院",
        phone: "19900000000",
        email: "expert@example.org",
        summary: "危险化学品",
        status: "ACTIVE",
        division: { code: "310115" },
        provenance: {
          source: "test",
          provinceCode: "31",
          observedAt: "2026-11-01T00:00:00.000Z",
          synthetic: true,
          freshness: "UNKNOWN",
        },
      },
    });
  });

  test("brings their domains, appointments, uses, shifts, trainings and teams, in order of time, one statement each", async () => {
    const { data, errors } = await harness.run(`{
      experts(where: { id: { in: ["ex1", "ex3"] } }) {
        nodes {
          domains { code name nameEn }
          primaryDomain { code }
          appointments {
            nodes { level validFrom validTo current(at: "2026-11-01T00:00:00+08:00") agency { id } division { code } }
          }
          engagements { nodes { use subject startedOn days } }
          shifts { nodes { startsAt endsAt team { id } division { code } } }
          trainings { nodes { course courseEn completedOn hours validUntil } }
          teams { nodes { role since team { id } } }
        }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data?.["experts"]).toEqual({
      nodes: [
        {
          domains: [
            { code: "fire", name: "消防", nameEn: "Fire protection" },
            { code: "hazmat", name: "危险化学品", nameEn: "Hazardous chemicals" },
          ],
          primaryDomain: { code: "hazmat" },
          appointments: {
            nodes: [
              {
                level: "CITY",
                validFrom: "2020-01-01",
                validTo: null,
                current: true,
                agency: { id: "ag1" },
                division: { code: "3101" },
              },
              {
                level: "UNIT",
                validFrom: "2026-01-01",
                validTo: "2026-10-31",
                current: false,
                agency: { id: "ag2" },
                division: { code: "3101" },
              },
            ],
          },
          engagements: {
            nodes: [
              { use: "EMERGENCY_RESPONSE", subject: "泄漏处置", startedOn: "2025-08-01", days: 1 },
              { use: "EXERCISE", subject: "化工区演练", startedOn: "2026-05-01", days: 2 },
            ],
          },
          shifts: {
            nodes: [
              {
                startsAt: "2026-11-01T00:00:00.000Z",
                endsAt: "2026-11-01T12:00:00.000Z",
                team: null,
                division: { code: "3101" },
              },
              {
                startsAt: "2026-11-02T00:00:00.000Z",
                endsAt: "2026-11-02T12:00:00.000Z",
                team: { id: "tm1" },
                division: { code: "3101" },
              },
            ],
          },
          trainings: {
            nodes: [
              {
                course: "指挥",
                courseEn: "Command",
                completedOn: "2026-02-01",
                hours: 7.5,
                validUntil: null,
              },
            ],
          },
          teams: {
            nodes: [
              { role: "ADVISER", since: "2024-03-01", team: { id: "tm2" } },
              { role: "ON_CALL", since: "2025-03-01", team: { id: "tm1" } },
            ],
          },
        },
        {
          domains: [],
          primaryDomain: null,
          appointments: { nodes: [] },
          engagements: { nodes: [] },
          shifts: { nodes: [] },
          trainings: { nodes: [] },
          teams: { nodes: [] },
        },
      ],
    });
    expect(harness.statements.length).toBe(8);
  });

  test("is appointed by the calendar of Shanghai, first and last day included", async () => {
    const { data } = await harness.run(`{
      expert(id: "ex1") {
        appointments(last: 1) {
          nodes {
            lastMinute: current(at: "2026-10-31T15:59:59Z")
            after: current(at: "2026-10-31T16:00:00Z")
            before: current(at: "2025-12-31T23:59:59+08:00")
            firstMinute: current(at: "2026-01-01T00:00:00+08:00")
          }
        }
      }
    }`);
    expect(data?.["expert"]).toEqual({
      appointments: { nodes: [{ lastMinute: true, after: false, before: false, firstMinute: true }] },
    });
  });

  test("is found by status, division and domain", async () => {
    const { data } = await harness.run(`{
      retired: experts(where: { status: { eq: RETIRED } }) { nodes { id } }
      ofZhejiang: experts(where: { division: { within: "33" } }) { nodes { id } }
      ofFire: experts(domain: "fire") { totalCount nodes { id } }
      ofFireAndActive: experts(domain: "fire", where: { status: { eq: ACTIVE } }) { totalCount nodes { id } }
      ofGas: experts(domain: "gas") { totalCount nodes { id } }
      ofNoDomain: experts(domain: "alchemy") { totalCount nodes { id } }
    }`);
    expect(data).toEqual({
      retired: { nodes: [{ id: "ex2" }] },
      ofZhejiang: { nodes: [{ id: "ex3" }] },
      ofFire: { totalCount: 2, nodes: [{ id: "ex1" }, { id: "ex2" }] },
      ofFireAndActive: { totalCount: 1, nodes: [{ id: "ex1" }] },
      ofGas: { totalCount: 0, nodes: [] },
      ofNoDomain: { totalCount: 0, nodes: [] },
    });
  });

  test("of a domain is paged both ways, and its cursors belong to that domain", async () => {
    const first = await harness.run(
      `{ experts(domain: "fire", first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
    );
    const page = first.data?.["experts"] as unknown as { pageInfo: { endCursor: string } };
    expect(page).toEqual({
      nodes: [{ id: "ex1" }],
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
    });
    const variables = { cursor: page.pageInfo.endCursor };
    const next = `query ($cursor: String) {
      experts(domain: "fire", first: 1, after: $cursor) { nodes { id } pageInfo { hasNextPage hasPreviousPage } }
    }`;
    expect((await harness.run(next, { variables })).data).toEqual({
      experts: { nodes: [{ id: "ex2" }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
    });
    const { data } = await harness.run(
      `{ experts(domain: "fire", last: 1) { nodes { id } pageInfo { hasPreviousPage } } }`,
    );
    expect(data).toEqual({ experts: { nodes: [{ id: "ex2" }], pageInfo: { hasPreviousPage: true } } });
    const other = await harness.run(next.replace("fire", "gas"), { variables });
    expect(other.errors?.map(({ extensions }) => extensions["code"])).toEqual(["CURSOR_MISMATCH"]);
  });

  test("that does not exist is NOT_FOUND when named, and null when referred to", async () => {
    const { data, errors } = await harness.run(`{
      expert(id: "ex9") { id }
      _entities(representations: [{ __typename: "Expert", id: "ex9" }, { __typename: "ExpertDomain", code: "gas" }]) {
        ... on Expert { id }
        ... on ExpertDomain { name }
      }
    }`);
    expect(data).toEqual({ expert: null, _entities: [null, { name: "燃气工程" }] });
    expect(errors?.map(({ message }) => message)).toEqual(["There is no Expert with id ex9."]);
  });
});

function appointment(
  id: string,
  expertId: string,
  level: string,
  agencyId: string,
  validFrom: string,
  validTo: string | null,
) {
  return { id, expertId, level, agencyId, divisionCode: "3101", validFrom, validTo };
}
