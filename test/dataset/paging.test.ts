import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { teamsSubgraph } from "../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { teamRow } from "../support/team-row.js";

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

const PAGE =
  "nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount";

describeEachEngine("pages", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(teamsSubgraph, engine);
  });
  afterAll(() => harness.close());

  async function page(args: string, where = ""): Promise<Page> {
    const answer = await harness.run(`{ teams(${[args, where].filter(Boolean).join(", ")}) { ${PAGE} } }`);
    expect(answer.errors).toBeUndefined();
    return answer.data?.["teams"] as unknown as Page;
  }

  /** Walks the whole list in one direction; the ids in list order. */
  async function walk(size: number, backward: boolean, where: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const at: string = cursor === null ? "" : `, ${backward ? "before" : "after"}: "${cursor}"`;
      const found: Page = await page(`${backward ? "last" : "first"}: ${size}${at}`, where);
      const some = found.nodes.map(({ id }) => id);
      expect(found.edges.map(({ node }) => node.id)).toEqual(some);
      expect(found.pageInfo.startCursor).toBe(found.edges[0]?.cursor ?? null);
      expect(found.pageInfo.endCursor).toBe(found.edges.at(-1)?.cursor ?? null);
      if (backward) ids.unshift(...some);
      else ids.push(...some);
      const more = backward ? found.pageInfo.hasPreviousPage : found.pageInfo.hasNextPage;
      if (!more) return ids;
      cursor = backward ? found.pageInfo.startCursor : found.pageInfo.endCursor;
    }
  }

  test("joined in either direction equal the plain sorted list, for any rows, size and filter", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.stringMatching(/^[0-9A-Za-z]{1,12}$/), { maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        fc.boolean(),
        async (ids, size, backward, filtered) => {
          await harness.store.db.deleteFrom("team").execute();
          await harness.insert(
            "team",
            ids.map((id, at) => teamRow({ id, level: at % 3 === 0 ? "TOWN" : "UNIT" })),
          );
          const expected = ids.filter((_id, at) => !filtered || at % 3 === 0).sort();
          const where = filtered ? "where: { level: { eq: TOWN } }" : "";
          expect(await walk(size, backward, where)).toEqual(expected);
          expect((await page("first: 1", where)).totalCount).toBe(expected.length);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  test("are stable under inserts: a walk neither repeats nor skips what was there when it began", async () => {
    await harness.store.db.deleteFrom("team").execute();
    await harness.insert(
      "team",
      ["b", "d", "f", "h"].map((id) => teamRow({ id })),
    );
    const first = await page("first: 2");
    await harness.insert(
      "team",
      ["a", "c", "e"].map((id) => teamRow({ id })),
    );
    const second = await page(`first: 10, after: "${first.pageInfo.endCursor}"`);
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(["b", "d", "e", "f", "h"]);
  });

  test("cost one statement, and one more only for a count that was asked for", async () => {
    await harness.run("{ teams(first: 5) { nodes { id name equipment(first: 2) { nodes { name } } } } }");
    expect(harness.statements.length).toBe(2);
    await harness.run("{ teams(first: 5) { totalCount nodes { id } } }");
    expect(harness.statements.length).toBe(2);
  });

  test.each([
    ["first: 0", "BAD_PAGE_SIZE"],
    ["first: -3", "BAD_PAGE_SIZE"],
    ["first: 501", "BAD_PAGE_SIZE"],
    ["first: 1000000000", "BAD_PAGE_SIZE"],
    ["last: 0", "BAD_PAGE_SIZE"],
    ["first: 1, last: 1", "BAD_PAGE_ARGUMENTS"],
    ['first: 1, before: "x"', "BAD_PAGE_ARGUMENTS"],
    ['after: ""', "BAD_CURSOR"],
    ['after: "x"', "BAD_CURSOR"],
    [`after: "${Buffer.from('["a",{"b":1}]').toString("base64url")}"`, "BAD_CURSOR"],
  ])("refuse %s with %s, and read nothing", async (args, code) => {
    const answer = await harness.run(`{ teams(${args}) { nodes { id } } }`);
    expect(answer.data).toEqual({ teams: null });
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual([code]);
    expect(harness.statements).toEqual([]);
  });

  test("refuse the cursor of another filter, another parent and another list", async () => {
    await harness.store.db.deleteFrom("team").execute();
    await harness.insert(
      "team",
      ["a", "b", "c"].map((id) => teamRow({ id })),
    );
    const { endCursor } = (await page("first: 1")).pageInfo;
    const answer = await harness.run(
      `query ($cursor: String, $of: [_Any!]!) {
        teams(first: 1, after: $cursor, where: { level: { eq: TOWN } }) { nodes { id } }
        _entities(representations: $of) {
          ... on Division { teams(first: 1, after: $cursor) { nodes { id } } }
          ... on Team { equipment(first: 1, after: $cursor) { nodes { id } } }
        }
      }`,
      {
        variables: {
          cursor: endCursor,
          of: [
            { __typename: "Division", code: "31" },
            { __typename: "Team", id: "a" },
          ],
        },
      },
    );
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual([
      "CURSOR_MISMATCH",
      "CURSOR_MISMATCH",
      "CURSOR_MISMATCH",
    ]);
  });
});
