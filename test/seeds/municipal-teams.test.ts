import { describe, expect, test } from "@jest/globals";
import { readData } from "../../seeds/data.js";
import { collect } from "./collect.js";

interface PlanTeam {
  no: number;
  nameZh: string;
  leadAgencies: string[];
  dutyZh: string;
}

const plan = readData<{ teams: PlanTeam[] }>("municipal-teams.json").teams;
const rows = collect(
  { scale: 0.1 },
  "team",
  "team_lead_agency",
  "agency_name",
  "expert_team",
  "team_readiness",
  "team_capability",
);
const table = (name: string) => rows.get(name) ?? [];
const municipal = table("team").filter((row) => row["level"] === "MUNICIPAL");

describe("the plan's teams", () => {
  test("are 28, first of all teams, in the plan's order", () => {
    expect(municipal.length).toBe(28);
    expect(table("team").slice(0, 28)).toEqual(municipal);
    expect(municipal.map((row) => row["planNumber"])).toEqual(plan.map((team) => team.no));
    expect([municipal[0]?.["id"], municipal[27]?.["id"]]).toEqual(["tm00000001", "tm0000000W"]);
  });

  test("carry names and duties word for word", () => {
    expect(municipal.map((row) => [row["name"], row["duty"]])).toEqual(
      plan.map((team) => [team.nameZh, team.dutyZh]),
    );
    expect(municipal[26]?.["name"]).toBe("市民防核化救援队伍");
    expect(municipal[8]?.["duty"]).toBe("主要开展本市洪涝灾害的抢险救援工作");
  });

  test("have their lead agencies in the plan's order, 1 and 17 two of them, 21 in all", () => {
    const nameOf = (agencyId: unknown, wanted: readonly string[]) =>
      table("agency_name").find(
        (one) => one["agencyId"] === agencyId && wanted.includes(String(one["name"])),
      )?.["name"];
    const leads = municipal.map((row, index) =>
      table("team_lead_agency")
        .filter((lead) => lead["teamId"] === row["id"])
        .toSorted((a, b) => Number(a["position"]) - Number(b["position"]))
        .map((lead) => nameOf(lead["agencyId"], plan[index]?.leadAgencies ?? [])),
    );
    expect(leads).toEqual(plan.map((team) => team.leadAgencies));
    expect([leads[0], leads[16]]).toEqual([
      ["市应急局", "市消防救援总队"],
      ["市应急局", "市消防救援总队"],
    ]);
    expect(new Set(leads.flat()).size).toBe(21);
  });

  test("are not synthetic and have no invented contact, headcount or base point", () => {
    for (const row of municipal) {
      expect(row).toMatchObject({
        synthetic: 0,
        divisionCode: "31",
        headcount: null,
        contactName: null,
        latitude: null,
      });
      expect(row["qualityNote"]).toContain("示例数据");
    }
  });

  test("are linked to sample capabilities, readiness and experts", () => {
    for (const name of ["team_capability", "team_readiness", "expert_team"]) {
      const linked = new Set(table(name).map((row) => row["teamId"]));
      expect([name, municipal.filter((row) => !linked.has(row["id"] ?? null))]).toEqual([name, []]);
    }
  });

  test("are all that is of municipal level: every other team is synthetic", () => {
    const others = table("team").slice(28);
    expect(others.filter((row) => row["synthetic"] !== 1 || row["level"] === "MUNICIPAL")).toEqual([]);
  });
});
