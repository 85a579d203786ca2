import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine, engines } from "../support/engines.js";
import { ask, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";

const QUERY = `{
  teams(first: 4) { nodes { name division { name } equipment(first: 2) { nodes { name } } } }
  depots(first: 2) { nodes { name } }
}`;

type Teams = { nodes: { name: string; division: object; equipment: object | null }[] };

describeEachEngine("a store that fails under a graph that is served", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: Served;

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine, { own: true }));
    graph = await serveGraph(store);
  }, 120_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  const rename = (from: string, to: string) =>
    sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(store.db);

  test("gives null with an error where a table below cannot be read, and what else was asked for", async () => {
    const whole = await ask(graph.url, QUERY);
    expect(whole.errors).toBeUndefined();
    await rename("team_equipment", "team_equipment_away");
    const { status, data, errors } = await ask(graph.url, QUERY);
    await rename("team_equipment_away", "team_equipment");

    const teams = whole.data?.["teams"] as Teams;
    const without = teams.nodes.map((node) => ({ ...node, equipment: null }));
    expect({ status, data }).toEqual({ status: 200, data: { ...whole.data, teams: { nodes: without } } });
    expect(new Set(errors?.map(({ extensions }) => extensions["code"]))).toEqual(new Set(["INTERNAL"]));
    expect(errors?.map(({ path }) => path?.join("."))).toEqual(
      teams.nodes.map((_, at) => `teams.nodes.${at}.equipment`),
    );
    expect((await ask(graph.url, QUERY)).text).toBe(whole.text);
  });

  test("gives null with an error for a root field whose table cannot be read", async () => {
    const whole = await ask(graph.url, QUERY);
    await rename("team", "team_away");
    const { status, data, errors, text } = await ask(graph.url, QUERY);
    await rename("team_away", "team");
    expect({ status, data }).toEqual({ status: 200, data: { ...whole.data, teams: null } });
    expect(errors?.map(({ path, extensions }) => [path, extensions["code"]])).toEqual([
      [["teams"], "INTERNAL"],
    ]);
    // What the store said of its tables is for the log.
    expect(text).not.toContain("team_away");
    expect(text).not.toMatch(/no such table|doesn't exist/);
    expect((await ask(graph.url, QUERY)).text).toBe(whole.text);
  });
});

const mariadb = engines().find(({ name }) => name === "mariadb");

(mariadb === undefined ? test.skip : test)(
  "a server whose connections are killed under load: told as such, and whole again without a restart [mariadb]",
  async () => {
    const { store, drop } = await openSeededStore(mariadb as NonNullable<typeof mariadb>, { own: true });
    const graph = await serveGraph(store);
    const admin = await createConnection(mariadb?.url as string);
    try {
      const whole = await ask(graph.url, QUERY);
      const answers: Awaited<ReturnType<typeof ask>>[] = [];
      let running = true;
      const load = Array.from({ length: 8 }, async () => {
        while (running) answers.push(await ask(graph.url, QUERY));
      });
      const lost = () => answers.filter(({ errors }) => errors !== undefined);
      for (let round = 0; round < 200 && lost().length < 5; round++) {
        const [connections] = await admin.query<RowDataPacket[]>(
          "select id from information_schema.processlist where db = ? and id <> connection_id()",
          [store.address.split("/").at(-1)],
        );
        for (const { id } of connections) await admin.query("kill ?", [id]).catch(() => {});
        await new Promise((next) => setTimeout(next, 20));
      }
      running = false;
      await Promise.all(load);
      expect(lost().length).toBeGreaterThanOrEqual(5);
      const codes = lost().flatMap(({ errors }) => errors?.map(({ extensions }) => extensions["code"]));
      expect(new Set(codes)).toEqual(new Set(["STORE_UNAVAILABLE"]));
      for (const { status, text, errors } of answers) {
        expect(status).toBe(200);
        if (errors === undefined) expect(text).toBe(whole.text);
      }
      expect((await ask(graph.url, QUERY)).text).toBe(whole.text);
    } finally {
      await admin.end();
      await graph.stop();
      await drop();
    }
  },
  120_000,
);
