import { sql } from "kysely";
import { Arg, Ctx, Float, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../context.js";
import { noteFacts } from "../policy/classification.js";
import { BatchLoader } from "./batch.js";
import type { Dataset } from "./dataset.js";
import { metresFrom, pointOf } from "./distance.js";
import { CentreInput } from "./filter-inputs.js";
import { readByKey } from "./look-up.js";
import { perState } from "./per-request.js";
import { toWgs84 } from "./point.js";
import { PublishedRelation, type TypeClass } from "./published.js";

const resolvers = new Map<TypeClass, TypeClass>();

/** The resolvers of the field `distance`, one for each type that {@link publishDistance} was called for. */
export function distanceResolvers(): readonly TypeClass[] {
  return [...resolvers.values()];
}

/**
 * Publishes `distance(from)` on the type of a dataset with a point, in the point's own policy class. Distances of all
 * rows of a level from one place are one statement, and none when nobody asks for them.
 */
export function publishDistance(dataset: Dataset): void {
  const { type: owner, key } = dataset;
  const point = pointOf(dataset);
  if (point === undefined || resolvers.has(owner)) return;
  const { name } = dataset.shape;
  // A distance from enough places is the point.
  noteFacts(`${name}.distance`, { sameAs: `${name}.${point.name}` });
  const loaders = perState(() => new Map<string, BatchLoader<string, number | null>>());

  @Resolver(() => owner)
  class DistanceResolver {
    @PublishedRelation(owner, () => Float, {
      zh: "到某点的直线距离(公里,精确到米);点位未知时为空",
      en: "Distance from a point as the crow flies, in kilometres to the metre; null when its own point is not known",
      policy: point?.field.policy ?? "SENSITIVE",
      nullable: true,
    })
    distance(
      @Root() row: Readonly<Record<string, string>>,
      @Arg("from", () => CentreInput, { description: "起算点 / Where from" }) from: CentreInput,
      @Ctx() ctx: RequestContext,
    ) {
      const centre = toWgs84(from, from.datum);
      const signature = `${centre.latitude} ${centre.longitude}`;
      let loader = loaders(ctx).get(signature);
      if (loader === undefined) {
        loader = new BatchLoader(async (keys: readonly string[]) => {
          const columns = [
            sql`${dataset.column(key)} as ${sql.ref("k")}`,
            sql`${metresFrom(dataset, centre)} as ${sql.ref("metres")}`,
          ];
          const rows = await readByKey(ctx, dataset, columns, keys);
          const byKey = new Map(rows.map((found) => [String(found["k"]), found["metres"]]));
          return keys.map((each) => {
            const metres = byKey.get(each);
            return typeof metres === "number" ? metres / 1000 : null;
          });
        });
        loaders(ctx).set(signature, loader);
      }
      return loader.get(String(row[key]));
    }
  }
  resolvers.set(owner, DistanceResolver as TypeClass);
}
