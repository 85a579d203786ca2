import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { teamsSubgraph } from "../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { teamRow } from "../support/team-row.js";

interface Capability {
  readonly typeLevel: number;
  readonly code: string;
  readonly verifiedOn: string | null;
}

interface Team {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly headcount: number | null;
  readonly status: string;
  readonly synthetic: boolean;
  readonly divisionCode: string;
  readonly capabilities: readonly Capability[];
}

type Where = { readonly [key: string]: unknown };

const DAYS = ["2024-02-29", "2025-06-30", "2026-11-01"];
const DIVISIONS = ["31", "310115", "310115103", "3304", "330482"];

const piece = fc.string({ unit: fc.constantFrom(..."aAbÄa张江%_'\\!\"10😀 "), maxLength: 4 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const capability = fc.record({
  typeLevel: fc.integer({ min: 1, max: 3 }),
  code: fc.constantFrom("hazmat", "flood"),
  verifiedOn: optional(fc.constantFrom(...DAYS)),
});
const team: fc.Arbitrary<Omit<Team, "id">> = fc.record({
  name: piece,
  nameEn: optional(piece),
  headcount: optional(fc.integer({ min: 0, max: 4 })),
  status: fc.constantFrom("ACTIVE", "STOOD_DOWN", "FORMING"),
  synthetic: fc.boolean(),
  divisionCode: fc.constantFrom(...DIVISIONS),
  capabilities: fc.array(capability, { maxLength: 3 }),
});

const one = <T>(operators: Record<string, fc.Arbitrary<T | T[] | boolean>>) =>
  fc
    .oneof(
      ...Object.entries(operators).map(([operator, value]) => value.map((given) => ({ [operator]: given }))),
    )
    .map((given): Where => given);
const equality = <T>(value: fc.Arbitrary<T>) => ({
  eq: value,
  ne: value,
  in: fc.array(value, { maxLength: 3 }),
  notIn: fc.array(value, { maxLength: 3 }),
  isNull: fc.boolean(),
});
const ordering = <T>(value: fc.Arbitrary<T>) => ({ lt: value, lte: value, gt: value, gte: value });
const number = fc.integer({ min: -1, max: 5 });
const day = fc.constantFrom(...DAYS);

const capabilityWhere = fc
  .oneof(
    one({ ...equality(number), ...ordering(number) }).map((typeLevel): Where => ({ typeLevel })),
    one({ eq: day, ne: day, ...ordering(day), isNull: fc.boolean() }).map(
      (verifiedOn): Where => ({ verifiedOn }),
    ),
    one(equality(fc.constantFrom("hazmat", "flood", "none"))).map(
      (code): Where => ({ capability: { code } }),
    ),
  )
  .map((where) => where);

const { where } = fc.letrec<{ where: Where; leaf: Where }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie("leaf"),
    fc.array(tie("where"), { maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie("where"), { maxLength: 3 }).map((or) => ({ or })),
    tie("where").map((not) => ({ not })),
    fc.tuple(tie("leaf"), tie("leaf")).map(([a, b]) => ({ ...a, ...b })),
  ),
  leaf: fc.oneof(
    one({ ...equality(piece), contains: piece, startsWith: piece }).map((name) => ({ name })),
    one({ ...equality(piece), contains: piece, startsWith: piece }).map((nameEn) => ({ nameEn })),
    one({ ...equality(number), ...ordering(number) }).map((headcount) => ({ headcount })),
    one(equality(fc.constantFrom("ACTIVE", "STOOD_DOWN", "FORMING"))).map((status) => ({ status })),
    one({ eq: fc.constantFrom(...DIVISIONS), within: fc.constantFrom("31", "33", "3304", ...DIVISIONS) }).map(
      (division) => ({ division }),
    ),
    fc
      .tuple(fc.constantFrom("some", "none", "every"), capabilityWhere)
      .map(([quantifier, child]) => ({ capabilities: { [quantifier]: child } })),
  ),
}));

const fold = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** What each operator means, in plain JavaScript: a missing value satisfies none but `isNull`. */
function meets(value: string | number | null, operators: Where): boolean {
  return Object.entries(operators).every(([operator, given]) => {
    if (operator === "isNull") return (value === null) === given;
    if (value === null) return false;
    const [own, other] = [value as number, given as number];
    switch (operator) {
      case "eq":
        return own === other;
      case "ne":
        return own !== other;
      case "in":
        return (given as unknown[]).includes(value);
      case "notIn":
        return !(given as unknown[]).includes(value);
      case "lt":
        return own < other;
      case "lte":
        return own <= other;
      case "gt":
        return own > other;
      case "gte":
        return own >= other;
      case "contains":
        return fold(String(value)).includes(fold(given as string));
      case "startsWith":
        return fold(String(value)).startsWith(fold(given as string));
      default:
        throw new Error(operator);
    }
  });
}

function holds(row: Team, filter: Where): boolean {
  return Object.entries(filter).every(([name, given]) => {
    if (name === "and") return (given as Where[]).every((each) => holds(row, each));
    if (name === "or") return (given as Where[]).some((each) => holds(row, each));
    if (name === "not") return !holds(row, given as Where);
    if (name === "division") {
      const { eq, within } = given as { eq?: string; within?: string };
      return (
        (eq === undefined || row.divisionCode === eq) &&
        (within === undefined || row.divisionCode.startsWith(within))
      );
    }
    if (name === "capabilities") {
      return Object.entries(given as Where).every(([quantifier, child]) => {
        const meeting = row.capabilities.filter((each) => holdsCapability(each, child as Where)).length;
        if (quantifier === "some") return meeting > 0;
        return meeting === (quantifier === "none" ? 0 : row.capabilities.length);
      });
    }
    return meets(row[name as "name"], given as Where);
  });
}

function holdsCapability(row: Capability, filter: Where): boolean {
  return Object.entries(filter).every(([name, given]) =>
    name === "capability"
      ? meets(row.code, (given as { code: Where }).code)
      : meets(row[name as "typeLevel"], given as Where),
  );
}

describeEachEngine("filters", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(teamsSubgraph, engine);
  });
  afterAll(() => harness.close());

  async function fill(rows: readonly Omit<Team, "id">[]): Promise<Team[]> {
    for (const table of ["team", "team_capability"]) await harness.store.db.deleteFrom(table).execute();
    const teams = rows.map((row, at) => ({ ...row, id: `tm${String(at).padStart(3, "0")}` }));
    await harness.insert(
      "team",
      teams.map(({ capabilities: _apart, divisionCode, synthetic, ...row }) =>
        teamRow({
          ...row,
          synthetic: synthetic ? 1 : 0,
          divisionCode,
          provinceCode: divisionCode.slice(0, 2),
          prefectureCode: divisionCode.length >= 4 ? divisionCode.slice(0, 4) : null,
          countyCode: divisionCode.length >= 6 ? divisionCode.slice(0, 6) : null,
          townCode: divisionCode.length >= 9 ? divisionCode : null,
        }),
      ),
    );
    await harness.insert(
      "team_capability",
      teams.flatMap(({ id, capabilities }) =>
        capabilities.map(({ typeLevel, code, verifiedOn }, at) => ({
          id: `${id}-${at}`,
          teamId: id,
          capabilityCode: code,
          typeLevel,
          verifiedOn,
        })),
      ),
    );
    return teams;
  }

  test("of any shape agree with a plain predicate, for any rows", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(team, { maxLength: 12 }),
        fc.array(where, { minLength: 4, maxLength: 4 }),
        async (rows, filters) => {
          const teams = await fill(rows);
          for (const filter of filters) {
            const { data, errors } = await harness.run(
              "query ($where: TeamFilter) { teams(first: 500, where: $where) { totalCount nodes { id } } }",
              { variables: { where: filter } },
            );
            expect(errors).toBeUndefined();
            const expected = teams.filter((each) => holds(each, filter)).map(({ id }) => ({ id }));
            expect({ filter, teams: data?.["teams"] }).toEqual({
              filter,
              teams: { totalCount: expected.length, nodes: expected },
            });
          }
        },
      ),
      { numRuns: 120 },
    );
  }, 180_000);
});
