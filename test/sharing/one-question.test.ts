import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";
import { openSeededStore, type Served, serveGraph, testToken } from "../support/graph-harness.js";
import { modelOf, readRows } from "./partner-model.js";

/** One question, of which every part means something else to each who asks it. */
const QUESTION = `
  query Teams {
    teams(where: { division: { within: "310116" } }, first: 2) {
      totalCount
      nodes {
        id
        name
        address
        contactPhone
      }
    }
  }`;

interface Answer {
  readonly data?: {
    readonly teams: {
      readonly totalCount: number;
      readonly nodes: readonly {
        readonly id: string;
        readonly name: string;
        readonly address: string | null;
        readonly contactPhone: string | null;
      }[];
    };
  };
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

describeEachEngine("one question by three partners", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let served: Served;
  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine));
    served = await serveGraph(store);
  }, 120_000);
  afterAll(async () => {
    await served.stop();
    await drop();
  });

  const ask = async (partner: string): Promise<Answer> => {
    const response = await fetch(served.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await testToken("partner", partner)}`,
      },
      body: JSON.stringify({ query: QUESTION }),
    });
    return (await response.json()) as Answer;
  };

  test("has three different answers, each what its agreement says", async () => {
    const rows = await readRows(store);
    const teams = new Map(rows.tables.get("team")?.map((row) => [String(row["id"]), row]));
    const inJinshan = (partner: string) =>
      modelOf(rows, partner)
        .rows("team")
        .filter((row) => row["county_code"] === "310116").length;

    // Zhejiang: all teams, addresses down to the district, telephones masked.
    const zhejiang = (await ask("33")).data?.teams;
    expect(zhejiang?.totalCount).toBe(inJinshan("33"));
    for (const { id, address, contactPhone } of zhejiang?.nodes ?? []) {
      const phone = String(teams.get(id)?.["contact_phone"]);
      expect(contactPhone).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
      expect(address === null || /区$/.test(address)).toBe(true);
    }
    // Pinghu, across the river: the same teams, everything in clear.
    const pinghu = (await ask("330482")).data?.teams;
    expect(pinghu?.totalCount).toBe(inJinshan("330482"));
    for (const { id, address, contactPhone } of pinghu?.nodes ?? []) {
      const row = teams.get(id);
      expect([address, contactPhone]).toEqual([row?.["address"], row?.["contact_phone"]]);
    }
    expect(pinghu?.nodes.map(({ id }) => id)).toEqual(zhejiang?.nodes.map(({ id }) => id));
    // Anhui: no such fields in its contract, so that the question itself is wrong; nothing is read.
    const anhui = await ask("34");
    expect(anhui.data).toBeUndefined();
    expect(anhui.errors?.map(({ extensions }) => extensions.code)).toEqual([
      "UNKNOWN_FIELD",
      "UNKNOWN_FIELD",
    ]);
    expect(JSON.stringify(anhui.errors)).not.toMatch(/Did you mean/);
    // Jiangsu's tokens differ from what anybody else is shown, and are the same each time.
    expect((await ask("32")).errors?.map(({ message }) => message)).toEqual([
      'Cannot query field "address" on type "Team".',
    ]);
  });
});
