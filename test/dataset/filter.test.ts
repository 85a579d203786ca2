import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { plusDuration } from "../../src/dataset/duration.js";
import { codeOf } from "../../src/errors.js";
import type { Role } from "../../src/policy/caller.js";
import { teamsSubgraph } from "../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { teamRow } from "../support/team-row.js";

const QUERY = "query ($where: TeamFilter) { teams(where: $where) { nodes { id } } }";
const PEOPLES_SQUARE = { latitude: 31.2304, longitude: 121.4737 };

const nested = (depth: number): object => (depth === 0 ? { name: { eq: "x" } } : { not: nested(depth - 1) });

describeEachEngine("a filter", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(teamsSubgraph, engine);
    const at = (latitude: number, longitude: number) => ({
      latitude,
      longitude,
      datum: "WGS84",
      wgs84Latitude: latitude,
      wgs84Longitude: longitude,
    });
    await harness.insert("team", [
      { ...teamRow({ id: "near" }), ...at(31.2304, 121.4837) },
      { ...teamRow({ id: "far" }), ...at(31.5, 121.4737) },
      {
        ...teamRow({ id: "nowhere" }),
        latitude: null,
        longitude: null,
        datum: null,
        wgs84Latitude: null,
        wgs84Longitude: null,
      },
    ]);
    const days = { soon: 30, late: 200, past: -20 };
    await harness.insert(
      "team_capability",
      Object.entries(days).map(([id, offset]) => ({
        id,
        teamId: id === "soon" ? "near" : id === "late" ? "far" : "nowhere",
        capabilityCode: "hazmat",
        typeLevel: 1,
        validUntil: new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10),
      })),
    );
  });
  afterAll(() => harness.close());

  async function ids(where: object, role: Role = "analyst"): Promise<unknown> {
    const { data, errors } = await harness.run(QUERY, { role, variables: { where } });
    expect(errors).toBeUndefined();
    const teams = data?.["teams"] as { nodes: { id: string }[] } | undefined;
    return teams?.nodes.map(({ id }) => id);
  }

  async function refusal(where: object, role: Role = "analyst") {
    const { data, errors } = await harness.run(QUERY, { role, variables: { where } });
    expect(data).toEqual({ teams: null });
    expect(harness.statements).toEqual([]);
    expect(errors).toHaveLength(1);
    return errors?.[0]?.extensions["code"];
  }

  test("by a circle finds what lies inside, whatever the datum of its centre", async () => {
    const within = (center: object, km: number) => ({ basePoint: { within: { center, km } } });
    expect(await ids(within({ ...PEOPLES_SQUARE, datum: "WGS84" }, 1))).toEqual(["near"]);
    expect(await ids(within({ ...PEOPLES_SQUARE, datum: "WGS84" }, 0.5))).toEqual([]);
    expect(await ids(within({ ...PEOPLES_SQUARE, datum: "WGS84" }, 100))).toEqual(["far", "near"]);
    // The same place as GCJ-02 names it.
    expect(await ids(within({ latitude: 31.228461, longitude: 121.478229, datum: "GCJ02" }, 1))).toEqual([
      "near",
    ]);
    expect(await ids({ basePoint: { isNull: true } })).toEqual(["nowhere"]);
  });

  test("by provenance finds records by where they came from and how old they are", async () => {
    expect(await ids({ provenance: { source: { eq: "test" }, synthetic: { eq: true } } })).toHaveLength(3);
    expect(await ids({ provenance: { synthetic: { eq: false } } })).toEqual([]);
    expect(await ids({ provenance: { observedAt: { lt: "2026-11-01T08:00:00+08:00" } } })).toEqual([]);
    expect(await ids({ provenance: { observedAt: { lte: "2026-11-01T08:00:00+08:00" } } })).toHaveLength(3);
  });

  test("by a duration means from now on, or until now", async () => {
    const valid = (within: string) => ({ capabilities: { some: { validUntil: { within } } } });
    expect(await ids(valid("P90D"))).toEqual(["near"]);
    expect(await ids(valid("P1Y"))).toEqual(["far", "near"]);
    expect(await ids(valid("-P30D"))).toEqual(["nowhere"]);
  });

  test.each<[string, object, Role, string]>([
    ["deeper than the bound", nested(9), "analyst", "FILTER_TOO_LARGE"],
    [
      "with too many comparisons",
      { or: new Array(101).fill({ name: { eq: "x" } }) },
      "analyst",
      "FILTER_TOO_LARGE",
    ],
    [
      "with 10,000 ids",
      { id: { in: Array.from({ length: 10_000 }, (_, at) => `tm${at}`) } },
      "analyst",
      "FILTER_TOO_LARGE",
    ],
    ["with a text of 100 kB", { name: { contains: "x".repeat(100_000) } }, "analyst", "FILTER_TOO_LARGE"],
    ["with a null character", { name: { contains: "a\u0000b" } }, "analyst", "BAD_FILTER"],
    ["that compares with null", { level: { eq: null } }, "analyst", "BAD_FILTER"],
    [
      "with a radius below zero",
      { basePoint: { within: { center: { ...PEOPLES_SQUARE, datum: "WGS84" }, km: -1 } } },
      "analyst",
      "BAD_RADIUS",
    ],
    [
      "with a radius over the earth",
      { basePoint: { within: { center: { ...PEOPLES_SQUARE, datum: "WGS84" }, km: 1e6 } } },
      "analyst",
      "BAD_RADIUS",
    ],
    [
      "with a point that is none",
      { basePoint: { within: { center: { latitude: 91, longitude: 0, datum: "WGS84" }, km: 1 } } },
      "analyst",
      "BAD_POINT",
    ],
    [
      "with a duration that is none",
      { capabilities: { some: { validUntil: { within: "90 days" } } } },
      "analyst",
      "BAD_DURATION",
    ],
    [
      "with a day that is none",
      { capabilities: { some: { validUntil: { lt: "2026-02-30" } } } },
      "analyst",
      "BAD_DAY",
    ],
    ["on a personal field", { contactPhone: { startsWith: "1" } }, "analyst", "FORBIDDEN_FIELD"],
    ["on an internal field", { address: { isNull: true } }, "anonymous", "FORBIDDEN_FIELD"],
    [
      "on a personal field inside a relation, deep down",
      { not: { or: [{ readiness: { every: { reportedBy: { contains: "张" } } } }] } },
      "analyst",
      "FORBIDDEN_FIELD",
    ],
  ])("%s is refused, and nothing is read", async (_what, where, role, code) => {
    expect(await refusal(where, role)).toBe(code);
  });

  test.each(["%", "_", "\\", "'", '"', "--", "[a-z]+", "!", "😀", "`", ");drop table team;--"])(
    "by the text %s means that text",
    async (text) => {
      await harness.insert("team", [teamRow({ id: "tricky", name: `甲${text}乙` })]);
      try {
        expect(await ids({ name: { contains: text } })).toEqual(["tricky"]);
      } finally {
        await harness.store.db.deleteFrom("team").where("id", "=", "tricky").execute();
      }
    },
  );
});

describe("a duration", () => {
  const from = Date.parse("2024-01-31T08:00:00Z");
  test.each([
    ["P90D", "2024-04-30T08:00:00.000Z"],
    ["-P1D", "2024-01-30T08:00:00.000Z"],
    ["P1M", "2024-02-29T08:00:00.000Z"],
    ["P1Y1M", "2025-02-28T08:00:00.000Z"],
    ["-P2M", "2023-11-30T08:00:00.000Z"],
    ["P2W", "2024-02-14T08:00:00.000Z"],
    ["PT36H30M5S", "2024-02-01T20:30:05.000Z"],
  ])("of %s reaches %s", (duration, reached) => {
    expect(new Date(plusDuration("x", from, duration)).toISOString()).toBe(reached);
  });

  test.each([
    ["2026-03-01T02:00:00+08:00", "P1M", "2026-04-01"],
    ["2026-03-01T02:00:00+08:00", "-P1M", "2026-02-01"],
    ["2026-03-31T02:00:00+08:00", "P1M", "2026-04-30"],
    ["2026-05-01T07:00:00+08:00", "-P1M", "2026-04-01"],
    ["2026-01-01T00:30:00+08:00", "-P1Y", "2025-01-01"],
  ])("counts the months of Shanghai: from %s, %s", (at, duration, day) => {
    const reached = plusDuration("x", Date.parse(at), duration);
    expect(new Date(reached + 8 * 3_600_000).toISOString()).toBe(`${day}T${at.slice(11, 16)}:00.000Z`);
  });

  test.each(["", "P", "PT", "90D", "P90", "P1.5D", "P-1D", "P1DT", "PT1D", "P99999Y", "p1d", "P1D "])(
    "is not %j",
    (text) => {
      let code: unknown;
      try {
        plusDuration("x", from, text);
      } catch (error) {
        code = codeOf(error);
      }
      expect(code).toBe("BAD_DURATION");
    },
  );
});
