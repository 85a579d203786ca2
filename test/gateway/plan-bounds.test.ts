import { describe, expect, test } from "@jest/globals";
import { type DocumentNode, parse } from "graphql";
import { compose } from "../../src/gateway/compose.js";
import { PlanCache } from "../../src/gateway/plan/plan-cache.js";
import { createPlanner } from "../../src/gateway/plan/planner.js";

describe("plans that are kept", () => {
  const document = (at: number) => parse(`{ a${at}: __typename }`);

  test("are the last used ones, never more than fit", () => {
    const cache = new PlanCache<number>(100 * 1024);
    const first = document(0);
    cache.set(first, "", 0, 20);
    for (let at = 1; at <= 5000; at++) {
      cache.set(document(at), "", at, 20);
      expect(cache.get(first, "")).toBe(0);
      expect(cache.size).toBeLessThanOrEqual(100);
    }
    expect(cache.size).toBe(100);
  });

  test("leave when one alone is over the bound", () => {
    const cache = new PlanCache<number>(100 * 1024);
    const kept: DocumentNode[] = [document(1), document(2)];
    for (const each of kept) cache.set(each, "", 1, 20);
    cache.set(document(3), "", 1, 200 * 1024);
    expect(cache.size).toBe(0);
    expect(cache.get(kept[0] as DocumentNode, "")).toBeUndefined();
  });
});

test("a plan over its time is cut, and one that has the time is made", async () => {
  const sdl = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n';
  const node = (name: string, more: string) => ({
    name,
    sdl: `${sdl} type Node @key(fields: "id") { id: ID! ${more} } type Query { ${name}: Node }`,
  });
  const supergraph = compose([node("one", "first: Node"), node("two", "second: Node")]);
  const planner = createPlanner(supergraph, 4);
  const nested = (depth: number): string =>
    depth === 0 ? "id" : `first { second { ${nested(depth - 1)} } }`;
  const long = `{ ${Array.from({ length: 200 }, (_, at) => `a${at}: one { ${nested(6)} }`).join(" ")} }`;
  await expect(planner.plan(long, undefined, planner.labels())).rejects.toMatchObject({
    extensions: { code: "PLAN_TOO_SLOW", limitMs: 4 },
  });
  const patient = createPlanner(supergraph, 60_000);
  expect((await patient.plan("{ one { id } }", undefined, patient.labels())).node?.kind).toBe("Fetch");
});
