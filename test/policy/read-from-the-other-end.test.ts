import { describe, expect, test } from "@jest/globals";
import { isObjectType } from "graphql";
import { buildSubgraph } from "../../src/dataset/build-subgraph.js";
import { sharedDatasets } from "../../src/dataset/row-scope.js";
import { classOf, factsOf, fieldsOfType } from "../../src/policy/classification.js";
import { sharedTypes } from "../../src/policy/shared-types.js";
import { SUBGRAPHS } from "../../src/subgraphs/index.js";

/**
 * Those that tell of no reference: a pair of records has the names that make it one, and who may not read those is not
 * given it at all; what is near a place is found by its point, which the field that leads there needs.
 */
const OTHERS = ["NearbyDepot.depot", "NearbyLandingSite.landingSite", "TeamDuplicate.teams"];

/** Types that are parts of another field's answer, and have that one's rights. */
const PARTS = /^Shared\w+(Connection|Edge)$|GroupKey$/;

/**
 * The lists of shared rows on other types than their owners: `Division.incidents`. Who finds an incident there knows
 * its division.
 */
async function lists(): Promise<readonly string[]> {
  const schemas = await Promise.all(SUBGRAPHS.map(buildSubgraph));
  const types = new Set(
    schemas.flatMap(({ schema }) =>
      Object.values(schema.getTypeMap()).flatMap((type) => (isObjectType(type) ? [type.name] : [])),
    ),
  );
  return [...types]
    .filter((name) => name !== "Query" && name !== "Mutation" && !PARTS.test(name))
    .flatMap(fieldsOfType)
    .filter((coordinate) => {
      const { leadsTo, sources, lends = [] } = factsOf(coordinate);
      const target = leadsTo?.() ?? "";
      if (!sharedTypes().has(target) || (sources?.() ?? lends).length > 0) return false;
      const owner = coordinate.slice(0, coordinate.indexOf("."));
      const isOwner = sharedDatasets().get(target)?.within?.owner().shape.name === owner;
      return !isOwner || factsOf(coordinate).through !== undefined;
    });
}

describe("a list of shared rows that is read from the other end", () => {
  test("declares what it is read by, and each reference is a published field of those rows", async () => {
    const found = await lists();
    expect(found.length).toBeGreaterThan(25);
    const undeclared = found.filter((coordinate) => {
      const { through, needs = [], hiddenWith = [] } = factsOf(coordinate);
      return [...needs, ...hiddenWith, ...(through?.() ?? [])].length === 0;
    });
    expect(undeclared.sort()).toEqual(OTHERS);
    const unknown = found
      .flatMap((coordinate) => factsOf(coordinate).through?.() ?? [])
      .filter((reference) => classOf(reference) === undefined);
    expect(unknown).toEqual([]);
  });
});
