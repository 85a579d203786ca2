import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { volunteersSubgraph } from "../../../src/subgraphs/volunteers/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { organisationRow, volunteerRow } from "./volunteer-row.js";

describeEachEngine("a volunteer", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(volunteersSubgraph, engine);
    await harness.insert("skill", [
      { code: "boat", name: "船艇操作", nameEn: "Boat handling", certificateRequired: 1 },
      { code: "translation", name: "翻译", nameEn: "Translation", certificateRequired: 0 },
    ]);
    await harness.insert("volunteer_organisation", [organisationRow({ id: "vo1" })]);
    await harness.insert("volunteer", [
      volunteerRow({ id: "vl1", organisationId: "vo1" }),
      volunteerRow({
        id: "vl2",
        step: "TRAINED",
        status: "PAUSED",
        divisionCode: "310104",
        countyCode: "310104",
      }),
      volunteerRow({ id: "vl3", organisationId: "vo9", step: "TRAINED" }),
    ]);
    await harness.insert("volunteer_skill", [
      {
        id: "vs1",
        volunteerId: "vl1",
        skillCode: "boat",
        certificateNumber: "C-1",
        issuedBy: "海事局",
        issuedOn: "2020-01-01",
        validUntil: "2025-01-01",
      },
      {
        id: "vs2",
        volunteerId: "vl1",
        skillCode: "boat",
        certificateNumber: "C-2",
        issuedBy: "海事局",
        issuedOn: "2025-01-01",
        validUntil: "2030-01-01",
      },
      bare("vs3", "vl1", "translation"),
      bare("vs4", "vl3", "boat"),
    ]);
    await harness.insert("volunteer_step_event", [
      {
        id: "ve1",
        volunteerId: "vl1",
        step: "HOURS",
        happenedOn: "2025-06-01",
        hours: 4.5,
        score: null,
        note: "防汛值守",
      },
      {
        id: "ve2",
        volunteerId: "vl1",
        step: "RECRUIT",
        happenedOn: "2024-04-01",
        hours: null,
        score: null,
        note: null,
      },
      {
        id: "ve3",
        volunteerId: "vl1",
        step: "ASSESS",
        happenedOn: "2024-07-01",
        hours: null,
        score: 91,
        note: null,
      },
      {
        id: "ve4",
        volunteerId: "vl1",
        step: "REGISTER",
        happenedOn: "2024-05-01",
        hours: null,
        score: null,
        note: null,
      },
    ]);
    await harness.insert("volunteer_availability", [
      { id: "va1", volunteerId: "vl1", weekday: 6, fromTime: "13:00", toTime: "18:00" },
      { id: "va2", volunteerId: "vl1", weekday: 6, fromTime: "08:00", toTime: "12:00" },
      { id: "va3", volunteerId: "vl1", weekday: 1, fromTime: "19:00", toTime: "22:00" },
    ]);
  });
  afterAll(() => harness.close());

  test("is one type with what is known of them", async () => {
    const { data, errors } = await harness.run(`{
      volunteer(id: "vl1") {
        id name gender birthDate idNumber phone step registeredOn serviceHours status
        division { code }
        provenance { source synthetic observedAt }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      volunteer: {
        id: "vl1",
        name: "志愿者 vl1",
        gender: "MALE",
        birthDate: "1990-02-03",
        idNumber: "000000199002030000",
        phone: "19900000000",
        step: "SERVING",
        registeredOn: "2024-05-01",
        serviceHours: 12.5,
        status: "ACTIVE",
        division: { code: "310115" },
        provenance: { source: "test", synthetic: true, observedAt: "2026-11-01T00:00:00.000Z" },
      },
    });
  });

  test("brings their steps, skills, times and organisation, in order, one statement each", async () => {
    const { data, errors } = await harness.run(`{
      volunteers {
        nodes {
          steps { nodes { step happenedOn hours score note } }
          skills { certificateNumber issuedBy issuedOn validUntil skill { code name nameEn certificateRequired } }
          availability { weekday fromTime toTime }
          organisation { name }
        }
      }
    }`);
    expect(errors).toBeUndefined();
    const boat = { code: "boat", name: "船艇操作", nameEn: "Boat handling", certificateRequired: true };
    const translation = {
      code: "translation",
      name: "翻译",
      nameEn: "Translation",
      certificateRequired: false,
    };
    const none = { certificateNumber: null, issuedBy: null, issuedOn: null, validUntil: null };
    expect(data?.["volunteers"]).toEqual({
      nodes: [
        {
          steps: {
            nodes: [
              { step: "RECRUIT", happenedOn: "2024-04-01", hours: null, score: null, note: null },
              { step: "REGISTER", happenedOn: "2024-05-01", hours: null, score: null, note: null },
              { step: "ASSESS", happenedOn: "2024-07-01", hours: null, score: 91, note: null },
              { step: "HOURS", happenedOn: "2025-06-01", hours: 4.5, score: null, note: "防汛值守" },
            ],
          },
          skills: [
            {
              certificateNumber: "C-1",
              issuedBy: "海事局",
              issuedOn: "2020-01-01",
              validUntil: "2025-01-01",
              skill: boat,
            },
            {
              certificateNumber: "C-2",
              issuedBy: "海事局",
              issuedOn: "2025-01-01",
              validUntil: "2030-01-01",
              skill: boat,
            },
            { ...none, skill: translation },
          ],
          availability: [
            { weekday: 1, fromTime: "19:00", toTime: "22:00" },
            { weekday: 6, fromTime: "08:00", toTime: "12:00" },
            { weekday: 6, fromTime: "13:00", toTime: "18:00" },
          ],
          organisation: { name: "组织 vo1" },
        },
        { steps: { nodes: [] }, skills: [], availability: [], organisation: null },
        // Their organisation is not in the store: a join that finds nothing is null, not an error.
        { steps: { nodes: [] }, skills: [{ ...none, skill: boat }], availability: [], organisation: null },
      ],
    });
    expect(harness.statements.length).toBe(6);
  });

  test("has a history that is paged both ways by day", async () => {
    const { data } = await harness.run(`{
      volunteer(id: "vl1") {
        oldest: steps(first: 1) { totalCount nodes { step } pageInfo { hasNextPage hasPreviousPage } }
        newest: steps(last: 1) { nodes { step } pageInfo { hasNextPage hasPreviousPage startCursor } }
      }
    }`);
    expect(data?.["volunteer"]).toEqual({
      oldest: {
        totalCount: 4,
        nodes: [{ step: "RECRUIT" }],
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      },
      newest: {
        nodes: [{ step: "HOURS" }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: expect.any(String) },
      },
    });
    const history = data?.["volunteer"] as unknown as { newest: { pageInfo: { startCursor: string } } };
    const before = await harness.run(
      'query ($cursor: String) { volunteer(id: "vl1") { steps(last: 2, before: $cursor) { nodes { step } pageInfo { hasPreviousPage } } } }',
      { variables: { cursor: history.newest.pageInfo.startCursor } },
    );
    expect(before.data).toEqual({
      volunteer: {
        steps: { nodes: [{ step: "REGISTER" }, { step: "ASSESS" }], pageInfo: { hasPreviousPage: true } },
      },
    });
  });

  test("is found by skill, step, status and division, and once however many certificates they hold", async () => {
    const { data, errors } = await harness.run(`{
      boat: volunteers(skill: "boat") { totalCount nodes { id } }
      boatAndTrained: volunteers(skill: "boat", where: { step: { eq: TRAINED } }) { totalCount nodes { id } }
      trained: volunteers(where: { step: { in: [TRAINED, RECRUITED] } }) { nodes { id } }
      paused: volunteers(where: { status: { eq: PAUSED } }) { nodes { id } }
      ofXuhui: volunteers(where: { division: { within: "310104" } }) { nodes { id } }
      noSuchSkill: volunteers(skill: "alchemy") { totalCount nodes { id } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      boat: { totalCount: 2, nodes: [{ id: "vl1" }, { id: "vl3" }] },
      boatAndTrained: { totalCount: 1, nodes: [{ id: "vl3" }] },
      trained: { nodes: [{ id: "vl2" }, { id: "vl3" }] },
      paused: { nodes: [{ id: "vl2" }] },
      ofXuhui: { nodes: [{ id: "vl2" }] },
      noSuchSkill: { totalCount: 0, nodes: [] },
    });
  });

  test("with a skill is paged, and the cursor belongs to that skill", async () => {
    const page = (skill: string) =>
      `query ($cursor: String) { volunteers(skill: "${skill}", first: 1, after: $cursor) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const { data } = await harness.run(page("boat"));
    expect(data).toEqual({
      volunteers: { nodes: [{ id: "vl1" }], pageInfo: { hasNextPage: true, endCursor: expect.any(String) } },
    });
    const found = data?.["volunteers"] as unknown as { pageInfo: { endCursor: string } };
    const variables = { cursor: found.pageInfo.endCursor };
    expect((await harness.run(page("boat"), { variables })).data).toEqual({
      volunteers: { nodes: [{ id: "vl3" }], pageInfo: { hasNextPage: false, endCursor: expect.any(String) } },
    });
    const { errors } = await harness.run(page("translation"), { variables });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["CURSOR_MISMATCH"]);
  });

  test("that does not exist is NOT_FOUND when named, and null when referred to", async () => {
    const { data, errors } = await harness.run(`{
      volunteer(id: "vl9") { id }
      volunteerOrganisation(id: "vo9") { id }
      _entities(representations: [
        { __typename: "Volunteer", id: "vl9" }
        { __typename: "VolunteerOrganisation", id: "vo1" }
        { __typename: "Skill", code: "boat" }
      ]) {
        ... on Volunteer { id }
        ... on VolunteerOrganisation { kind }
        ... on Skill { nameEn }
      }
    }`);
    expect(data).toEqual({
      volunteer: null,
      volunteerOrganisation: null,
      _entities: [null, { kind: "COMMUNITY" }, { nameEn: "Boat handling" }],
    });
    expect(errors?.map(({ message }) => message).sort()).toEqual([
      "There is no Volunteer with id vl9.",
      "There is no VolunteerOrganisation with id vo9.",
    ]);
  });
});

function bare(id: string, volunteerId: string, skillCode: string) {
  return {
    id,
    volunteerId,
    skillCode,
    certificateNumber: null,
    issuedBy: null,
    issuedOn: null,
    validUntil: null,
  };
}
