import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot } from "../../src/project-root.js";
import {
  TenDistrictToStockDocument,
  TenMunicipalTeamsDocument,
  TenPartnerTeamsDocument,
} from "../generated/graphql.js";
import { describeEachEngine } from "../support/engines.js";
import { askTyped, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";

interface PlanTeam {
  readonly nameZh: string;
  readonly leadAgencies: readonly string[];
}

const PLAN = join(projectRoot(), "seeds/data/municipal-teams.json");

describeEachEngine("the graph answers", (engine) => {
  let graph: Served;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const seeded = await openSeededStore(engine, { scale: 1 });
    drop = seeded.drop;
    graph = await serveGraph(seeded.store);
  }, 120_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  test("which the 28 municipal teams are and who leads them, as in the plan", async () => {
    const plan = JSON.parse(readFileSync(PLAN, "utf8")) as { teams: PlanTeam[] };
    const { teams } = await askTyped(graph.url, TenMunicipalTeamsDocument, {}, "anonymous");
    expect(teams?.totalCount).toBe(28);
    expect(
      teams?.nodes.map(({ name, leadAgencies }) => [name, leadAgencies?.map((agency) => agency?.name)]),
    ).toEqual(plan.teams.map(({ nameZh, leadAgencies }) => [nameZh, leadAgencies]));
    const withTwo = teams?.nodes.flatMap(({ leadAgencies }, at) =>
      leadAgencies?.length === 2 ? [at + 1] : [],
    );
    expect(withTwo).toEqual([1, 17]);
  });

  test("what 浦东新区 has: teams, their gear, experts on call, and stock within 30 km", async () => {
    const at = "2026-11-05T03:00:00+08:00";
    const { division } = await askTyped(graph.url, TenDistrictToStockDocument, { district: "310115", at });
    expect(division?.name).toBe("浦东新区");
    expect(division?.experts?.nodes.length).toBeGreaterThan(0);
    const teams = division?.teams?.nodes ?? [];
    expect(teams).toHaveLength(20);
    expect(teams.some(({ equipment }) => (equipment?.nodes.length ?? 0) > 0)).toBe(true);
    expect(teams.some(({ experts }) => (experts?.nodes.length ?? 0) > 0)).toBe(true);
    const near = teams.flatMap(({ depotsWithin }) => depotsWithin ?? []);
    expect(near.length).toBeGreaterThan(0);
    expect(Math.max(...near.map(({ distanceKm }) => distanceKm))).toBeLessThanOrEqual(30);
    expect(near.some(({ depot }) => (depot?.stock?.nodes.length ?? 0) > 0)).toBe(true);
  });

  test("which teams 浙江省 shares, and under which agreement", async () => {
    const { division } = await askTyped(graph.url, TenPartnerTeamsDocument, {}, "anonymous");
    const shared = division?.partner?.teams;
    expect(division?.partner?.name).toBe("浙江省");
    expect(shared?.edges).toHaveLength(10);
    for (const { node, agreement } of shared?.edges ?? []) {
      expect(node?.provenance.provinceCode).toBe("33");
      expect(agreement?.title).toMatch(/./);
    }
  });
});
