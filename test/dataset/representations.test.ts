import { expect, test } from "@jest/globals";
import { deltaSubgraph } from "../../src/subgraphs/delta/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph } from "../support/subgraph-harness.js";

const QUERY = `query ($of: [_Any!]!) {
  _entities(representations: $of) { ... on Division { partner { id } agreements { totalCount } } }
}`;

// GraphQL does not look into `_Any`: mysql2 would write an object as `column = value`, and code would take a number
// for a text.
describeEachEngine("representations", (engine) => {
  test("are refused one by one where their key is no string", async () => {
    const delta = await openSubgraph(deltaSubgraph, engine);
    try {
      const keys = [{ code: "31" }, {}, { code: null }, { code: 31 }, { code: { id: 1 } }, { code: ["31"] }];
      const of = keys.map((key) => ({ __typename: "Division", ...key }));
      const { data, errors } = await delta.run(QUERY, { variables: { of } });
      const none = Array(5).fill(null);
      expect(data).toEqual({ _entities: [{ partner: null, agreements: { totalCount: 0 } }, ...none] });
      expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(Array(5).fill("WRONG_TYPE"));
    } finally {
      await delta.close();
    }
  });
});
