import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";
import { ask, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";

describeEachEngine("a federated query", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: Served;
  const statements: string[] = [];

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine));
    store.onStatement((statement) => statements.push(statement));
    graph = await serveGraph(store);
  }, 180_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  async function statementsOf(query: string, role: "analyst" | "admin" = "analyst"): Promise<string[]> {
    statements.length = 0;
    await ask(graph.url, query, { role });
    return [...statements];
  }

  const levels = (size: number) => `{
    teams(first: ${size}) {
      nodes {
        name
        division { name }
        leadAgencies { name }
        equipment(first: 3) { nodes { name } }
        experts(first: 3) { nodes { title domains { name } } }
        depotsWithin(km: 50, first: 2) { distanceKm depot { name stock(first: 2) { nodes { batch item { name } } } } }
      }
    }
  }`;

  test("over four subgraphs runs at most one statement for each field level, however many rows there are", async () => {
    // teams, division, leadAgencies, their names, equipment, experts, domains (link and name), depots within, depot,
    // stock, item.
    const few = await statementsOf(levels(2));
    const many = await statementsOf(levels(20));
    expect(many.length).toBeLessThanOrEqual(13);
    expect(few.length).toBeLessThanOrEqual(many.length);
  });

  test("selects only the columns that it asks for", async () => {
    const [statement] = await statementsOf("{ teams(first: 1) { nodes { name } } }");
    expect(statement).toMatch(/\bname\b/);
    expect(statement).not.toMatch(/duty|headcount|contact|latitude|observed/);
  });

  test("does not select what the caller may not read", async () => {
    const query = "{ teams(first: 1) { nodes { name contactPhone contactName } } }";
    expect((await statementsOf(query, "analyst")).join()).not.toMatch(/contact/);
    expect((await statementsOf(query, "admin")).join()).toMatch(/contact_phone/);
  });
});
