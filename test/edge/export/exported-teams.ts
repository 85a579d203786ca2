import type { ExportGraph } from "./export-harness.js";

/** Every team, as it is exported. */
export const TEAMS = `query AllTeams {
  teams {
    totalCount
    nodes { id name level planNumber headcount division { code name } leadAgencies { name } }
  }
}`;

/** A team of it. */
export interface TeamNode {
  id: string;
  name: string;
  level: string;
  planNumber: number | null;
  headcount: number | null;
  division: { code: string; name: string } | null;
  leadAgencies: { name: string }[];
}

/** All teams, by a walk over the pages, and how many there are to be. */
export async function walkTeams(graph: ExportGraph): Promise<{ teams: TeamNode[]; total: number }> {
  const teams: TeamNode[] = [];
  let total = 0;
  let after: string | null = null;
  do {
    const page: {
      teams: {
        totalCount: number;
        nodes: TeamNode[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    } = await graph.ask(
      `query ($after: String) {
        teams(first: 400, after: $after) {
          totalCount
          nodes { id name level planNumber headcount division { code name } leadAgencies { name } }
          pageInfo { hasNextPage endCursor }
        }
      }`,
      { after },
    );
    teams.push(...page.teams.nodes);
    total = page.teams.totalCount;
    after = page.teams.pageInfo.hasNextPage ? page.teams.pageInfo.endCursor : null;
  } while (after !== null);
  return { teams, total };
}

/** What stands in a team's row. */
export const cells = (team: TeamNode) => [
  team.id,
  team.name,
  team.level,
  team.planNumber,
  team.headcount,
  team.division?.code ?? null,
  team.division?.name ?? null,
  team.leadAgencies.map(({ name }) => name).join("; ") || null,
];
/** The names of its columns. */
export const NAMES = [
  ["id", "name", "level", "planNumber", "headcount"],
  ["division.code", "division.name", "leadAgencies.name"],
].flat();
