import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeEachEngine } from "../support/engines.js";
import { openSavedQuery, type SavedQueryHarness } from "./saved-query.js";

interface Team {
  readonly [column: string]: string | null;
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly province: string;
  readonly note: string | null;
}

interface Answer {
  teamDuplicates: {
    totalCount: number;
    nodes: {
      basis: string;
      value: string;
      teamCount: number;
      provinceCount: number;
      teams: { id: string }[];
    }[];
  };
}

const normal = (text: string) => text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();

describeEachEngine("team duplicates across provinces", (engine) => {
  let query: SavedQueryHarness;
  let teams: Team[];
  beforeAll(async () => {
    query = await openSavedQuery(engine, "team-duplicates-across-provinces", { scale: 1 });
    teams = await query.rows<Team>(
      "select id, name, uscc, source_province as province, quality_note as note from team",
    );
  }, 120_000);
  afterAll(() => query.close());

  /** The groups in plain JavaScript, over rows that plain SQL gave. */
  function plainly() {
    return (["USCC", "NAME"] as const).flatMap((basis) => {
      const groups = new Map<string, Team[]>();
      for (const team of teams) {
        const value = basis === "USCC" ? team.uscc : team.name;
        if (value === null) continue;
        groups.set(normal(value), [...(groups.get(normal(value)) ?? []), team]);
      }
      return [...groups.values()]
        .filter((group) => new Set(group.map(({ province }) => province)).size > 1)
        .map((group) => ({
          basis,
          value: group
            .map(({ name, uscc }) => (basis === "USCC" ? (uscc as string) : name))
            .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))[0] as string,
          teamCount: group.length,
          provinceCount: new Set(group.map(({ province }) => province)).size,
          teams: group.map(({ id }) => id).sort(),
        }))
        .sort((a, b) => Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)));
    });
  }

  test("are those that share a code or a name, in order, page by page and as CSV", async () => {
    const expected = plainly();
    const { data, codes } = await query.ask<Answer>({}, "anonymous");
    expect(codes).toEqual([]);
    expect(data.teamDuplicates.totalCount).toBe(expected.length);
    expect(
      data.teamDuplicates.nodes.map((node) => ({ ...node, teams: node.teams.map(({ id }) => id) })),
    ).toEqual(expected.slice(0, 20));
    const table = await query.table({}, "anonymous");
    expect(table.map((row) => [row["basis"], row["value"], row["teams.id"]])).toEqual(
      expected.map(({ basis, value, teams: ids }) => [basis, value.trimEnd(), ids.join("; ")].map(String)),
    );
    const rows = await query.table({ lists: "rows" });
    expect(rows.map((row) => row["teams.id"])).toEqual(expected.flatMap(({ teams: ids }) => ids));
  });

  test("find every team that the sample data registers twice", async () => {
    const planted = teams.filter(({ note }) => note?.startsWith("与另一省登记的队伍疑似重复"));
    expect(planted.length).toBeGreaterThan(5);
    const found = new Set(plainly().flatMap(({ teams: ids }) => ids));
    expect(planted.filter(({ id }) => !found.has(id))).toEqual([]);
    const listed = new Set((await query.table({ lists: "rows" })).map((row) => row["teams.id"]));
    expect(planted.filter(({ id }) => !listed.has(id))).toEqual([]);
  });

  test("are read in two statements whatever their number, and can be narrowed", async () => {
    const statements: string[] = [];
    const off = query.store.onStatement((statement) => statements.push(statement));
    await query.graph.ask("{ teamDuplicates(first: 500) { totalCount nodes { value teams { id name } } } }");
    off();
    expect(statements).toHaveLength(2);
    const { teamDuplicates } = (await query.graph.ask(
      '{ teamDuplicates(where: { provenance: { provinceCode: { eq: "31" } } }) { totalCount nodes { value } } }',
    )) as Answer;
    expect(teamDuplicates).toEqual({ totalCount: 0, nodes: [] });
    const closed = await query.graph.post(
      '{ teamDuplicates(where: { contactPhone: { startsWith: "1" } }) { totalCount } }',
      { accept: "application/json", role: "analyst" },
    );
    expect(await closed.text()).toContain("FORBIDDEN_FIELD");
  });
});
