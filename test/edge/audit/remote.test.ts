import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Subgraph } from "../../../src/dataset/build-subgraph.js";
import { gatewayMark, isGatewayMark, MARK_HEADER } from "../../../src/gateway/gateway-mark.js";
import type { Store } from "../../../src/store/store.js";
import { writeRows } from "../../../src/store/write-rows.js";
import { KEY, openAuditStores } from "../../store/audit-store.js";
import { engines, type TestEngine } from "../../support/engines.js";
import { buildSubgraphs } from "../../support/graph-harness.js";
import { teamRow } from "../../support/team-row.js";
import { type AuditedGraph, bearer, forget, kept, serveAudited } from "./audited-graph.js";

const OTHER_KEY = "another key of the tests, 32 or more";
const TEAMS = "query Teams { teams(first: 2) { nodes { id name } } }";
const READ = [expect.objectContaining({ type: "Team", row_count: 2, ids: ["t1", "t2"] })];

// What is told here are processes apart; how each of them keeps its record is tested on every engine elsewhere.
const [engine] = engines() as [TestEngine];

describe("pulls through a remote subgraph", () => {
  let stores: Store[];
  let drop: () => Promise<void>;
  const graphs: AuditedGraph[] = [];
  let [subgraph, strange, graph, estranged]: AuditedGraph[] = [];

  beforeAll(async () => {
    // Gateway and subgraph on stores of their own, so that each record is seen by itself.
    const opened = [await openAuditStores(engine), await openAuditStores(engine)];
    stores = opened.map(({ stores: [store] }) => store as Store);
    drop = async () => {
      for (const each of opened) await each.drop();
    };
    const [own, remote] = stores as [Store, Store];
    await writeRows(remote.db, "team", [teamRow({ id: "t1" }), teamRow({ id: "t2" }), teamRow({ id: "t3" })]);
    const alone = (await buildSubgraphs()).find(({ name }) => name === "teams") as Subgraph;
    subgraph = await serveAudited(remote, { key: KEY, alone });
    strange = await serveAudited(remote, { key: OTHER_KEY, alone });
    graph = await serveAudited(own, { key: KEY, urls: { teams: `${subgraph.origin}/graphql` } });
    estranged = await serveAudited(own, { key: KEY, urls: { teams: `${strange.origin}/graphql` } });
    graphs.push(graph, estranged, subgraph, strange);
  }, 60_000);
  afterAll(async () => {
    for (const each of graphs) await each.stop();
    await drop();
  });
  beforeEach(async () => {
    for (const store of stores) await forget(store);
  });
  const onRecord = () => Promise.all(stores.map(kept));

  test("are on record at the gateway with what the subgraph published, and only there", async () => {
    const answer = await (graph as AuditedGraph).send(TEAMS, { subject: "an", role: "analyst" });
    const names = [
      { id: "t1", name: "队伍 t1" },
      { id: "t2", name: "队伍 t2" },
    ];
    // Nothing of the record reaches the client.
    expect(await answer.json()).toEqual({ data: { teams: { nodes: names } } });
    const [own, remote] = await onRecord();
    expect(own).toEqual([expect.objectContaining({ subject: "an", outcome: "OK", reads: READ })]);
    expect(remote).toEqual([]);
  });

  test("by whoever asks the subgraph himself are on record there, keys for the gateway included", async () => {
    const answer = await (subgraph as AuditedGraph).send(TEAMS);
    expect(Object.keys((await answer.json()) as object)).toEqual(["data"]);
    await (subgraph as AuditedGraph).send("{ _keysOf_Team(first: 2) }");
    const [own, remote] = await onRecord();
    expect(own).toEqual([]);
    expect(remote?.map(({ reads }) => reads)).toEqual([
      READ,
      [expect.objectContaining({ type: "Team", fields: '["id"]', row_count: 2 })],
    ]);
  });

  test("cannot be hidden, or the record be had, by a mark that no gateway made", async () => {
    const { authorization } = await bearer("analyst", "an");
    const body = { query: TEAMS };
    const right = { requestId: "r1", authorization, body };
    const now = Date.now();
    const marks = [
      "1",
      gatewayMark(OTHER_KEY, right),
      gatewayMark(KEY, { ...right, body: { query: "{ teams { totalCount } }" } }),
      gatewayMark(KEY, { ...right, requestId: "r2" }),
      gatewayMark(KEY, { ...right, authorization: "Bearer x" }),
      gatewayMark(KEY, right, now - 120_000),
      `${now + 1}.${gatewayMark(KEY, right, now).split(".")[1]}`,
    ];
    const headers = { authorization, "x-request-id": "r1" };
    for (const mark of marks) {
      const answer = await (subgraph as AuditedGraph).send(TEAMS, {
        headers: { ...headers, [MARK_HEADER]: mark },
      });
      expect(Object.keys((await answer.json()) as object)).toEqual(["data"]);
    }
    expect((await onRecord())[1]).toHaveLength(marks.length);
    expect(isGatewayMark(KEY, gatewayMark(KEY, right), right)).toBe(true);
    // A gateway is asked by clients: none of them is a gateway to it.
    const asGateway = { ...headers, [MARK_HEADER]: gatewayMark(KEY, right) };
    await (graph as AuditedGraph).send(TEAMS, { headers: asGateway });
    expect((await onRecord())[0]).toHaveLength(1);
  });

  test("whose subgraph has another key are on record at both", async () => {
    await (estranged as AuditedGraph).send(TEAMS);
    const [own, remote] = await onRecord();
    expect(own?.map(({ reads }) => reads)).toEqual([
      [expect.objectContaining({ dataset: "UNKNOWN", type: "subgraph teams", row_count: 0, ids: [] })],
    ]);
    expect(remote?.map(({ reads }) => reads)).toEqual([READ]);
  });

  test("that filter by what another subgraph holds do not count as pulls of that", async () => {
    const query =
      '{ divisions(where: { teams: { some: { name: { eq: "队伍 t1" } } } }, first: 5) { totalCount } }';
    const answer = (await (await (graph as AuditedGraph).send(query)).json()) as { errors?: unknown };
    expect(answer.errors).toBeUndefined();
    const [own, remote] = await onRecord();
    expect(own?.map(({ reads }) => reads)).toEqual([[]]);
    expect(remote).toEqual([]);
  });
});
