import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { volunteersSubgraph } from "../../../src/subgraphs/volunteers/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { organisationRow, volunteerRow } from "./volunteer-row.js";

const DETAILS = `{
  volunteer(id: "vl1") {
    step name gender phone birthDate idNumber
    skills { issuedBy certificateNumber }
    steps { nodes { step score note } }
  }
}`;

const PUBLIC = { step: "SERVING" };
const PERSONAL = { name: "志愿者 vl1", gender: "MALE", phone: "19900000000" };
const SENSITIVE = { birthDate: "1990-02-03", idNumber: "000000199002030000" };
const STEPS = { steps: { nodes: [{ step: "ASSESS", score: 91, note: "优秀" }] } };
const skills = (certificateNumber: string | null) => ({
  skills: [{ issuedBy: "海事局", certificateNumber }],
});

function withheld<T extends object>(fields: T): Record<keyof T, null> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, null])) as Record<keyof T, null>;
}

describeEachEngine("a volunteer's data", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(volunteersSubgraph, engine);
    await harness.insert("skill", [
      { code: "boat", name: "船艇操作", nameEn: "Boat handling", certificateRequired: 1 },
    ]);
    await harness.insert("volunteer_organisation", [organisationRow({ id: "vo1" })]);
    await harness.insert("volunteer", [volunteerRow({ id: "vl1", organisationId: "vo1" })]);
    await harness.insert("volunteer_skill", [
      { id: "vs1", volunteerId: "vl1", skillCode: "boat", certificateNumber: "C-1", issuedBy: "海事局" },
    ]);
    await harness.insert("volunteer_step_event", [
      {
        id: "ve1",
        volunteerId: "vl1",
        step: "ASSESS",
        happenedOn: "2024-07-01",
        hours: null,
        score: 91,
        note: "优秀",
      },
    ]);
  });
  afterAll(() => harness.close());

  test("is whole for an admin", async () => {
    const { data, errors } = await harness.run(DETAILS, { role: "admin" });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ volunteer: { ...PUBLIC, ...PERSONAL, ...SENSITIVE, ...skills("C-1"), ...STEPS } });
  });

  test("keeps what is sensitive from a steward, whose statement does not even select it", async () => {
    const { data, errors } = await harness.run(DETAILS, { role: "steward" });
    expect(data).toEqual({
      volunteer: { ...PUBLIC, ...PERSONAL, ...withheld(SENSITIVE), ...skills("C-1"), ...STEPS },
    });
    expect(errors?.map(({ extensions }) => [extensions["code"], extensions["field"]]).sort()).toEqual([
      ["FORBIDDEN_FIELD", "Volunteer.birthDate"],
      ["FORBIDDEN_FIELD", "Volunteer.idNumber"],
    ]);
    expect(harness.statements.join()).not.toMatch(/birth_date|id_number/);
  });

  test("keeps what is personal from an analyst too, whose statement does not even select it", async () => {
    const { data, errors } = await harness.run(DETAILS, { role: "analyst" });
    expect(data).toEqual({
      volunteer: { ...PUBLIC, ...withheld(PERSONAL), ...withheld(SENSITIVE), ...skills(null), ...STEPS },
    });
    expect(errors?.map(({ extensions }) => extensions["field"]).sort()).toEqual([
      "Volunteer.birthDate",
      "Volunteer.gender",
      "Volunteer.idNumber",
      "Volunteer.name",
      "Volunteer.phone",
      "VolunteerSkill.certificateNumber",
    ]);
    expect(harness.statements.join()).not.toMatch(
      /birth_date|id_number|name|gender|phone|certificate_number/,
    );
  });

  test.each(["anonymous", "partner"] as const)(
    "is closed to the role %s, however they come to it, and nothing is read",
    async (role) => {
      const { data, errors } = await harness.run(
        `query ($of: [_Any!]!) {
        volunteer(id: "vl1") { id }
        volunteers(skill: "boat") { totalCount }
        _entities(representations: $of) {
          ... on Division { volunteers { totalCount } }
          ... on Volunteer { id step }
        }
      }`,
        {
          role,
          variables: {
            of: [
              { __typename: "Division", code: "31" },
              { __typename: "Volunteer", id: "vl1" },
            ],
          },
        },
      );
      expect(data).toEqual({ volunteer: null, volunteers: null, _entities: [{ volunteers: null }, null] });
      expect(errors?.map(({ extensions }) => [extensions["code"], extensions["field"]]).sort()).toEqual([
        ["FORBIDDEN_FIELD", "Division.volunteers"],
        ["FORBIDDEN_FIELD", "Query.volunteer"],
        ["FORBIDDEN_FIELD", "Query.volunteers"],
        ["FORBIDDEN_FIELD", "Volunteer"],
      ]);
      expect(harness.statements).toEqual([]);
    },
  );

  test("does not include organisations and skills, which are open to everybody but for contacts and people", async () => {
    const { data, errors } = await harness.run(
      `{
        skills { code certificateRequired }
        volunteerOrganisation(id: "vo1") {
          name kind uscc memberCount registeredOn contactName contactPhone division { code } volunteers { totalCount }
        }
      }`,
      { role: "anonymous" },
    );
    expect(data).toEqual({
      skills: [{ code: "boat", certificateRequired: true }],
      volunteerOrganisation: {
        name: "组织 vo1",
        kind: "COMMUNITY",
        uscc: null,
        memberCount: 40,
        registeredOn: "2020-01-01",
        contactName: null,
        contactPhone: null,
        division: { code: "310115" },
        volunteers: null,
      },
    });
    expect(errors?.map(({ extensions }) => extensions["field"]).sort()).toEqual([
      "VolunteerOrganisation.contactName",
      "VolunteerOrganisation.contactPhone",
      "VolunteerOrganisation.volunteers",
    ]);
    expect(harness.statements.join()).not.toMatch(/contact/);
    const steward = await harness.run(`{ volunteerOrganisations { nodes { contactName contactPhone } } }`, {
      role: "steward",
    });
    expect(steward.data).toEqual({
      volunteerOrganisations: { nodes: [{ contactName: "联系人", contactPhone: "19900000001" }] },
    });
  });
});
