import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type ExecutionResult, parse } from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../../src/context.js";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { RuleName } from "../../src/policy/field-rule.js";
import { compileGrants, type Grants } from "../../src/policy/grants.js";
import type { Store } from "../../src/store/store.js";
import { FEED } from "../../src/subgraphs/index.js";
import { describeEachEngineAtLength } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { testContext } from "../support/test-context.js";

/** What one agreement gives: all rows of a type or some, under these rules. */
interface Given {
  readonly type: string;
  readonly rows?: object;
  readonly rules?: Readonly<Record<string, RuleName>>;
}

let partners = 0;

/** Each grant is of an agreement of its own. */
function grantsOf(given: readonly Given[], unconditional: readonly string[] = []): Grants {
  const records = given.map(({ type, rows, rules = {} }, at) => ({
    agreementId: `agreement${at}`,
    grantId: `grant${at}`,
    recordType: type,
    rowScope: rows === undefined ? null : JSON.stringify(rows),
    legalBasis: "EMERGENCY" as const,
    rules: Object.entries(rules).map(([coordinate, rule]) => ({ coordinate, rule, detail: null })),
  }));
  return compileGrants("33", records, unconditional, () => Buffer.from("key"));
}

// What an agreement hides in one place was to be had in another: see each test's name.
describeEachEngineAtLength("what an agreement hides", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let gateway: Gateway;
  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine, { scale: 0.1, own: true }));
    gateway = await createGateway({
      subgraphs: await buildSubgraphs(),
      urls: {},
      timeoutMs: 5000,
      planTimeoutMs: 10_000,
    });
  }, 240_000);
  afterAll(async () => {
    await gateway.stop();
    await drop();
  });

  const contextOf = (grants: Grants, partner = "33"): RequestContext => ({
    ...testContext(store, "partner"),
    caller: { role: "partner", subject: "p", partner, grants },
  });
  const ask = (grants: Grants, query: string): Promise<ExecutionResult> =>
    gateway.execute({ document: parse(query), operationName: undefined, variables: {} }, contextOf(grants));
  const one = async (query: ReturnType<typeof sql>) =>
    String(((await query.execute(store.db)).rows[0] as { v: unknown }).v);
  const codes = ({ errors = [] }: ExecutionResult) => errors.map(({ extensions }) => extensions["code"]);
  /** Refused: nothing is in the answer, and FORBIDDEN_FIELD says why. */
  const refused = async (grants: Grants, query: string) => {
    const answer = await ask(grants, query);
    expect([query, codes(answer)]).toEqual([query, ["FORBIDDEN_FIELD"]]);
    return answer;
  };
  const allowed = async (grants: Grants, query: string) => {
    const answer = await ask(grants, query);
    expect([query, answer.errors]).toEqual([query, undefined]);
    return answer.data as Record<string, { nodes: Record<string, unknown>[] }>;
  };

  describe("a reference, read from its other end", () => {
    const reads = (field: string, filter: string) => [
      `{ divisions(where: { ${field}: { some: ${filter} } }) { nodes { code } } }`,
      `{ divisions(where: { code: { eq: "31" } }) { nodes { ${field} { totalCount nodes { id } } } } }`,
    ];

    test("the division of an incident, which is hidden by default", async () => {
      const incident = await one(sql`select min(id) as v from incident`);
      const hidden = grantsOf([{ type: "Incident" }]);
      const clear = grantsOf([{ type: "Incident", rules: { "Incident.division": "CLEAR" } }]);
      for (const query of reads("incidents", `{ id: { eq: "${incident}" } }`)) {
        await refused(hidden, query);
        await allowed(clear, query);
      }
    });

    test("the division of a team under a rule; with two agreements, one is enough", async () => {
      const hidden: Given = { type: "Team", rules: { "Team.division": "HIDE" } };
      for (const query of reads("teams", `{ status: { eq: ACTIVE } }`)) {
        await refused(grantsOf([hidden]), query);
        await refused(grantsOf([hidden, { type: "Team", rows: { status: { eq: "ACTIVE" } } }]), query);
        await allowed(grantsOf([{ type: "Team" }]), query);
      }
    });

    test("the team of a dispatch", async () => {
      const query = "{ teams { nodes { dispatches { totalCount } } } }";
      await refused(grantsOf([{ type: "Team" }, { type: "Incident" }]), query);
      const clear: Given = { type: "Incident", rules: { "Dispatch.team": "CLEAR" } };
      await allowed(grantsOf([{ type: "Team" }, clear]), query);
    });

    test.each([
      ["Depot", "Depot.ownerAgency", "HIDE", "{ agencies { nodes { depots { totalCount } } } }"],
      ["Depot", "StockLine.itemCode", "TOKEN", "{ items { nodes { stock { totalCount } } } }"],
      ["Depot", "StockLine.item", "HIDE", "{ items { nodes { stock { totalCount } } } }"],
      ["Depot", "Depot.parentDepot", "HIDE", "{ depots { nodes { childDepots { totalCount } } } }"],
      ["Team", "Team.leadAgencies", "HIDE", "{ agencies { nodes { teams { totalCount } } } }"],
      ["Team", "Team.capabilities", "HIDE", "{ capabilities { nodes { holders { totalCount } } } }"],
    ] as const)("of a %s: %s %s", async (type, coordinate, rule, query) => {
      await refused(grantsOf([{ type, rules: { [coordinate]: rule } }]), query);
      await allowed(grantsOf([{ type }]), query);
    });
  });

  describe("a list of what belongs to rows, by a rule", () => {
    const types = async (grants: Grants, dataset: string) => {
      // A partner of its own each time, who has read nothing yet.
      partners += 1;
      const { changes } = await FEED.read(contextOf(grants, `33${partners}`), dataset, { first: 10_000 });
      return [...new Set(changes.map(({ type }) => type))].sort();
    };

    test("is not in the feed either; what else belongs to them is", async () => {
      const rules = { "Expert.trainings": "HIDE", "Expert.shifts": "HIDE" } as const;
      const rows = { id: { eq: await one(sql`select min(expert_id) as v from expert_shift`) } };
      const all = await types(grantsOf([{ type: "Expert", rows }]), "EXPERTS");
      expect(all).toEqual(expect.arrayContaining(["Expert", "ExpertShift"]));
      const some = await types(grantsOf([{ type: "Expert", rows, rules }]), "EXPERTS");
      expect(some).toEqual(all.filter((name) => name !== "ExpertShift" && name !== "ExpertTraining"));
    });

    test("becomes tombstones when the rule comes, and stays what another agreement gives", async () => {
      const [first, other] = (
        await sql<{ v: string }>`select distinct expert_id as v from expert_shift order by 1 limit 2`.execute(
          store.db,
        )
      ).rows.map(({ v }) => v);
      const of = (id: string | undefined, rules = {}): Given => ({
        type: "Expert",
        rows: { id: { eq: id } },
        rules,
      });
      const before = await FEED.read(contextOf(grantsOf([of(first), of(other)]), "3399"), "EXPERTS", {
        first: 1000,
      });
      const shifts = before.changes.filter(({ type }) => type === "ExpertShift");
      const hiding = grantsOf([of(first, { "Expert.shifts": "HIDE" }), of(other)]);
      const after = await FEED.read(contextOf(hiding, "3399"), "EXPERTS", {
        after: before.cursor,
        first: 1000,
      });
      const gone = after.changes.flatMap(({ op, type, id }) => (op === "DELETE" ? [`${type} ${id}`] : []));
      const own = shifts
        .filter((change) => change.op === "UPSERT" && change.owner?.id === first)
        .map(({ id }) => `ExpertShift ${id}`);
      expect(own.length).toBeGreaterThan(0);
      expect(own.length).toBeLessThan(shifts.length);
      expect(gone.sort()).toEqual(own.sort());
    });

    test("gives no rows at the root, and nothing that is computed from them", async () => {
      const stock = grantsOf([{ type: "Depot", rules: { "Depot.stock": "HIDE" } }]);
      expect(await allowed(stock, "{ stockLines(first: 1) { nodes { id } } }")).toEqual({
        stockLines: { nodes: [] },
      });
      const shifts = grantsOf([{ type: "Expert", rules: { "Expert.shifts": "HIDE" } }]);
      await refused(shifts, "{ experts { nodes { onCall } } }");
      await refused(shifts, "{ experts(onCall: true) { nodes { id } } }");
      await allowed(grantsOf([{ type: "Expert" }]), "{ experts(onCall: true) { nodes { onCall } } }");
    });
  });

  describe("what is computed from a list", () => {
    test.each([
      ["Plan", "Plan.exercises", 'plans(where: { lastExercisedOn: { gte: "2020-01-01" } }) { nodes { id } }'],
      ["Plan", "Plan.exercises", "plans(orderBy: [{ lastExercisedOn: DESC }]) { nodes { id } }"],
      ["Expert", "Expert.domains", "experts { nodes { primaryDomain { code } } }"],
    ])("of a %s, where %s is hidden: %s is refused", async (type, coordinate, query) => {
      await refused(grantsOf([{ type, rules: { [coordinate]: "HIDE" } }]), `{ ${query} }`);
      await allowed(grantsOf([{ type }]), `{ ${query} }`);
    });

    test.each(["Plan.exercises", "Exercise.heldOn"])(
      "%s hides the day of a plan's last exercise",
      async (coordinate) => {
        const days = async (rules: Given["rules"] = {}) => {
          const { plans } = await allowed(
            grantsOf([{ type: "Plan", rules }]),
            "{ plans(first: 500) { nodes { lastExercisedOn } } }",
          );
          return new Set(plans?.nodes.map(({ lastExercisedOn: day }) => day));
        };
        expect((await days()).size).toBeGreaterThan(1);
        expect([...(await days({ [coordinate]: "HIDE" }))]).toEqual([null]);
      },
    );
  });

  describe("a column, by a rule for one of its fields", () => {
    test("is not read by a relation that follows it: not grouped by, filtered on, or shown", async () => {
      const token = grantsOf([{ type: "Depot", rules: { "StockLine.itemCode": "TOKEN" } }]);
      for (const query of [
        "{ stockLineAggregate(groupBy: [{ item: true }]) { nodes { count key { item { code } } } } }",
        '{ stockLines(where: { item: { code: { eq: "aed" } } }) { nodes { id } } }',
        "{ stockLines(first: 1) { nodes { item { code } } } }",
      ]) {
        await refused(token, query);
        await allowed(grantsOf([{ type: "Depot" }]), query);
      }
      const { stockLines } = await allowed(token, "{ stockLines(first: 1) { nodes { itemCode } } }");
      expect(
        await one(sql`select count(*) as v from item where code = ${stockLines?.nodes[0]?.["itemCode"]}`),
      ).toBe("0");
    });
  });

  test("a hidden field is not read from the row because another needs its column", async () => {
    const code = await one(sql`select item_code as v from stock_line order by id limit 1`);
    const rules = { "StockLine.itemCode": "HIDE", "StockLine.item": "CLEAR" } as const;
    const { data } = await ask(
      grantsOf([{ type: "Depot", rules }]),
      "{ stockLines(first: 1) { nodes { itemCode item { code } } } }",
    );
    expect(JSON.stringify(data)).not.toContain(JSON.stringify(code));
  });

  describe("rows that do not exist for the partner", () => {
    test("make no groups, and are not counted apart", async () => {
      const volunteers = grantsOf([{ type: "Volunteer" }]);
      const groups = `{ volunteerAggregate(groupBy: [{ organisation: true }]) { nodes { count key { organisation { id } } } } }`;
      const { volunteerAggregate: hidden } = await allowed(volunteers, groups);
      expect(hidden?.nodes.map(({ key }) => key)).toEqual([{ organisation: null }]);
      const distinct = "{ volunteerAggregate { nodes { countDistinct { organisation } } } }";
      expect(await allowed(volunteers, distinct)).toEqual({
        volunteerAggregate: { nodes: [{ countDistinct: { organisation: 0 } }] },
      });
      const both = grantsOf([{ type: "Volunteer" }, { type: "VolunteerOrganisation" }]);
      const { volunteerAggregate: shown } = await allowed(both, groups);
      expect(
        shown?.nodes.filter(({ key }) => (key as { organisation: unknown }).organisation !== null).length,
      ).toBeGreaterThan(1);
    });

    test("are not named by rows that everybody is given, and make a change when they begin to exist", async () => {
      const grants = grantsOf([{ type: "Team", rows: { division: { within: "31" } } }], ["EXPERTS"]);
      const read = (after?: string) =>
        FEED.read(contextOf(grants, "3398"), "EXPERTS", { after, first: 100_000 });
      const page = await read();
      const named = page.changes.flatMap((change) => {
        if (change.op === "DELETE" || change.type !== "ExpertTeamMembership") return [];
        return [(change.record["team"] as { id: string } | null)?.id ?? null];
      });
      const inside = new Set(
        (
          await sql<{ id: string }>`select id from team where province_code = '31'`.execute(store.db)
        ).rows.map(({ id }) => id),
      );
      expect(named.some((id) => id !== null)).toBe(true);
      expect(named).toContain(null);
      expect(named.filter((id) => id !== null && !inside.has(id))).toEqual([]);
      const team = await one(sql`select min(team_id) as v from expert_team m
        where team_id in (select id from team where province_code = '31')`);
      await sql`update team set province_code = '33' where id = ${team}`.execute(store.db);
      const { changes } = await read(page.cursor);
      expect(changes.length).toBeGreaterThan(0);
      expect(JSON.stringify(changes)).not.toContain(`"${team}"`);
    });
  });
});
