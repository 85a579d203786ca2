import { DatabaseSync } from "node:sqlite";
import type { HandChild, HandQueries, HandRow } from "./hand-written.js";

/** The statements by hand for SQLite, prepared once, one for each level. */
export function sqliteQueries(file: string): HandQueries {
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec("pragma cache_size = -65536");
  const flat = database.prepare(
    "select id, name, category, level, status, headcount, duty from team order by id limit 50",
  );
  const teams = database.prepare("select id, name, division_code from team order by id limit ?");
  const team = database.prepare("select id, name, division_code, headcount from team where id = ?");
  const divisions = database.prepare(
    "select code, name from division where code in (select value from json_each(?))",
  );
  const equipment = database.prepare(`
    select k.key as parent, e.name, e.quantity from json_each(?) k cross join team_equipment e
    where e.rowid in (select rowid from team_equipment where team_id = k.value order by id limit ?)
    order by k.key, e.id`);
  const experts = database.prepare(`
    select k.key as parent, x.id, x.title from json_each(?) k cross join expert x
    where x.rowid in (
      select e.rowid from expert e join expert_team t on t.expert_id = e.id where t.team_id = k.value order by e.id limit ?)
    order by k.key, x.id`);
  const domains = database.prepare(`
    select k.key as parent, d.name from json_each(?) k
    join expert_specialty s on s.expert_id = k.value join expert_domain d on d.code = s.domain_code
    order by k.key, d.code`);
  const manyTeams = database.prepare(
    "select id, name, category, level, status, headcount from team order by id limit 500",
  );
  const stockLines = database.prepare(
    `select id, item_code as itemCode, batch, produced_on as producedOn, expires_on as expiresOn, minimum, maximum
     from stock_line order by id limit 500`,
  );
  const list = (values: readonly string[]) => JSON.stringify(values);
  return {
    flat: () => flat.all() as HandRow[],
    teams: (limit) => teams.all(limit) as HandRow[],
    team: (id) => team.all(id) as HandRow[],
    divisions: (codes) => divisions.all(list(codes)) as HandRow[],
    equipment: (ids, limit) => equipment.all(list(ids), limit) as HandChild[],
    experts: (ids, limit) => experts.all(list(ids), limit) as HandChild[],
    domains: (ids) => domains.all(list(ids)) as HandChild[],
    manyTeams: () => manyTeams.all() as HandRow[],
    stockLines: () => stockLines.all() as HandRow[],
  };
}
