import { createPool, type RowDataPacket } from "mysql2/promise";
import type { HandChild, HandQueries, HandRow } from "./hand-written.js";

/** The statements by hand for MariaDB, as prepared statements of the driver, one for each level. */
export function mariadbQueries(url: string): HandQueries {
  const pool = createPool({ uri: url, charset: "utf8mb4_bin", dateStrings: true, connectionLimit: 10 });
  const run = async <Row extends HandRow>(sql: string, parameters: (string | number)[] = []) =>
    (await pool.execute<RowDataPacket[]>(sql, parameters))[0] as unknown as Row[];
  // A union of limited reads is the fastest top-n of each parent that MariaDB has without a lateral join.
  const ofEach = (parents: readonly string[], read: string) =>
    parents.map((_, at) => `(select ${at} as parent, ${read})`).join(" union all ");
  const places = (values: readonly unknown[]) => values.map(() => "?").join(", ");
  return {
    flat: () =>
      run("select id, name, category, level, status, headcount, duty from team order by id limit 50"),
    teams: (limit) => run(`select id, name, division_code from team order by id limit ${limit}`),
    team: (id) => run("select id, name, division_code, headcount from team where id = ?", [id]),
    divisions: (codes) => run(`select code, name from division where code in (${places(codes)})`, [...codes]),
    equipment: (ids, limit) => {
      const read = `name, quantity from team_equipment where team_id = ? order by id limit ${limit}`;
      return run<HandChild>(ofEach(ids, read), [...ids]);
    },
    experts: (ids, limit) => {
      const read = `e.id, e.title from expert_team t join expert e on e.id = t.expert_id
        where t.team_id = ? order by e.id limit ${limit}`;
      return run<HandChild>(ofEach(ids, read), [...ids]);
    },
    domains: async (ids) => {
      if (ids.length === 0) return [];
      const rows = await run(
        `select s.expert_id, d.name from expert_specialty s join expert_domain d on d.code = s.domain_code
         where s.expert_id in (${places(ids)}) order by d.code`,
        [...ids],
      );
      return rows.map(({ expert_id, name }) => ({ parent: ids.indexOf(expert_id as string), name }));
    },
    manyTeams: () =>
      run("select id, name, category, level, status, headcount from team order by id limit 500"),
    stockLines: () =>
      run(
        `select id, item_code as itemCode, batch, produced_on as producedOn, expires_on as expiresOn, minimum, maximum
         from stock_line order by id limit 500`,
      ),
  };
}
