import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse } from "graphql";
import { sql } from "kysely";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { testContext } from "../support/test-context.js";

type Where = Readonly<Record<string, unknown>>;

const leaf: fc.Arbitrary<Where> = fc.oneof(
  fc.constantFrom("ACTIVE", "RETIRED", "SUSPENDED").map((status) => ({ status: { eq: status } })),
  fc.constantFrom("31", "3101", "310115", "33", "34").map((code) => ({ division: { within: code } })),
  fc
    .constantFrom("hazmat-chemistry", "fire-protection", "rail-transit")
    .map((code) => ({ domains: { some: { code: { eq: code } } } })),
  fc.boolean().map((isNull) => ({ title: { isNull } })),
);
const expertWhere: fc.Arbitrary<Where> = fc.oneof(
  fc.constant({}),
  leaf,
  fc.tuple(leaf, leaf).map((or) => ({ or })),
  leaf.map((not) => ({ not })),
);

type Quantified = { readonly where: Where; readonly kind: string; readonly bound: number };

const quantified: fc.Arbitrary<Quantified> = fc.record({
  where: expertWhere,
  kind: fc.constantFrom("some", "none", "every", "eq", "lt", "lte", "gt", "gte"),
  bound: fc.integer({ min: -1, max: 4 }),
});

const COMPARED: Readonly<Record<string, (count: number, bound: number) => boolean>> = {
  eq: (count, bound) => count === bound,
  lt: (count, bound) => count < bound,
  lte: (count, bound) => count <= bound,
  gt: (count, bound) => count > bound,
  gte: (count, bound) => count >= bound,
};

const written = ({ where, kind, bound }: Quantified): Where =>
  kind in COMPARED ? { count: { where, [kind]: bound } } : { [kind]: where };

describeEachEngine("conditions on how the rows of another dataset meet a condition", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let gateway: Gateway;
  let teams: string[];
  const members = new Map<string, Set<string>>();

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine));
    gateway = await createGateway({
      subgraphs: await buildSubgraphs(),
      urls: {},
      timeoutMs: 5000,
      planTimeoutMs: 10_000,
    });
    const ids = await sql<{ id: string }>`select id from team where province_code = '31' order by id`.execute(
      store.db,
    );
    teams = ids.rows.map(({ id }) => id);
    const pairs = await sql<{
      t: string;
      e: string;
    }>`select team_id as t, expert_id as e from expert_team`.execute(store.db);
    for (const { t, e } of pairs.rows) members.set(t, (members.get(t) ?? new Set()).add(e));
  }, 180_000);

  afterAll(async () => {
    await gateway.stop();
    await drop();
  });

  const documents = {
    experts: parse(
      "query ($where: ExpertFilter, $after: String) { l: experts(where: $where, first: 500, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }",
    ),
    teams: parse(
      "query ($where: TeamFilter, $after: String) { l: teams(where: $where, first: 500, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }",
    ),
  };

  async function idsOf(list: keyof typeof documents, where: Where): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors } = await gateway.execute(
        { document: documents[list], operationName: undefined, variables: { where, after } },
        testContext(store, "steward"),
      );
      expect(errors).toBeUndefined();
      const page = (
        data as { l: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }
      ).l;
      ids.push(...page.nodes.map(({ id }) => id));
      if (!page.pageInfo.hasNextPage) return ids;
      after = page.pageInfo.endCursor;
    }
  }

  test("agree with counting by hand, alone, negated and together", async () => {
    const meets = async ({ where, kind, bound }: Quantified) => {
      const met = new Set(await idsOf("experts", where));
      return (team: string) => {
        const own = [...(members.get(team) ?? [])];
        const count = own.filter((expert) => met.has(expert)).length;
        if (kind === "some") return count > 0;
        if (kind === "none") return count === 0;
        return kind === "every" ? count === own.length : COMPARED[kind]?.(count, bound);
      };
    };
    await fc.assert(
      fc.asyncProperty(quantified, quantified, fc.constantFrom("and", "or", "not"), async (a, b, by) => {
        const [first, second] = [await meets(a), await meets(b)];
        const parts = [{ experts: written(a) }, { experts: written(b) }];
        const where = by === "not" ? { ...parts[0], not: parts[1] } : { [by]: parts };
        const expected = teams.filter((team) => {
          if (by === "and") return first(team) && second(team);
          return by === "or" ? first(team) || second(team) : first(team) && !second(team);
        });
        expect(await idsOf("teams", { ...where, division: { within: "31" } })).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
