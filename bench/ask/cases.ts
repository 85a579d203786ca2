import type { BenchEngine } from "./bench-store.js";

/** One question, to the graph and by hand. */
export interface AskCase {
  readonly group: "filtered page" | "aggregate" | "near";
  readonly name: string;
  readonly query: string;
  /** Where the rows are in the answer. */
  readonly list: readonly string[];
  /** Rows that are asked for at most. */
  readonly first: number;
  /** What of a row is compared, in the order of the statement's columns. */
  readonly cells: readonly string[];
  /** The best SQL for the same answer that we could write; one text for both engines where that is one. */
  readonly sql: string | Readonly<Record<BenchEngine, string>>;
}

const VOLUNTEER = "nodes { id step serviceHours } pageInfo { hasNextPage endCursor }";
const VOLUNTEER_CELLS = ["id", "step", "serviceHours"];
const STOCK = "nodes { id itemCode expiresOn } pageInfo { hasNextPage endCursor }";

const volunteers = (name: string, args: string, where: string): AskCase => ({
  group: "filtered page",
  name: `volunteers: ${name}`,
  query: `{ volunteers(${args}, first: 20) { ${VOLUNTEER} } }`,
  list: ["volunteers", "nodes"],
  first: 20,
  cells: VOLUNTEER_CELLS,
  sql: `select id, step, service_hours from volunteer where ${where} order by id limit 21`,
});

const IDS = Array.from({ length: 20 }, (_, at) => `vl${String(at * 97 + 1).padStart(8, "0")}`);

/** What is asked: one case of each shape of filter, a rare and a common condition, and the aggregates. */
export const CASES: readonly AskCase[] = [
  volunteers(
    "division subtree and enum",
    `where: { division: { within: "3101" }, step: { eq: SERVING } }`,
    "prefecture_code = '3101' and step = 'SERVING'",
  ),
  volunteers("common condition", "where: { status: { eq: ACTIVE } }", "status = 'ACTIVE'"),
  volunteers(
    "rare condition, no index",
    "where: { serviceHours: { gt: 395 }, status: { eq: LEFT } }",
    "service_hours > 395 and status = 'LEFT'",
  ),
  volunteers(
    "set of 20 ids",
    `where: { id: { in: ${JSON.stringify(IDS)} } }`,
    `id in (${IDS.map((id) => `'${id}'`).join(", ")})`,
  ),
  volunteers("provenance flag", "where: { provenance: { synthetic: { eq: true } } }", "synthetic = 1"),
  {
    group: "filtered page",
    name: "volunteers: skill",
    query: `{ volunteers(skill: "first-aid", first: 20) { ${VOLUNTEER} } }`,
    list: ["volunteers", "nodes"],
    first: 20,
    cells: VOLUNTEER_CELLS,
    sql: {
      // The index on skill and volunteer is in the wanted order already, but MariaDB sorts all the same.
      mariadb: `select id, step, service_hours from volunteer
        where id in (select volunteer_id from volunteer_skill where skill_code = 'first-aid') order by id limit 21`,
      sqlite: `select distinct v.id, v.step, v.service_hours from volunteer_skill s join volunteer v on v.id = s.volunteer_id
      where s.skill_code = 'first-aid' order by s.volunteer_id limit 21`,
    },
  },
  volunteers(
    "relation `some`",
    `where: { skills: { some: { validUntil: { gte: "2026-11-01", lt: "2026-11-15" } } } }`,
    `id in (select volunteer_id from volunteer_skill
      where valid_until >= '2026-11-01' and valid_until < '2026-11-15')`,
  ),
  {
    group: "filtered page",
    name: "depots: text contains, rare",
    query: `{ depots(where: { name: { contains: "浦东" } }, first: 20) { nodes { id name } pageInfo { hasNextPage endCursor } } }`,
    list: ["depots", "nodes"],
    first: 20,
    cells: ["id", "name"],
    sql: {
      sqlite: "select id, name from depot where instr(name, '浦东') > 0 order by id limit 21",
      mariadb: "select id, name from depot where name like '%浦东%' order by id limit 21",
    },
  },
  {
    group: "filtered page",
    name: "stock: range of days, ordered by the day",
    query: `{ stockLines(where: { expiresOn: { gte: "2026-11-01", lt: "2026-12-01" } }, orderBy: [{ expiresOn: ASC }], first: 20) { ${STOCK} } }`,
    list: ["stockLines", "nodes"],
    first: 20,
    cells: ["id", "itemCode", "expiresOn"],
    sql: `select id, item_code, expires_on from stock_line
      where expires_on >= '2026-11-01' and expires_on < '2026-12-01' order by expires_on, id limit 21`,
  },
  {
    group: "aggregate",
    name: "volunteers by district and skill",
    query: `{ volunteerAggregate(groupBy: [{ division: { level: COUNTY } }, { skill: true }], first: 500) { nodes { count } } }`,
    list: ["volunteerAggregate", "nodes"],
    first: 500,
    cells: ["count"],
    sql: `select count(*) from volunteer v left join (
        select distinct volunteer_id, skill_code from volunteer_skill
      ) s on s.volunteer_id = v.id
      group by v.county_code, s.skill_code
      order by v.county_code is null, v.county_code, s.skill_code is null, s.skill_code limit 500`,
  },
  {
    group: "aggregate",
    name: "stock by tier",
    query:
      "{ stockLineAggregate(groupBy: [{ depotTier: true }], first: 500) { nodes { key { depotTier } count } } }",
    list: ["stockLineAggregate", "nodes"],
    first: 500,
    cells: ["key.depotTier", "count"],
    sql: `select d.tier, count(*) from stock_line s left join depot d on d.id = s.depot_id
      group by d.tier order by d.tier is null, d.tier`,
  },
  {
    group: "aggregate",
    name: "stock: amounts by item",
    query:
      "{ stockLineAggregate(groupBy: [{ itemCode: true }], first: 500) { nodes { key { itemCode } count sum { baseQuantity } } } }",
    list: ["stockLineAggregate", "nodes"],
    first: 500,
    cells: ["key.itemCode", "count", "sum.baseQuantity"],
    sql: {
      sqlite: `select item_code, count(*), round(sum(base_quantity), 6) from stock_line group by item_code order by item_code`,
      // Sums of fractions in the thousand millions lose their last digits: added in millionths they do not.
      mariadb: `select item_code, count(*), sum(floor(base_quantity * 1e6 + 0.5)) / 1e6 from stock_line
        group by item_code order by item_code`,
    },
  },
  {
    group: "aggregate",
    name: "teams by lead agency",
    query: "{ teamAggregate(groupBy: [{ leadAgency: true }], first: 500) { nodes { count } } }",
    list: ["teamAggregate", "nodes"],
    first: 500,
    cells: ["count"],
    sql: `select count(*) from team t left join team_lead_agency l on l.team_id = t.id
      group by l.agency_id order by l.agency_id is null, l.agency_id limit 500`,
  },
  {
    group: "near",
    name: "depots within 5 km of a point",
    query: `{ depotsNear(latitude: 31.23, longitude: 121.47, datum: WGS84, km: 5) { depot { id } } }`,
    list: ["depotsNear"],
    first: 20,
    cells: ["depot.id"],
    sql: near(5),
  },
];

function near(km: number): string {
  const degrees = km / 111.195;
  const distance = `(12742.0176 * asin(sqrt(pow(sin(radians(wgs84latitude - 31.23) / 2), 2)
    + cos(radians(31.23)) * cos(radians(wgs84latitude)) * pow(sin(radians(wgs84longitude - 121.47) / 2), 2))))`;
  return `select id from depot where wgs84latitude between ${31.23 - degrees} and ${31.23 + degrees}
    and wgs84longitude between ${121.47 - 1.2 * degrees} and ${121.47 + 1.2 * degrees}
    and round(${distance} * 1000) <= ${km * 1000} order by round(${distance} * 1000), id limit 20`;
}
