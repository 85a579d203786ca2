import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";

// The yardstick: the same answers over the same tables, with SQL and JSON by hand, no GraphQL, no policy, no checks.
// usage: node hand-written.js <database file>; prints its port on the first line.

const database = new DatabaseSync(process.argv[2] as string, { readOnly: true });
database.exec("pragma cache_size = -65536");

const flat = database.prepare(
  "select id, name, category, level, status, headcount, duty from team order by id limit 50",
);
const teams = database.prepare("select id, name, division_code from team order by id limit 20");
const divisions = database.prepare(
  "select code, name from division where code in (select value from json_each(?))",
);
const equipment = database.prepare(`
  select k.key as parent, e.name, e.quantity from json_each(?) k cross join team_equipment e
  where e.rowid in (select rowid from team_equipment where team_id = k.value order by id limit 3)
  order by k.key, e.id`);
const experts = database.prepare(`
  select k.key as parent, x.id, x.title from json_each(?) k cross join expert x
  where x.rowid in (
    select e.rowid from expert e join expert_team t on t.expert_id = e.id where t.team_id = k.value order by e.id limit 3)
  order by k.key, x.id`);

interface Child {
  readonly parent: number;
}

function federated() {
  const rows = teams.all() as { id: string; name: string; division_code: string }[];
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const codes = JSON.stringify([...new Set(rows.map((row) => row.division_code))]);
  const names = new Map(
    (divisions.all(codes) as { code: string; name: string }[]).map(({ code, name }) => [code, name]),
  );
  const equipmentOf = byParent(rows.length, equipment.all(ids) as never, ({ name, quantity }) => ({
    name,
    quantity,
  }));
  const expertsOf = byParent(rows.length, experts.all(ids) as never, ({ id, title }) => ({ id, title }));
  return {
    teams: {
      nodes: rows.map(({ id, name, division_code }, at) => ({
        id,
        name,
        division: { name: names.get(division_code) },
        equipment: { nodes: equipmentOf[at] },
        experts: { nodes: expertsOf[at] },
      })),
    },
  };
}

function byParent<T>(
  parents: number,
  rows: (Child & Record<string, unknown>)[],
  shape: (row: Record<string, unknown>) => T,
): T[][] {
  const lists = Array.from({ length: parents }, (): T[] => []);
  for (const row of rows) lists[row.parent]?.push(shape(row));
  return lists;
}

const answers: Readonly<Record<string, () => unknown>> = {
  "/flat": () => ({ teams: { nodes: flat.all() } }),
  "/federated": federated,
};

const server = createServer((request, response) => {
  // A client of the graph sends a body, so this one is sent and read too.
  request.resume().on("end", () => {
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ data: answer?.() }));
  });
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
