import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";
import {
  ask,
  buildSubgraphs,
  openSeededStore,
  type Served,
  serveGraph,
  serveSubgraph,
} from "../support/graph-harness.js";

const AT = "2026-11-02T10:00:00+08:00";
const AT_STORED = "2026-11-02 02:00:00.000";

/** A question whose filter or order goes into another dataset, and the same by hand. */
interface Question {
  readonly claim: string;
  /** Selects `list { nodes { key } }`; the page holds the whole answer. */
  readonly query: string;
  readonly by: string;
  /** Statements: one to whom the condition goes, one for the list. */
  readonly statements: number;
}

const QUESTIONS: readonly Question[] = [
  {
    claim: "teams that hold an expert in a domain whose shift contains an instant",
    query: `{ list: teams(first: 500, where: { experts: { some: {
      domains: { some: { code: { eq: "hazmat-chemistry" } } }
      shifts: { some: { startsAt: { lte: "${AT}" }, endsAt: { gt: "${AT}" } } }
    } } }) { nodes { key: id } } }`,
    by: `select t.id as k from team t where t.id in (
      select m.team_id from expert_team m
      join expert_specialty s on s.expert_id = m.expert_id and s.domain_code = 'hazmat-chemistry'
      join expert_shift h on h.expert_id = m.expert_id and h.starts_at <= '${AT_STORED}' and h.ends_at > '${AT_STORED}'
    ) order by t.id`,
    statements: 2,
  },
  {
    claim: "teams of a district that no expert advises",
    query: `{ list: teams(first: 500, where: { division: { within: "310115" }, experts: { none: {} } }) { nodes { key: id } } }`,
    by: `select t.id as k from team t left join expert_team m on m.team_id = t.id
      where m.team_id is null and t.county_code = '310115' order by t.id`,
    statements: 2,
  },
  {
    claim: "teams with two experts or more, but not more than three",
    query: `{ list: teams(first: 500, where: { experts: { count: { gte: 2, lte: 3 } } }) { nodes { key: id } } }`,
    by: `select team_id as k from expert_team group by team_id
      having count(distinct expert_id) between 2 and 3 order by team_id`,
    statements: 3,
  },
  {
    claim: "teams led by an agency of a kind, through a list of references",
    query: `{ list: teams(first: 500, where: { leadAgencies: { some: { where: { kind: { eq: MINISTRY_BRANCH } } } } }) { nodes { key: id } } }`,
    by: `select distinct l.team_id as k from team_lead_agency l join agency a on a.id = l.agency_id
      where a.kind = 'MINISTRY_BRANCH' order by l.team_id`,
    statements: 2,
  },
  {
    claim: "teams inside districts with at least so many volunteers: a condition on a condition",
    query: `{ list: teams(first: 500, where: { level: { eq: DISTRICT }, division: { inside: {
      level: { eq: COUNTY }, within: "31", volunteers: { count: { gte: 200 } } } } }) { nodes { key: id } } }`,
    by: `select t.id as k from team t where t.level = 'DISTRICT' and t.county_code in (
      select county_code from volunteer where province_code = '31' group by county_code having count(*) >= 200
    ) order by t.id`,
    statements: 3,
  },
  {
    claim: "divisions with fewer than so many volunteers who know first aid, those with none among them",
    query: `{ list: divisions(first: 500, where: { within: "31", level: { eq: TOWN }, volunteers: { count: {
      lt: 6, where: { skills: { some: { skill: { code: { eq: "first-aid" } } } } } } } }) { nodes { key: code } } }`,
    by: `select d.code as k from division d where d.code like '31%' and d.level = 'TOWN' and (
      select count(distinct v.id) from volunteer v join volunteer_skill s on s.volunteer_id = v.id
      where v.town_code = d.code and s.skill_code = 'first-aid'
    ) < 6 order by d.code`,
    statements: 2,
  },
  {
    claim: "teams shared under an agreement of a province",
    query: `{ list: teams(first: 500, where: { sharedUnder: { some: { scopeLevel: { eq: PREFECTURE } } } }) { nodes { key: id } } }`,
    by: `select distinct s.record_id as k from shared_record s join agreement a on a.id = s.agreement_id
      where s.dataset = 'TEAMS' and a.scope_level = 'PREFECTURE' order by s.record_id limit 500`,
    statements: 2,
  },
  {
    claim: "the divisions of a city by how many depots they hold",
    query: `{ list: divisions(first: 500, where: { within: "31", level: { eq: COUNTY } }, orderBy: [{ depots: { count: DESC } }, { code: ASC }]) { nodes { key: code } } }`,
    by: `select d.code as k from division d left join (select county_code, count(*) as n from depot group by county_code) x
      on x.county_code = d.code where d.code like '31%' and d.level = 'COUNTY'
      order by x.n is null, x.n desc, d.code`,
    statements: 2,
  },
  {
    claim: "depots of a district by the code of the agency that owns them, last first",
    query: `{ list: depots(first: 500, where: { division: { within: "310115" } }, orderBy: [{ ownerAgency: { code: DESC } }, { id: DESC }]) { nodes { key: id } } }`,
    by: `select d.id as k from depot d left join agency a on a.id = d.owner_agency_id
      where d.county_code = '310115' order by a.code is null, a.code desc, d.id desc`,
    statements: 2,
  },
];

describeEachEngine("a filter or an order into another dataset", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let together: Served;
  let apart: Served;
  let alone: Served[];
  let gateway: Gateway;
  const statements: string[] = [];

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine, { own: true }));
    store.onStatement((statement) => statements.push(statement));
    together = await serveGraph(store);
    const subgraphs = await buildSubgraphs();
    const served = await Promise.all(
      subgraphs.map(async (subgraph) => [subgraph.name, await serveSubgraph(subgraph, store)] as const),
    );
    alone = served.map(([, each]) => each);
    apart = await serveGraph(store, Object.fromEntries(served.map(([name, { url }]) => [name, url])));
    gateway = await createGateway({ subgraphs, urls: {}, timeoutMs: 5000, planTimeoutMs: 10_000 });
  }, 240_000);

  afterAll(async () => {
    await Promise.all([together, apart, ...alone].map((served) => served.stop()));
    await gateway.stop();
    await drop();
  });

  async function keysOf(url: string, query: string): Promise<string[]> {
    const { data, errors } = await ask(url, query);
    expect(errors).toBeUndefined();
    return (data as { list: { nodes: { key: string }[] } }).list.nodes.map(({ key }) => key);
  }

  async function byHand(statement: string): Promise<string[]> {
    return (await sql.raw<{ k: string }>(statement).execute(store.db)).rows.map(({ k }) => k);
  }

  test.each(QUESTIONS)("$claim", async ({ query, by, statements: most }) => {
    const expected = await byHand(by);
    expect(expected.length).toBeGreaterThan(0);
    statements.length = 0;
    expect(await keysOf(together.url, query)).toEqual(expected);
    expect(statements).toHaveLength(most);
    // The same over HTTP: as many fetches as statements.
    statements.length = 0;
    expect(await keysOf(apart.url, query)).toEqual(expected);
    expect(statements).toHaveLength(most);
  });

  test("depots within some kilometres of a team with a capability", async () => {
    const capable = `capabilities: { some: { capability: { code: { eq: "hazmat-response" } }, typeLevel: { eq: 1 } } }`;
    const query = `{ list: depots(first: 500, where: { location: { near: { team: { km: 5, where: {
      division: { within: "31" } ${capable} } } } } }) { nodes { key: id location { wgs84 { latitude longitude } } } } }`;
    const { rows: teams } = await sql
      .raw<{ a: number; o: number }>(
        `select t.wgs84latitude as a, t.wgs84longitude as o from team t
        join team_capability c on c.team_id = t.id and c.capability_code = 'hazmat-response' and c.type_level = 1
        where t.province_code = '31' and t.wgs84latitude is not null`,
      )
      .execute(store.db);
    const { rows: depots } = await sql
      .raw<{ id: string; a: number; o: number }>(
        "select id, wgs84latitude as a, wgs84longitude as o from depot where wgs84latitude is not null order by id",
      )
      .execute(store.db);
    const expected = depots
      .filter((depot) => teams.some((team) => Math.round(kilometres(team, depot) * 1000) <= 5000))
      .map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    statements.length = 0;
    expect(await keysOf(together.url, query)).toEqual(expected);
    expect(statements).toHaveLength(2);
    expect(await keysOf(apart.url, query)).toEqual(expected);
  });

  test.each([
    ["forwards", "first", "after", "endCursor", "hasNextPage"],
    ["backwards", "last", "before", "startCursor", "hasPreviousPage"],
  ])("pages joined %s are the whole list", async (_name, size, from, cursor, more) => {
    const list = (args: string) => `divisions(${args} where: { within: "33", level: { eq: COUNTY },
      teams: { some: { category: { eq: COMPREHENSIVE_FIRE } } } }, orderBy: [{ volunteers: { count: DESC } }, { name: ASC }])`;
    const whole = await keysOf(together.url, `{ list: ${list("first: 500")} { nodes { key: code } } }`);
    expect(whole.length).toBeGreaterThan(20);
    const walked: string[] = [];
    let place: string | null = null;
    for (let page = 0; page < 50; page += 1) {
      const args: string = `${size}: 7 ${place === null ? "" : `${from}: ${JSON.stringify(place)}`}`;
      const { data, errors } = await ask(
        together.url,
        `{ list: ${list(args)} { nodes { key: code } pageInfo { ${cursor} ${more} } } }`,
      );
      expect(errors).toBeUndefined();
      const { nodes, pageInfo } = (
        data as { list: { nodes: { key: string }[]; pageInfo: Record<string, unknown> } }
      ).list;
      const keys = nodes.map(({ key }) => key);
      if (size === "first") walked.push(...keys);
      else walked.unshift(...keys);
      place = pageInfo[cursor] as string;
      if (pageInfo[more] !== true) break;
    }
    expect(walked).toEqual(whole);
  });

  test("a cursor stays good when another row comes to match the condition between two pages", async () => {
    const list = (
      after: string,
    ) => `{ list: teams(first: 2 ${after} where: { experts: { some: { domains: { some: { code: { eq: "gas-engineering" } } } } } })
      { nodes { key: id } pageInfo { endCursor } } }`;
    const { data } = await ask(together.url, list(""));
    const { endCursor } = (data as { list: { pageInfo: { endCursor: string } } }).list.pageInfo;
    const [last] = await byHand("select max(team_id) as k from expert_team");
    const [expert] = await byHand(
      `select min(expert_id) as k from expert_specialty where domain_code = 'gas-engineering' and expert_id not in (select expert_id from expert_team where team_id = '${last}')`,
    );
    await sql
      .raw(
        `insert into expert_team (id, team_id, expert_id, role, since) values ('zz-test', '${last}', '${expert}', 'ADVISER', '2026-01-01')`,
      )
      .execute(store.db);
    try {
      const next = await ask(together.url, list(`after: ${JSON.stringify(endCursor)}`));
      expect(next.errors).toBeUndefined();
    } finally {
      await sql.raw("delete from expert_team where id = 'zz-test'").execute(store.db);
    }
  });

  test("works through variables, fragments, aliases and groups, each question asked once", async () => {
    statements.length = 0;
    const { data, errors } = await ask(
      together.url,
      `query ($where: TeamFilter, $no: Boolean = false) {
        ...Lists
        groups: teamAggregate(where: $where) { nodes { count } }
        never: teams(where: { experts: { some: { title: { contains: "x" } } } }) @include(if: $no) { totalCount }
      }
      fragment Lists on Query { a: teams(where: $where) { totalCount } b: teams(first: 3, where: $where) { nodes { id } } }`,
      {
        variables: {
          where: { experts: { some: { domains: { some: { code: { eq: "hazmat-chemistry" } } } } } },
        },
      },
    );
    expect(errors).toBeUndefined();
    const { a, groups, never } = data as {
      a: { totalCount: number };
      groups: { nodes: { count: number }[] };
      never: unknown;
    };
    expect(a.totalCount).toBeGreaterThan(0);
    expect(groups.nodes).toEqual([{ count: a.totalCount }]);
    expect(never).toBeUndefined();
    expect(statements.filter((statement) => /expert_team/.test(statement))).toHaveLength(1);
  });

  test("values that another dataset orders by are found by an index, not gone through for each row", async () => {
    statements.length = 0;
    await keysOf(
      together.url,
      "{ list: teams(orderBy: [{ division: { name: ASC } }]) { nodes { key: id } } }",
    );
    const statement = statements.find((each) => /_by_/.test(each))?.replaceAll("?", "'[]'");
    const explain = engine.name === "sqlite" ? "explain query plan" : "explain";
    const { rows } = await sql.raw(`${explain} ${statement}`).execute(store.db);
    const plan = (rows as Record<string, unknown>[]).map((row) => Object.values(row).join(" "));
    if (engine.name === "sqlite") {
      expect(plan.some((line) => /SEARCH _by_\S+ USING AUTOMATIC COVERING INDEX \(k=\?\)/.test(line))).toBe(
        true,
      );
    } else expect(plan.some((line) => /<derived\d+> ref key0/.test(line))).toBe(true);
  });

  test("an operation without such a condition runs as it is", async () => {
    statements.length = 0;
    expect(
      await keysOf(together.url, "query ($w: TeamFilter) { list: teams(where: $w) { nodes { key: id } } }"),
    ).toHaveLength(20);
    expect(statements).toHaveLength(1);
  });
});

const EARTH_KM = 6371.0088;

function kilometres(from: { a: number; o: number }, to: { a: number; o: number }): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [a, o] = [Math.sin(radians(from.a - to.a) / 2), Math.sin(radians(from.o - to.o) / 2)];
  return (
    2 * EARTH_KM * Math.asin(Math.sqrt(a * a + Math.cos(radians(from.a)) * Math.cos(radians(to.a)) * o * o))
  );
}
