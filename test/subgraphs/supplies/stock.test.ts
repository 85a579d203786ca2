import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { suppliesSubgraph } from "../../../src/subgraphs/supplies/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertSupplies } from "./supplies-rows.js";

describeEachEngine("stock", (engine) => {
  let supplies: SubgraphHarness;
  beforeAll(async () => {
    supplies = await openSubgraph(suppliesSubgraph, engine);
    await insertSupplies(supplies);
  });
  afterAll(() => supplies.close());

  test("a line tells its amounts with their units, and what is left of them", async () => {
    const answer = await supplies.run(`{
      depot(id: "dp1") {
        stock(first: 2) {
          totalCount
          nodes {
            itemCode batch producedOn expiresOn countedAt qualityNote ownerAgency { id } item { name } depot { name }
            quantity { value unitCode unit { code } baseValue baseUnitCode baseUnit { code } }
            minimum maximum reserved committed available
          }
        }
      }
    }`);
    const shared = {
      producedOn: "2024-01-01",
      expiresOn: "2032-01-01",
      countedAt: "2026-10-30T08:00:00.000Z",
      qualityNote: null,
      ownerAgency: { id: "ag2" },
      depot: { name: "市库" },
      minimum: 100,
      maximum: 500,
      committed: 0.1,
    };
    const units = {
      unitCode: "BAG",
      unit: { code: "BAG" },
      baseUnitCode: "PIECE",
      baseUnit: { code: "PIECE" },
    };
    expect(answer).toEqual({
      data: {
        depot: {
          stock: {
            totalCount: 3,
            nodes: [
              {
                ...shared,
                itemCode: "quilt",
                batch: "B-st1",
                item: { name: "棉被" },
                quantity: { value: 30, baseValue: 300, ...units },
                reserved: 20.2,
                available: 279.7,
              },
              {
                ...shared,
                itemCode: "blanket",
                batch: "B-st2",
                item: { name: "毛毯" },
                quantity: { value: 12, baseValue: 120, ...units },
                reserved: 150,
                available: -30.1,
              },
            ],
          },
        },
      },
    });
    // The depot, its stock, the count, the items, the depots of the lines.
    expect(supplies.statements).toHaveLength(5);
  });

  test("many depots' stock is one statement, and one more for the items", async () => {
    const answer = await supplies.run(`{ depots { nodes { stock(first: 1) { nodes { item { code } } } } } }`);
    expect(answer).toEqual({
      data: {
        depots: {
          nodes: [
            { stock: { nodes: [{ item: { code: "quilt" } }] } },
            { stock: { nodes: [{ item: { code: "tent" } }] } },
            { stock: { nodes: [{ item: null }] } },
            { stock: { nodes: [] } },
          ],
        },
      },
    });
    expect(supplies.statements).toHaveLength(3);
  });

  test("a line of an item that is not registered has no base unit", async () => {
    const answer = await supplies.run(
      `{ depot(id: "dp3") { stock { nodes { quantity { baseValue baseUnitCode baseUnit { code } } } } } }`,
    );
    expect(answer).toEqual({
      data: {
        depot: { stock: { nodes: [{ quantity: { baseValue: 20, baseUnitCode: null, baseUnit: null } }] } },
      },
    });
  });

  test.each([
    ['{ itemCode: { eq: "quilt" } }', ["st1", "st3"]],
    ['{ itemCode: { in: ["blanket", "tent"] } }', ["st2"]],
  ])("the stock is narrowed by %s", async (where, ids) => {
    const answer = await supplies.run(
      `{ depot(id: "dp1") { stock(where: ${where}) { totalCount nodes { id } } } }`,
    );
    expect(answer).toEqual({
      data: { depot: { stock: { totalCount: ids.length, nodes: ids.map((id) => ({ id })) } } },
    });
  });

  test("a depot's stock is paged from both ends, and its cursors are good for that depot only", async () => {
    const ids = async (depot: string, args: string) => {
      const answer = await supplies.run(
        `{ depot(id: "${depot}") { stock(${args}) { edges { cursor node { id } } } } }`,
      );
      const edges = (
        answer.data as { depot: { stock: { edges: { cursor: string; node: { id: string } }[] } | null } }
      ).depot.stock?.edges;
      return { edges, ids: edges?.map(({ node }) => node.id), code: answer.errors?.[0]?.extensions["code"] };
    };
    const first = await ids("dp1", "first: 2");
    expect(first.ids).toEqual(["st1", "st2"]);
    const cursor = first.edges?.[1]?.cursor;
    expect((await ids("dp1", `first: 2, after: "${cursor}"`)).ids).toEqual(["st3"]);
    expect((await ids("dp1", "last: 1")).ids).toEqual(["st3"]);
    expect((await ids("dp1", `last: 2, before: "${cursor}"`)).ids).toEqual(["st1"]);
    expect((await ids("dp2", `first: 2, after: "${cursor}"`)).code).toBe("CURSOR_MISMATCH");
  });

  test("an item has packs, substitutes and stock wherever it lies", async () => {
    const answer = await supplies.run(`{
      item(code: "quilt") {
        code name nameEn shelfLifeDays specification category { id } baseUnit { code }
        packs { name nameEn baseQuantity unit { code } }
        substitutes { ratio note item { name } }
        stock(first: 1) { totalCount nodes { depot { name } } }
      }
      items { nodes { code } }
    }`);
    expect(answer).toEqual({
      data: {
        item: {
          code: "quilt",
          name: "棉被",
          nameEn: "quilt",
          shelfLifeDays: 2920,
          specification: null,
          category: { id: "CLASS13:05" },
          baseUnit: { code: "PIECE" },
          packs: [{ name: "10条袋装", nameEn: "bag of 10", baseQuantity: 10, unit: { code: "BAG" } }],
          substitutes: [{ ratio: 1.5, note: null, item: { name: "毛毯" } }],
          stock: { totalCount: 2, nodes: [{ depot: { name: "市库" } }] },
        },
        items: { nodes: [{ code: "blanket" }, { code: "quilt" }, { code: "tent" }] },
      },
    });
  });

  test("an item that does not exist is an error", async () => {
    const answer = await supplies.run(`{ item(code: "no-such") { name } }`);
    expect(answer.data).toEqual({ item: null });
    expect(answer.errors?.map(({ message }) => message)).toEqual(["There is no Item with code no-such."]);
  });
});
