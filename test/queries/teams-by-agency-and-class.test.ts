import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeEachEngine } from "../support/engines.js";
import { asCells, openSavedQuery, type SavedQueryHarness, sorted } from "./saved-query.js";

interface Answer {
  teamAggregate: {
    totalCount: number;
    nodes: {
      key: { leadAgency: { id: string; name: string } | null; eventClass: string | null };
      count: number;
    }[];
  };
}

describeEachEngine("teams by agency and class", (engine) => {
  let query: SavedQueryHarness;
  beforeAll(async () => {
    query = await openSavedQuery(engine, "teams-by-agency-and-class");
  }, 120_000);
  afterAll(() => query.close());

  const plainly = (where = "") =>
    query.rows(`
      select l.agency_id as agency, e.event_class as class, count(*) as n
      from team as t
      left join team_lead_agency as l on l.team_id = t.id
      left join team_event_class as e on e.team_id = t.id
      ${where}
      group by l.agency_id, e.event_class`);

  test.each([
    [{}, ""],
    [{ division: "310115" }, "where t.county_code = '310115'"],
  ])("agree with SQL, most teams first, for %j", async (variables, where) => {
    const { data, codes } = await query.ask<Answer>(variables, "anonymous");
    expect(codes).toEqual([]);
    const { totalCount, nodes } = data.teamAggregate;
    const expected = await plainly(where);
    expect(totalCount).toBe(expected.length);
    const counts = nodes.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const table = await query.table(variables as Record<string, string>, "anonymous");
    expect(
      sorted(
        table.map((row) => ({
          agency: row["key.leadAgency.id"],
          class: row["key.eventClass"],
          n: row["count"],
        })),
      ),
    ).toEqual(sorted(asCells(expected)));
    // The page of the JSON answer is how the walked list begins.
    expect(table.slice(0, nodes.length).map((row) => row["key.leadAgency.id"])).toEqual(
      nodes.map(({ key }) => key.leadAgency?.id ?? ""),
    );
  });

  test("name the agencies", async () => {
    const names = new Map(
      (
        await query.rows<{ id: string; name: string }>(
          "select agency_id as id, name from agency_name where role = 'PRINCIPAL' and valid_to is null order by valid_from",
        )
      ).map((row) => [row.id, row.name]),
    );
    const table = await query.table();
    expect(table.length).toBeGreaterThan(100);
    for (const row of table)
      expect(row["key.leadAgency.name"]).toBe(names.get(row["key.leadAgency.id"] as string) ?? "");
  });
});
