import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";
import { ask, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";
import { told } from "./suppression-model.js";

describeEachEngine("aggregates through the graph", (engine) => {
  let graph: Served;
  let store: Store;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const seeded = await openSeededStore(engine);
    ({ store, drop } = seeded);
    graph = await serveGraph(store);
  }, 120_000);
  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  const rows = async (statement: string) =>
    (await sql<Record<string, string | number | null>>`${sql.raw(statement)}`.execute(store.db)).rows;

  test("hours of volunteers by district, with the districts' names from their own source", async () => {
    const { data, errors } = await ask(
      graph.url,
      `{
        volunteerAggregate(
          where: { division: { within: "31" } }, groupBy: [{ division: { level: COUNTY } }]
          orderBy: [{ sum: { serviceHours: DESC } }], first: 500
        ) { totalCount nodes { key { division { code name } } count sum { serviceHours } } }
      }`,
    );
    expect(errors).toBeUndefined();
    const expected = await rows(`
      select v.county_code as code, d.name, count(*) as n, round(sum(v.service_hours), 3) as hours
      from volunteer v left join division d on d.code = v.county_code
      where v.province_code = '31' group by v.county_code, d.name order by hours desc`);
    expect(expected.length).toBeGreaterThan(10);
    expect(data?.["volunteerAggregate"]).toEqual({
      totalCount: expected.length,
      nodes: expected.map(({ code, name, n, hours }) => ({
        key: { division: code === null ? null : { code, name } },
        count: Number(n),
        sum: { serviceHours: Number(hours) },
      })),
    });
  });

  test("teams by lead agency and class of events, with the agencies' names", async () => {
    const { data, errors } = await ask(
      graph.url,
      `{
        teamAggregate(groupBy: [{ leadAgency: true }, { eventClass: true }], having: { count: { gt: 1 } }, first: 500) {
          nodes { key { leadAgency { id name } eventClass } count }
        }
      }`,
      { role: "anonymous" },
    );
    expect(errors).toBeUndefined();
    const expected = await rows(`
      select l.agency_id as id, e.event_class as class, count(*) as n from team t
      left join team_lead_agency l on l.team_id = t.id left join team_event_class e on e.team_id = t.id
      group by l.agency_id, e.event_class having count(*) > 1
      order by l.agency_id is null, l.agency_id, e.event_class is null, e.event_class limit 500`);
    const { nodes } = (data as Record<string, unknown>)["teamAggregate"] as {
      nodes: { key: { leadAgency: { name: string } | null } }[];
    };
    expect(expected.length).toBeGreaterThan(10);
    expect(nodes).toMatchObject(
      expected.map(({ id, class: eventClass, n }) => ({
        key: { leadAgency: id === null ? null : { id }, eventClass },
        count: Number(n),
      })),
    );
    expect(nodes.every(({ key }) => key.leadAgency === null || key.leadAgency.name !== "")).toBe(true);
  });

  test("agencies by province and kind, and experts by domain", async () => {
    const { data, errors } = await ask(
      graph.url,
      `{
        agencyAggregate(groupBy: [{ division: { level: PROVINCE } }], first: 500) {
          nodes { key { division { name } } count countDistinct { kind } min { establishedOn } }
        }
        expertAggregate(groupBy: [{ domain: true }], first: 500) { suppressedGroups nodes { key { domain { name } } count } }
      }`,
      { role: "analyst" },
    );
    expect(errors).toBeUndefined();
    const provinces = await rows(`
      select d.name, count(*) as n, count(distinct a.kind) as kinds, min(a.established_on) as since
      from agency a join division d on d.code = substr(a.division_code, 1, 2) group by d.name, d.code order by d.code`);
    expect(data?.["agencyAggregate"]).toEqual({
      nodes: provinces.map(({ name, n, kinds, since }) => ({
        key: { division: { name } },
        count: Number(n),
        countDistinct: { kind: Number(kinds) },
        min: { establishedOn: since },
      })),
    });
    const domains = await rows(`
      select d.name, count(distinct s.expert_id) as n from expert_specialty s join expert_domain d on d.code = s.domain_code
      group by d.name, d.code having count(distinct s.expert_id) >= 5 order by d.code`);
    const { nodes } = (data as Record<string, unknown>)["expertAggregate"] as {
      nodes: { key: { domain: { name: string } | null } }[];
    };
    expect(nodes.filter(({ key }) => key.domain !== null)).toEqual(
      domains.map(({ name, n }) => ({ key: { domain: { name } }, count: told(Number(n)) })),
    );
  });
});
