import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type DocumentNode, parse } from "graphql";
import { recordWaves } from "../../bench/public-shape/record-waves.js";
import { publicSubgraphs, publicSupergraph } from "../../bench/public-shape/subgraphs.js";
import { compose } from "../../src/gateway/compose.js";
import { createExecutor, type Executor } from "../../src/gateway/execute.js";
import { inProcessTransport } from "../../src/gateway/in-process-transport.js";
import type { SubgraphTransport } from "../../src/gateway/transport.js";
import { projectRoot } from "../../src/project-root.js";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { testContext } from "../support/test-context.js";

// What `npm run bench` times must not cost more statements or fetches than its answer needs. Each relation of an answer is
// a statement, for all parents together.

const read = (path: string) => readFileSync(join(projectRoot(), path), "utf8");

/** For each shape its statements and its fetches by subgraph. */
const SHAPES = {
  trivial: { statements: 0, fetches: {} },
  flat: { statements: 1, fetches: { teams: 1 } },
  // Teams, gear, division, experts.
  federated: { statements: 4, fetches: { teams: 1, reference: 1, experts: 1 } },
  // Team, gear, division, experts, their domains.
  entity: { statements: 5, fetches: { teams: 1, reference: 1, experts: 1 } },
  rows: { statements: 2, fetches: { teams: 1, supplies: 1 } },
} as const;

describeEachEngine("a shape of the benchmark", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let execute: Executor["execute"];
  let teamId: string;
  const statements: string[] = [];
  const fetches: string[] = [];

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine));
    const row = await store.db
      .selectFrom("expert_team")
      .select("team_id")
      .orderBy("team_id")
      .executeTakeFirst();
    teamId = row?.["team_id"] as string;
    const subgraphs = await buildSubgraphs();
    const transports = new Map(
      subgraphs.map(({ name, schema }): [string, SubgraphTransport] => {
        const transport = inProcessTransport(schema);
        return [
          name,
          {
            execute(request, ctx) {
              fetches.push(name);
              return transport.execute(request, ctx);
            },
            close: transport.close,
          },
        ];
      }),
    );
    ({ execute } = await createExecutor(compose(subgraphs), transports));
    store.onStatement((statement) => statements.push(statement));
  }, 180_000);

  afterAll(() => drop());

  test.each(Object.entries(SHAPES))(
    "%s takes no more statements and fetches than it needs",
    async (name, wanted) => {
      const document: DocumentNode = parse(read(`bench/operations/${name}.graphql`));
      statements.length = 0;
      fetches.length = 0;
      const variables = name === "entity" ? { id: teamId } : {};
      const answer = await execute(
        { document, operationName: undefined, variables },
        testContext(store, "analyst"),
      );
      expect(answer.errors).toBeUndefined();
      expect(statements).toHaveLength(wanted.statements);
      const byName: Record<string, number> = {};
      for (const fetched of fetches) byName[fetched] = (byName[fetched] ?? 0) + 1;
      expect(byName).toEqual(wanted.fetches);
    },
  );
});

describe("the public benchmark's query", () => {
  test("takes 7 requests to subgraphs, as with the best planner", async () => {
    const sdl = publicSupergraph("http://127.0.0.1:1");
    const { waves, data } = await recordWaves(
      sdl,
      publicSubgraphs(),
      read("bench/public-shape/query.graphql"),
    );
    expect(waves.flat()).toHaveLength(7);
    expect(Object.keys(data as object)).toEqual(["users", "topProducts"]);
  });
});
