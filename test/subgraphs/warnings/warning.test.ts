import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { warningsSubgraph } from "../../../src/subgraphs/warnings/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { divisionOf, insertWarnings } from "./warnings-rows.js";

describeEachEngine("warnings", (engine) => {
  let warnings: SubgraphHarness;
  beforeAll(async () => {
    warnings = await openSubgraph(warningsSubgraph, engine);
    await insertWarnings(warnings);
  });
  afterAll(() => warnings.close());

  const ids = (connection: unknown) => (connection as { nodes: { id: string }[] }).nodes.map(({ id }) => id);
  const codes = async (query: string) => {
    const { data, errors } = await warnings.run(query);
    return errors === undefined ? data : errors.map(({ extensions }) => extensions["code"]);
  };

  test("tell what they update, what followed and what they are for, one statement for each level", async () => {
    const answer = await warnings.run(
      `{ warnings(first: 5) { nodes {
        id nationalId colour eventType { code } issuer { id } issuedAt
        refersTo { id } followedBy { id } areas { division { code } }
      } } }`,
      { role: "anonymous" },
    );
    expect(answer.errors).toBeUndefined();
    expect(ids(answer.data?.["warnings"])).toEqual(["wn5", "wn4", "wn3", "wn2", "wn1"]);
    const nodes = (answer.data?.["warnings"] as { nodes: object[] } | undefined)?.nodes ?? [];
    expect(nodes[0]).toMatchObject({ nationalId: null, colour: null, issuer: null });
    expect(nodes[3]).toEqual({
      id: "wn2",
      nationalId: "31011500000000_20260802080000_0",
      colour: "RED",
      eventType: { code: "11B03" },
      issuer: { id: "ag1" },
      issuedAt: "2026-08-02T00:00:00.000Z",
      refersTo: { id: "wn1" },
      followedBy: [],
      areas: [{ division: { code: "310115103" } }],
    });
    expect(nodes[4]).toMatchObject({ refersTo: null, followedBy: [{ id: "wn2" }] });
    expect(warnings.statements).toHaveLength(4);
  });

  test("concern a division when they are for it, a part of it, or what it is a part of", async () => {
    const { data, errors } = await warnings.run(
      `query ($divisions: [_Any!]!) { _entities(representations: $divisions) {
        ... on Division { warnings { totalCount nodes { id } } }
      } }`,
      {
        variables: {
          divisions: ["31", "310115", "310115103", "310115104", "310114", "32", "320102", "33"].map(
            (code) => ({
              __typename: "Division",
              code,
            }),
          ),
        },
      },
    );
    expect(errors).toBeUndefined();
    const entities = data?.["_entities"] as { warnings: { totalCount: number } }[];
    expect(entities.map(({ warnings: found }) => ids(found))).toEqual([
      ["wn4", "wn3", "wn2", "wn1"],
      ["wn4", "wn3", "wn2", "wn1"],
      ["wn4", "wn3", "wn2", "wn1"],
      ["wn4", "wn3", "wn1"],
      ["wn4"],
      ["wn5"],
      ["wn5"],
      [],
    ]);
    expect(entities.map(({ warnings: { totalCount } }) => totalCount)).toEqual([4, 4, 4, 3, 1, 1, 1, 0]);
    // The lists and their counts.
    expect(warnings.statements).toHaveLength(2);
  });

  test("are found from the agency that issued them", async () => {
    const { data } = await warnings.run(
      `query ($agencies: [_Any!]!) { _entities(representations: $agencies) {
        ... on Agency { warnings(orderBy: [{ issuedAt: ASC }]) { nodes { id } } }
      } }`,
      {
        variables: {
          agencies: [
            { __typename: "Agency", id: "ag2" },
            { __typename: "Agency", id: "ag9" },
          ],
        },
      },
    );
    const entities = data?.["_entities"] as { warnings: unknown }[];
    expect(entities.map(({ warnings: found }) => ids(found))).toEqual([["wn3", "wn4"], []]);
    expect(warnings.statements).toHaveLength(1);
  });

  test.each([
    [`{ colour: { in: [RED, ORANGE] } }`, ["wn2"]],
    [`{ colour: { isNull: true } }`, ["wn5"]],
    [`{ eventType: { code: { eq: "11B06" } } }`, ["wn4"]],
    [`{ areas: { some: { division: { within: "310115" } } } }`, ["wn3", "wn2", "wn1"]],
    [`{ coverage: { some: { coverage: { lt: 0.5 } } } }`, ["wn4", "wn3"]],
    [`{ issuedAt: { gte: "2026-08-02T08:00:00+08:00", lt: "2026-08-04T00:00:00Z" } }`, ["wn3", "wn2"]],
  ])("are filtered: %s", async (where, expected) => {
    const { data, errors } = await warnings.run(`{ warnings(where: ${where}) { nodes { id } } }`);
    expect(errors).toBeUndefined();
    expect(ids(data?.["warnings"])).toEqual(expected);
  });

  test.each([
    [`{ warning(id: "none") { id } }`, "NOT_FOUND"],
    [`{ warnings(first: 501) { nodes { id } } }`, "BAD_PAGE_SIZE"],
    [`{ warnings(where: { issuedAt: { gt: "noon" } }) { nodes { id } } }`, "BAD_INSTANT"],
    [`{ warnings(after: "x") { nodes { id } } }`, "BAD_CURSOR"],
    [`{ warnings(orderBy: [{ issuedAt: ASC, colour: ASC }]) { nodes { id } } }`, "BAD_ORDER"],
  ])("refuse %s with %s", async (query, code) => {
    expect(await codes(query)).toEqual([code]);
  });

  test("have all their areas, or none and an error: never a part that passes for all", async () => {
    const areas = (from: number, to: number) =>
      warnings.insert(
        "warning_area",
        Array.from({ length: to - from }, (_, at) => ({
          ...{ id: `more${from + at}`, warningId: "wn2" },
          ...divisionOf("310115103"),
        })),
      );
    const ask = () => warnings.run("{ warnings(first: 5) { nodes { id areas { division { code } } } } }");
    const counts = ({ data }: Awaited<ReturnType<typeof ask>>) => {
      const page = data?.["warnings"] as { nodes: { areas: unknown[] | null }[] };
      return page.nodes.map(({ areas: found }) => found?.length ?? null);
    };
    await areas(0, 999);
    expect(counts(await ask())).toEqual([1, 1, 1, 1000, 1]);
    await areas(999, 1000);
    const answer = await ask();
    expect(counts(answer)).toEqual([1, 1, 1, null, 1]);
    expect(answer.errors?.map(({ extensions, path }) => [extensions["code"], path])).toEqual([
      ["LIST_TOO_LONG", ["warnings", "nodes", 3, "areas"]],
    ]);
  });
});
