import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
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

const QUERY = `{
  division(code: "310115") { name teams(first: 3) { nodes { name leadAgencies { name } } } }
  depots(first: 2) { nodes { name } }
}`;

describe("a graph with a remote subgraph that is killed", () => {
  let store: Store;
  let drop: () => Promise<void>;
  let teams: Served;
  let graph: Served;

  beforeAll(async () => {
    const [sqlite] = engines();
    ({ store, drop } = await openSeededStore(sqlite as NonNullable<typeof sqlite>));
    teams = await startTeams();
    graph = await serveGraph(store, { teams: teams.url }, 1000);
  }, 120_000);

  afterAll(async () => {
    await graph.stop();
    await teams.stop();
    await drop();
  });

  async function startTeams(port = 0): Promise<Served> {
    const subgraph = (await buildSubgraphs()).find(({ name }) => name === "teams");
    return serveSubgraph(subgraph as NonNullable<typeof subgraph>, store, port);
  }

  test("answers in part during load, names the source, and is whole again without a restart", async () => {
    const whole = await ask(graph.url, QUERY);
    expect(whole.errors).toBeUndefined();
    const division = whole.data?.["division"] as { name: string; teams: { nodes: unknown[] } };
    expect(division.teams.nodes).toHaveLength(3);

    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    let running = true;
    const load = Promise.all(
      Array.from({ length: 8 }, async () => {
        while (running) answers.push(await ask(graph.url, QUERY));
      }),
    );
    const until = async (reached: () => boolean) => {
      for (let waited = 0; !reached() && waited < 10_000; waited += 20)
        await new Promise((next) => setTimeout(next, 20));
      expect(reached()).toBe(true);
    };
    await until(() => answers.length > 20);
    await teams.stop();
    const failed = () => answers.filter(({ errors }) => errors !== undefined);
    await until(() => failed().length > 20);
    teams = await startTeams(teams.port);
    const before = answers.length;
    await until(() => answers.slice(before).filter(({ errors }) => errors === undefined).length > 20);
    running = false;
    await load;

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const { data, errors, extensions } of failed()) {
      // What other sources own stands; the name of a division is not the teams' to lose.
      expect(data).toEqual({
        division: { name: division.name, teams: null },
        depots: whole.data?.["depots"],
      });
      expect(errors?.map((error) => error.extensions["code"])).toEqual(["SOURCE_UNAVAILABLE"]);
      expect(errors?.[0]?.extensions["source"]).toBe("teams");
      expect(errors?.[0]?.message).toContain("teams");
      expect(errors?.[0]?.path).toEqual(["division"]);
      expect(extensions?.["sources"]).toEqual([
        { name: "teams", status: "UNAVAILABLE", since: expect.any(String) },
      ]);
    }
    expect((await ask(graph.url, QUERY)).text).toBe(whole.text);
  }, 60_000);

  test("gives null, not nothing, for a root field whose only source is down", async () => {
    await teams.stop();
    const { status, data, errors } = await ask(graph.url, "{ everyone: teams(first: 1) { totalCount } }");
    expect({ status, data }).toEqual({ status: 200, data: { everyone: null } });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["SOURCE_UNAVAILABLE"]);
    teams = await startTeams(teams.port);
  });
});
