import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mariadbQueries } from "./hand-written-mariadb.js";
import { sqliteQueries } from "./hand-written-sqlite.js";

// The yardstick: the same answers over the same tables, with SQL and JSON by hand, no GraphQL, no policy, no checks.
// usage: node hand-written.js <database URL>; prints its port on the first line.

/** A row as it is sent. */
export type HandRow = Record<string, unknown>;

/** A row with the place of its parent in the list that was asked for. */
export type HandChild = HandRow & { readonly parent: number };

/** The statements of the shapes, by hand for each engine. */
export interface HandQueries {
  flat(): Promise<HandRow[]> | HandRow[];
  /** The first teams: `id`, `name`, `division_code`, `headcount`. */
  teams(limit: number): Promise<HandRow[]> | HandRow[];
  team(id: string): Promise<HandRow[]> | HandRow[];
  divisions(codes: readonly string[]): Promise<HandRow[]> | HandRow[];
  equipment(teams: readonly string[], limit: number): Promise<HandChild[]> | HandChild[];
  experts(teams: readonly string[], limit: number): Promise<HandChild[]> | HandChild[];
  domains(experts: readonly string[]): Promise<HandChild[]> | HandChild[];
  manyTeams(): Promise<HandRow[]> | HandRow[];
  stockLines(): Promise<HandRow[]> | HandRow[];
}

const url = process.argv[2] as string;
const queries: HandQueries = url.startsWith("sqlite:")
  ? sqliteQueries(url.slice("sqlite:".length))
  : mariadbQueries(url);

async function nested(rows: HandRow[], limit: number) {
  const ids = rows.map(({ id }) => id as string);
  const codes = [...new Set(rows.map((row) => row["division_code"] as string))];
  const [divisions, equipment, experts] = await Promise.all([
    queries.divisions(codes),
    queries.equipment(ids, limit),
    queries.experts(ids, limit),
  ]);
  const names = new Map(divisions.map(({ code, name }) => [code, name]));
  const equipmentOf = byParent(ids.length, equipment, ({ name, quantity }) => ({ name, quantity }));
  return rows.map((row, at) => ({
    row,
    division: { name: names.get(row["division_code"]) },
    equipment: { nodes: equipmentOf[at] },
    experts: experts.filter(({ parent }) => parent === at),
  }));
}

async function federated() {
  const nodes = (await nested(await queries.teams(20), 3)).map(({ row, division, equipment, experts }) => ({
    id: row["id"],
    name: row["name"],
    division,
    equipment,
    experts: { nodes: experts.map(({ id, title }) => ({ id, title })) },
  }));
  return { teams: { nodes } };
}

async function entity({ id }: HandRow) {
  const [found] = await nested(await queries.team(id as string), 5);
  if (found === undefined) return { team: null };
  const { row, division, equipment, experts } = found;
  const domains = await queries.domains(experts.map((expert) => expert["id"] as string));
  const domainsOf = byParent(experts.length, domains, ({ name }) => ({ name }));
  const nodes = experts.map((expert, at) => ({
    id: expert["id"],
    title: expert["title"],
    domains: domainsOf[at],
  }));
  const { name, headcount } = row;
  return { team: { id, name, headcount, division, equipment, experts: { nodes } } };
}

function byParent<T>(parents: number, rows: readonly HandChild[], shape: (row: HandRow) => T): T[][] {
  const lists = Array.from({ length: parents }, (): T[] => []);
  for (const row of rows) lists[row.parent]?.push(shape(row));
  return lists;
}

const answers: Readonly<Record<string, (variables: HandRow) => Promise<unknown>>> = {
  "/trivial": async () => ({ __typename: "Query" }),
  "/flat": async () => ({ teams: { nodes: await queries.flat() } }),
  "/federated": federated,
  "/entity": entity,
  "/rows": async () => {
    const [teams, stockLines] = await Promise.all([queries.manyTeams(), queries.stockLines()]);
    return { teams: { nodes: teams }, stockLines: { nodes: stockLines } };
  },
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  // A client of the graph sends a body, so this one is read and parsed too.
  request.on("end", async () => {
    const answer = answers[request.url ?? ""];
    const { variables = {} } = JSON.parse(Buffer.concat(chunks).toString()) as { variables?: HandRow };
    const body = JSON.stringify({ data: await answer?.(variables) });
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
