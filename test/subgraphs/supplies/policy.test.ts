import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Role } from "../../../src/policy/caller.js";
import { suppliesSubgraph } from "../../../src/subgraphs/supplies/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertSupplies } from "./supplies-rows.js";

const QUERY = `{
  depot(id: "dp1") {
    name address contactName contactPhone
    stock(first: 1) { nodes {
      batch item { name } quantity { baseValue } minimum maximum reserved committed available
    } }
  }
  factory: depot(id: "dp4") { productionCapacities { nodes { perDay contractNumber } } }
}`;

const AMOUNTS = ["quantity", "minimum", "maximum", "reserved", "committed", "available"];

describeEachEngine("what is open of the supplies", (engine) => {
  let supplies: SubgraphHarness;
  beforeAll(async () => {
    supplies = await openSubgraph(suppliesSubgraph, engine);
    await insertSupplies(supplies);
  });
  afterAll(() => supplies.close());

  const ask = async (role: Role) => {
    const { data, errors = [] } = await supplies.run(QUERY, { role });
    return {
      data,
      refused: errors.map(({ extensions }) => [extensions["code"], extensions["field"]]).sort(),
    };
  };

  test("everybody sees what lies where; amounts, addresses and people are not even read", async () => {
    expect(await ask("anonymous")).toEqual({
      data: {
        depot: {
          name: "市库",
          address: null,
          contactName: null,
          contactPhone: null,
          stock: {
            nodes: [
              {
                batch: "B-st1",
                item: { name: "棉被" },
                ...Object.fromEntries(AMOUNTS.map((name) => [name, null])),
              },
            ],
          },
        },
        factory: { productionCapacities: { nodes: [{ perDay: 80, contractNumber: null }] } },
      },
      refused: [
        ["FORBIDDEN_FIELD", "Depot.address"],
        ["FORBIDDEN_FIELD", "Depot.contactName"],
        ["FORBIDDEN_FIELD", "Depot.contactPhone"],
        ["FORBIDDEN_FIELD", "ProductionCapacity.contractNumber"],
        ["FORBIDDEN_FIELD", "StockLine.available"],
        ["FORBIDDEN_FIELD", "StockLine.committed"],
        ["FORBIDDEN_FIELD", "StockLine.maximum"],
        ["FORBIDDEN_FIELD", "StockLine.minimum"],
        ["FORBIDDEN_FIELD", "StockLine.quantity"],
        ["FORBIDDEN_FIELD", "StockLine.reserved"],
      ],
    });
    expect(supplies.statements.join()).not.toMatch(
      /contact_|address|quantity|minimum|maximum|reserved|committed|contract_number/,
    );
  });

  test("an analyst sees amounts and addresses, but no people", async () => {
    expect(await ask("analyst")).toEqual({
      data: {
        depot: {
          name: "市库",
          address: "世纪大道 1 号",
          contactName: null,
          contactPhone: null,
          stock: {
            nodes: [
              {
                batch: "B-st1",
                item: { name: "棉被" },
                quantity: { baseValue: 300 },
                minimum: 100,
                maximum: 500,
                reserved: 20.2,
                committed: 0.1,
                available: 279.7,
              },
            ],
          },
        },
        factory: { productionCapacities: { nodes: [{ perDay: 80, contractNumber: "SAMPLE-1" }] } },
      },
      refused: [
        ["FORBIDDEN_FIELD", "Depot.contactName"],
        ["FORBIDDEN_FIELD", "Depot.contactPhone"],
      ],
    });
  });

  test("a steward sees the people too", async () => {
    const { data, refused } = await ask("steward");
    expect(data).toMatchObject({ depot: { contactName: "样例甲", contactPhone: "00000000000" } });
    expect(refused).toEqual([]);
  });
});
