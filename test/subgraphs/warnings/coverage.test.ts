import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { warningsSubgraph } from "../../../src/subgraphs/warnings/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertWarnings } from "./warnings-rows.js";

describeEachEngine("the coverage of warnings", (engine) => {
  let warnings: SubgraphHarness;
  beforeAll(async () => {
    warnings = await openSubgraph(warningsSubgraph, engine);
    await insertWarnings(warnings);
  });
  afterAll(() => warnings.close());

  type Page = { nodes: object[]; pageInfo: { endCursor: string } } | undefined;
  const pageOf = (answer: { data?: Record<string, unknown> | null }, field: string) =>
    answer.data?.[field] as Page;
  const nodesOf = (answer: { data?: Record<string, unknown> | null }, field: string) =>
    pageOf(answer, field)?.nodes;

  test("is computed for each warning and town, ordered, paged, and missing where nobody was meant", async () => {
    const page = (after: string) => `{ warningCoverages(
        where: { status: { eq: ACTUAL } }, orderBy: [{ coverage: ASC }], first: 3, ${after}
      ) { pageInfo { endCursor } nodes { id coverage warning { id } division { code } } } }`;
    const first = await warnings.run(page(""));
    expect(first.errors).toBeUndefined();
    expect(nodesOf(first, "warningCoverages")).toEqual([
      { id: "wc5", coverage: 0.333333, warning: { id: "wn4" }, division: { code: "310115103" } },
      { id: "wc7", coverage: 0.666667, warning: { id: "wn4" }, division: { code: "310114102" } },
      { id: "wc1", coverage: 0.8, warning: { id: "wn1" }, division: { code: "310115103" } },
    ]);
    expect(warnings.statements).toHaveLength(2);
    const after = `after: "${pageOf(first, "warningCoverages")?.pageInfo.endCursor}"`;
    const second = await warnings.run(page(after));
    expect(nodesOf(second, "warningCoverages")).toMatchObject([
      { id: "wc3", coverage: 0.911111 },
      { id: "wc6", coverage: 0.995 },
      { id: "wc2", coverage: null },
    ]);
  });

  test("counts each person once, whatever the channels say", async () => {
    const { data } = await warnings.run(
      `{ warning(id: "wn1") {
        coverage(where: { division: { within: "310115103" } }) { nodes {
          targeted reached coverage deliveries { channel targeted reached }
        } }
        deliveries { totalCount nodes { channel coverage { id reached } } }
      } }`,
    );
    expect(data).toEqual({
      warning: {
        coverage: {
          nodes: [
            {
              targeted: 1000,
              reached: 800,
              coverage: 0.8,
              deliveries: [
                { channel: "SMS", targeted: 900, reached: 700 },
                { channel: "APP", targeted: 500, reached: 400 },
              ],
            },
          ],
        },
        deliveries: {
          totalCount: 2,
          nodes: [
            { channel: "SMS", coverage: { id: "wc1", reached: 800 } },
            { channel: "APP", coverage: { id: "wc1", reached: 800 } },
          ],
        },
      },
    });
  });

  test("of a group is all reached of all targeted, not the mean of its rows, in one statement", async () => {
    const answer = await warnings.run(`{ warningCoverageAggregate(
      where: { status: { eq: ACTUAL } }, groupBy: [{ division: { level: TOWN } }], orderBy: [{ ratio: { coverage: ASC } }]
    ) { totalCount nodes { key { division { code } } count sum { reached targeted } avg { coverage } median { reached } ratio { coverage } } } }`);
    expect(answer.errors).toBeUndefined();
    expect(nodesOf(answer, "warningCoverageAggregate")).toEqual([
      {
        key: { division: { code: "310114102" } },
        count: 1,
        sum: { reached: 2, targeted: 3 },
        avg: { coverage: 0.666667 },
        median: { reached: 2 },
        ratio: { coverage: 0.666667 },
      },
      {
        key: { division: { code: "310115103" } },
        count: 3,
        sum: { reached: 9001, targeted: 10003 },
        avg: { coverage: 0.681481 },
        median: { reached: 800 },
        ratio: { coverage: 0.89983 },
      },
      {
        key: { division: { code: "310115104" } },
        count: 2,
        sum: { reached: 199, targeted: 200 },
        avg: { coverage: 0.995 },
        median: { reached: 99.5 },
        ratio: { coverage: 0.995 },
      },
    ]);
    expect(warnings.statements).toHaveLength(1);
  });

  test("of groups can be a condition, and is missing for a group that was meant for nobody", async () => {
    const missed = await warnings.run(`{ warningCoverageAggregate(
      where: { status: { eq: ACTUAL } }, groupBy: [{ division: { level: TOWN } }], having: { ratio: { coverage: { lt: 0.9 } } }
    ) { totalCount nodes { key { division { code } } } } }`);
    expect(missed.data?.["warningCoverageAggregate"]).toEqual({
      totalCount: 2,
      nodes: [{ key: { division: { code: "310114102" } } }, { key: { division: { code: "310115103" } } }],
    });
    const nobody = await warnings.run(`{ warningCoverageAggregate(where: { targeted: { eq: 0 } }) {
      nodes { count ratio { coverage } }
    } }`);
    expect(nodesOf(nobody, "warningCoverageAggregate")).toEqual([{ count: 1, ratio: { coverage: null } }]);
  });

  test("by channel and district tells how far each channel reached of what it could", async () => {
    const answer = await warnings.run(`{ warningDeliveryAggregate(
      groupBy: [{ channel: true }, { division: { level: COUNTY } }], orderBy: [{ key: { channel: ASC } }]
    ) { nodes { key { channel division { code } } ratio { reach } } } }`);
    expect(answer.errors).toBeUndefined();
    expect(nodesOf(answer, "warningDeliveryAggregate")).toEqual([
      { key: { channel: "APP", division: { code: "310115" } }, ratio: { reach: 0.8 } },
      { key: { channel: "SMS", division: { code: "310115" } }, ratio: { reach: 0.89899 } },
    ]);
  });

  const NUMBERS = `{ warningCoverages(first: 1) { nodes { status targeted reached coverage deliveries { channel reached } } } }`;

  test("is not even read for whoever has no token", async () => {
    const { data, errors = [] } = await warnings.run(NUMBERS, { role: "anonymous" });
    expect(data?.["warningCoverages"]).toMatchObject({
      nodes: [{ status: "ACTUAL", targeted: null, reached: null, coverage: null }],
    });
    expect(errors.map(({ extensions }) => [extensions["code"], extensions["field"]]).sort()).toEqual([
      ["FORBIDDEN_FIELD", "WarningCoverage.coverage"],
      ["FORBIDDEN_FIELD", "WarningCoverage.reached"],
      ["FORBIDDEN_FIELD", "WarningCoverage.targeted"],
    ]);
    expect(warnings.statements.join()).not.toMatch(/targeted|reached/);
  });

  test("is open to an analyst", async () => {
    const { data, errors } = await warnings.run(NUMBERS, { role: "analyst" });
    expect(errors).toBeUndefined();
    expect(data?.["warningCoverages"]).toMatchObject({
      nodes: [{ targeted: 3, reached: 2, coverage: 0.666667 }],
    });
  });

  test.each([
    `warningCoverages(where: { coverage: { lt: 0.9 } }) { nodes { id } }`,
    `warningCoverages(where: { deliveries: { some: { reached: { gt: 1 } } } }) { nodes { id } }`,
    `warnings(where: { coverage: { some: { reached: { gt: 1 } } } }) { nodes { id } }`,
    `warningCoverages(orderBy: [{ coverage: ASC }]) { nodes { id } }`,
    `warningCoverageAggregate(orderBy: [{ ratio: { coverage: ASC } }]) { nodes { count } }`,
    `warningCoverageAggregate(having: { ratio: { coverage: { lt: 0.9 } } }) { nodes { count } }`,
    `warningDeliveryAggregate(orderBy: [{ ratio: { reach: ASC } }]) { nodes { count } }`,
  ])("cannot be guessed without a token: %s", async (field) => {
    const { errors = [] } = await warnings.run(`{ ${field} }`, { role: "anonymous" });
    expect(errors.map(({ extensions }) => extensions["code"])).toEqual(["FORBIDDEN_FIELD"]);
    expect(warnings.statements).toEqual([]);
  });

  test("selected of groups without a token is null, and the counts stand", async () => {
    const { data, errors = [] } = await warnings.run(
      `{ warningCoverageAggregate(groupBy: [{ status: true }]) { nodes { key { status } count ratio { coverage } } } }`,
      { role: "anonymous" },
    );
    expect(data?.["warningCoverageAggregate"]).toEqual({
      nodes: [
        { key: { status: "ACTUAL" }, count: 6, ratio: { coverage: null } },
        { key: { status: "EXERCISE" }, count: 1, ratio: { coverage: null } },
      ],
    });
    expect(new Set(errors.map(({ extensions }) => extensions["code"]))).toEqual(new Set(["FORBIDDEN_FIELD"]));
    expect(warnings.statements.join()).not.toMatch(/targeted|reached/);
  });

  test.each([
    [`orderBy: [{ ratio: {} }]`, "BAD_ORDER"],
    [`having: { ratio: { coverage: { lt: null } } }`, "BAD_FILTER"],
    [`groupBy: [{ status: false }]`, "BAD_GROUP_BY"],
    [`first: 0`, "BAD_PAGE_SIZE"],
  ])("refuses %s with %s", async (args, code) => {
    const { errors = [] } = await warnings.run(`{ warningCoverageAggregate(${args}) { nodes { count } } }`);
    expect(errors.map(({ extensions }) => extensions["code"])).toEqual([code]);
  });
});
