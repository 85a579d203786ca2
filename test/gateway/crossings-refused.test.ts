import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import {
  ask,
  buildSubgraphs,
  openSeededStore,
  type Served,
  serveGraph,
  serveSubgraph,
} from "../support/graph-harness.js";

describe("a filter or an order into another dataset is refused", () => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: Served;
  const statements: string[] = [];

  beforeAll(async () => {
    const [engine] = engines();
    if (engine === undefined) throw new Error("There is no engine.");
    ({ store, drop } = await openSeededStore(engine, { scale: 1 }));
    store.onStatement((statement) => statements.push(statement));
    graph = await serveGraph(store);
  }, 60_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  const teams = (where: string) =>
    `{ teams(where: ${where}) { totalCount } other: agencies(first: 1) { nodes { id } } }`;

  test.each([
    {
      what: "for who may not read the relation",
      role: "anonymous" as const,
      query: teams("{ experts: { some: {} } }"),
      code: "FORBIDDEN_FIELD",
      field: "Team.experts",
    },
    {
      what: "on a field of the other dataset that the caller may not read: its answer would be an oracle",
      role: "analyst" as const,
      query: teams(`{ experts: { some: { name: { startsWith: "王" } } } }`),
      code: "FORBIDDEN_FIELD",
      field: "Expert.name",
    },
    {
      what: "also negated, counted, and two datasets away",
      role: "analyst" as const,
      query: `{ teams(where: { division: { inside: { experts: { count: { gte: 9, where: { phone: { contains: "1" } } } } } } }) { totalCount } other: agencies(first: 1) { nodes { id } } }`,
      code: "FORBIDDEN_FIELD",
      field: "Expert.phone",
    },
    {
      what: "for counts of people so few that they could be known",
      role: "analyst" as const,
      query: `{ teams: divisions(where: { volunteers: { count: { lt: 3 } } }) { totalCount } other: agencies(first: 1) { nodes { id } } }`,
      code: "GROUP_TOO_SMALL",
      field: "Division.volunteers",
    },
    {
      what: "for counts of the few experts of a team",
      role: "analyst" as const,
      query: teams("{ experts: { count: { gte: 2 } } }"),
      code: "GROUP_TOO_SMALL",
      field: "Team.experts",
    },
    {
      what: "with a count that is compared to nothing",
      role: "steward" as const,
      query: teams("{ experts: { count: { lt: null } } }"),
      code: "BAD_FILTER",
      field: "Team.experts",
    },
    {
      what: "with a radius below zero",
      role: "steward" as const,
      query: teams(`{ basePoint: { near: { depot: { km: -1, where: { tier: { eq: CITY } } } } } }`),
      code: "BAD_RADIUS",
      field: undefined,
    },
    {
      what: "with more places than can be looked around",
      role: "steward" as const,
      query: `{ teams: depots(where: { location: { near: { team: { km: 1 } } } }) { totalCount } other: agencies(first: 1) { nodes { id } } }`,
      code: "TOO_MANY_MATCHES",
      field: "PointFilter",
    },
    {
      what: "with a bad value inside the other dataset's own filter",
      role: "steward" as const,
      query: teams(`{ experts: { some: { shifts: { some: { startsAt: { gt: "soon" } } } } } }`),
      code: "BAD_INSTANT",
      field: undefined,
    },
    {
      what: "with an order that goes through a third dataset",
      role: "steward" as const,
      query: `{ teams(orderBy: [{ division: { volunteers: { count: DESC } } }]) { totalCount nodes { id } } other: agencies(first: 1) { nodes { id } } }`,
      code: "BAD_ORDER",
      field: undefined,
    },
  ])("$what", async ({ query, role, code, field }) => {
    const { data, errors } = await ask(graph.url, query, { role });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions["code"]).toBe(code);
    if (field !== undefined) expect(errors?.[0]?.extensions["field"]).toBe(field);
    expect(errors?.[0]?.path?.[0]).toBe("teams");
    // The rest of the answer stands.
    expect((data as { other: { nodes: unknown[] } }).other.nodes).toHaveLength(1);
  });

  test("with more questions than one operation may ask", async () => {
    const fields = Array.from(
      { length: 25 },
      (_, at) => `t${at}: teams(where: { experts: { some: { title: { eq: "${at}" } } } }) { totalCount }`,
    );
    const { data, errors } = await ask(graph.url, `{ ${fields.join(" ")} }`);
    expect(errors).toHaveLength(5);
    expect(new Set(errors?.map(({ extensions }) => extensions["code"]))).toEqual(
      new Set(["FILTER_TOO_LARGE"]),
    );
    expect(data?.["t0"]).toEqual({ totalCount: 0 });
  });

  test("with more matches than can be passed on", async () => {
    await sql
      .raw(`insert into expert_team (id, team_id, expert_id, role, since)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 10001)
        select 'x' || i, 'x' || i, (select min(id) from expert), 'ADVISER', '2026-01-01' from n`)
      .execute(store.db);
    try {
      const { data, errors } = await ask(graph.url, teams("{ experts: { some: {} } }"));
      expect(errors).toMatchObject([
        { path: ["teams"], extensions: { code: "TOO_MANY_MATCHES", field: "Team.experts", maximum: 10000 } },
      ]);
      expect(data).toMatchObject({ teams: null, other: { nodes: [{}] } });
    } finally {
      await sql.raw("delete from expert_team where id like 'x%'").execute(store.db);
    }
  });

  test("when it names what is for the gateway alone", async () => {
    statements.length = 0;
    for (const query of [
      `{ teams(where: { _keys_Team: [{ in: [], of: "x" }] }) { totalCount } }`,
      `{ teams(orderBy: [{ _values_Team: { direction: "ASC", values: "[]", of: "x" } }]) { totalCount } }`,
      `{ _keysOf_Team(first: 1) }`,
      `{ __type(name: "_Keys") { name } }`,
    ]) {
      const { data, errors } = await ask(graph.url, query, { role: "admin" });
      if (errors === undefined) expect(data).toEqual({ __type: null });
      else expect(errors[0]?.extensions["code"]).toMatch(/WRONG_TYPE|UNKNOWN_FIELD/);
    }
    expect(statements).toEqual([]);
  });

  test("while the other dataset's source is down: its own fields only, and the answer says so", async () => {
    const experts = (await buildSubgraphs()).find(({ name }) => name === "experts");
    if (experts === undefined) throw new Error("There is no such subgraph.");
    const alone = await serveSubgraph(experts, store);
    const apart = await serveGraph(store, { experts: alone.url });
    try {
      const query = `{ teams(where: { experts: { some: {} } }) { totalCount } agencies(first: 1) { nodes { id } } }`;
      expect((await ask(apart.url, query)).errors).toBeUndefined();
      await alone.stop();
      const { data, errors, extensions } = await ask(apart.url, query);
      expect(data).toMatchObject({ teams: null, agencies: { nodes: [{}] } });
      expect(errors).toMatchObject([
        { path: ["teams"], extensions: { code: "SOURCE_UNAVAILABLE", source: "experts" } },
      ]);
      expect(extensions).toMatchObject({ sources: [{ name: "experts", status: "UNAVAILABLE" }] });
    } finally {
      await apart.stop();
    }
  });

  test("by a subgraph that is asked directly, as by the graph", async () => {
    const experts = (await buildSubgraphs()).find(({ name }) => name === "experts");
    if (experts === undefined) throw new Error("There is no such subgraph.");
    const alone = await serveSubgraph(experts, store);
    try {
      const { errors } = await ask(
        alone.url,
        `{ _keysOf_Team_by_experts(where: { name: { startsWith: "王" } }, atLeast: 1, first: 10) }`,
        { role: "analyst" },
      );
      expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN_FIELD", field: "Expert.name" } }]);
      const forged = await ask(
        alone.url,
        `{ experts(where: { _keys_Expert: [{ in: [], of: "x", fault: "{\\"message\\":\\"select * from expert\\",\\"extensions\\":{\\"code\\":\\"X\\"}}" }] }) { totalCount } }`,
      );
      expect(forged.errors).toMatchObject([{ extensions: { code: "BAD_FILTER" } }]);
    } finally {
      await alone.stop();
    }
  });
});
