import { divisionColumns, NO_POINT, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { readData } from "./data.js";
import { instantText } from "./days.js";
import { NOTES } from "./notes.js";
import { type TEAM_TABLES, type TeamParts, teamPartRows } from "./team-parts.js";
import type { Row } from "./types.js";

/** One of the plan's 28 teams. */
export interface MunicipalTeam {
  no: number;
  nameZh: string;
  nameEn: string;
  leadAgencies: string[];
  dutyZh: string;
  dutyEn: string;
  function: string;
  eventClasses: string[];
  capabilities: string[];
  sampleDomains: string[];
  sampleKit: string[];
}

/** The plan's table, in the plan's order. */
export const MUNICIPAL_TEAM_TABLE: readonly MunicipalTeam[] = readData<{ teams: MunicipalTeam[] }>(
  "municipal-teams.json",
).teams;

// The plan is dated 2021-09-17; midnight in Shanghai is 16:00 UTC of the day before.
const PLAN_ISSUED_AT = "2021-09-16 16:00:00.000";

function teamRow(context: SeedContext, team: MunicipalTeam, id: string): Row {
  // Contacts, headcounts and base points are not in the plan and are not made up for real teams.
  return {
    id,
    planNumber: team.no,
    name: team.nameZh,
    nameEn: team.nameEn,
    category: "PROFESSIONAL",
    level: "MUNICIPAL",
    function: team.function,
    duty: team.dutyZh,
    dutyEn: team.dutyEn,
    status: "ACTIVE",
    uscc: null,
    address: null,
    contactName: null,
    contactPhone: null,
    headcount: null,
    standbyHeadcount: null,
    ...divisionColumns("31"),
    ...NO_POINT,
    ...provenanceColumns({
      source: "sh-plan-teams",
      sourceProvince: "31",
      sourceAgencyId: context.agencies.ofProvince("31"),
      observedAt: PLAN_ISSUED_AT,
      receivedAt: instantText(context.today - 1),
      refreshEveryDays: null,
      synthetic: false,
      qualityNote: NOTES.planTeam,
    }),
  };
}

/** The plan's 28 teams, first of all teams so that their ids are in the plan's order. */
export function* municipalTeamRows(
  context: SeedContext,
): Generator<[table: (typeof TEAM_TABLES)[number], row: Row]> {
  for (const team of MUNICIPAL_TEAM_TABLE) {
    const teamId = context.ids.next("team");
    const parts: TeamParts = {
      teamId,
      leadAgencyIds: team.leadAgencies.map((name) => context.agencies.byName(name)),
      eventClasses: team.eventClasses,
      capabilities: team.capabilities,
      kit: team.sampleKit,
      bestType: 1,
    };
    context.teams.push({
      id: teamId,
      province: "31",
      area: "31",
      municipal: true,
      domains: team.sampleDomains,
    });
    yield ["team", teamRow(context, team, teamId)];
    yield* teamPartRows(context, parts);
  }
}
