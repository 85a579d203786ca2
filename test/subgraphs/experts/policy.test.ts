import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expertsSubgraph } from "../../../src/subgraphs/experts/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { expertRow } from "./expert-row.js";

const DETAILS = `{
  expert(id: "ex1") {
    title employer summary name nameEn gender phone email birthDate idNumber engagements { nodes { use subject } }
  }
}`;

const PUBLIC = { title: "教授级高级工程师" };
const INTERNAL = { employer: "某研究院", summary: "危险化学品" };
const PERSONAL = {
  name: "专家 ex1",
  nameEn: "E. X. Pert",
  gender: "FEMALE",
  phone: "19900000000",
  email: "expert@example.org",
};
const SENSITIVE = { birthDate: "1970-02-03", idNumber: "000000197002030000" };
const USED = { engagements: { nodes: [{ use: "EXERCISE", subject: "化工区演练" }] } };

function withheld<T extends object>(fields: T): Record<keyof T, null> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, null])) as Record<keyof T, null>;
}

describeEachEngine("an expert's data", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(expertsSubgraph, engine);
    await harness.insert("expert_domain", [{ code: "gas", name: "燃气工程", nameEn: "Gas engineering" }]);
    await harness.insert("expert", [
      expertRow({ id: "ex1", nameEn: "E. X. Pert" }),
      expertRow({ id: "ex2" }),
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
    ]);
  });
  afterAll(() => harness.close());

  test("is whole for an admin", async () => {
    const { data, errors } = await harness.run(DETAILS, { role: "admin" });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ expert: { ...PUBLIC, ...INTERNAL, ...PERSONAL, ...SENSITIVE, ...USED } });
  });

  test("keeps what is sensitive from a steward, whose statement does not even select it", async () => {
    const { data, errors } = await harness.run(DETAILS, { role: "steward" });
    expect(data).toEqual({
      expert: { ...PUBLIC, ...INTERNAL, ...PERSONAL, ...withheld(SENSITIVE), ...USED },
    });
    expect(errors?.map(({ message }) => message)).toEqual([
      "Expert.birthDate is SENSITIVE and not open to the role steward: it is null in answers, and refused in filters, orders and groups.",
      "Expert.idNumber is SENSITIVE and not open to the role steward: it is null in answers, and refused in filters, orders and groups.",
    ]);
    expect(harness.statements.join()).not.toMatch(/birth_date|id_number/);
    expect(harness.statements.join()).toMatch(/phone/);
  });

  test("keeps what is personal from an analyst too, whose statement does not even select it", async () => {
    const { data, errors } = await harness.run(DETAILS, { role: "analyst" });
    expect(data).toEqual({
      expert: { ...PUBLIC, ...INTERNAL, ...withheld(PERSONAL), ...withheld(SENSITIVE), ...USED },
    });
    expect(errors?.map(({ path }) => path?.[1]).sort()).toEqual(
      [...Object.keys(PERSONAL), ...Object.keys(SENSITIVE)].sort(),
    );
    expect(harness.statements.join()).not.toMatch(/birth_date|id_number|name|gender|phone|email/);
  });

  test.each(["anonymous", "partner"] as const)(
    "is closed to the role %s, however they come to it, and nothing is read",
    async (role) => {
      const { data, errors } = await harness.run(
        `query ($of: [_Any!]!) {
        expert(id: "ex1") { id }
        experts { nodes { id } }
        _entities(representations: $of) {
          ... on Division { experts { totalCount } }
          ... on Team { experts { totalCount } }
          ... on Agency { expertAppointments { nodes { validFrom } } }
          ... on Expert { id status }
        }
      }`,
        {
          role,
          variables: {
            of: [
              { __typename: "Division", code: "31" },
              { __typename: "Team", id: "tm1" },
              { __typename: "Agency", id: "ag1" },
              { __typename: "Expert", id: "ex1" },
              { __typename: "Expert", id: "ex2" },
            ],
          },
        },
      );
      // To a partner whom nothing is shared with there is not even the team.
      const team = role === "partner" ? null : { experts: null };
      expect(data).toEqual({
        expert: null,
        experts: null,
        _entities: [{ experts: null }, team, { expertAppointments: null }, null, null],
      });
      expect(errors?.map(({ extensions }) => [extensions["code"], extensions["field"]]).sort()).toEqual([
        ["FORBIDDEN_FIELD", "Agency.expertAppointments"],
        ["FORBIDDEN_FIELD", "Division.experts"],
        ["FORBIDDEN_FIELD", "Expert"],
        ["FORBIDDEN_FIELD", "Query.expert"],
        ["FORBIDDEN_FIELD", "Query.experts"],
        ...(team === null ? [] : [["FORBIDDEN_FIELD", "Team.experts"]]),
      ]);
      expect(harness.statements).toEqual([]);
    },
  );

  test("does not include the list of domains, which is open to everybody", async () => {
    const { data, errors } = await harness.run("{ expertDomains { code name nameEn } }", {
      role: "anonymous",
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ expertDomains: [{ code: "gas", name: "燃气工程", nameEn: "Gas engineering" }] });
  });
});
