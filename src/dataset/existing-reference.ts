import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { BatchLoader } from "./batch.js";
import { readByKey } from "./look-up.js";
import { perRequest } from "./per-request.js";
import { rowScope, sharedDatasets } from "./row-scope.js";

const loaders = perRequest(() => new Map<string, BatchLoader<string, boolean>>());

/**
 * Whether another owner's row that is referred to by its key exists for the caller: what this subgraph knows of it must
 * not be told of a row that is not his. Asked of all references of a level in one statement, and of none where all
 * rows exist.
 * @param typeName the published type
 */
export async function existsForCaller(ctx: RequestContext, typeName: string, key: string): Promise<boolean> {
  const dataset = sharedDatasets().get(typeName);
  const scope = dataset && rowScope(ctx, dataset);
  if (dataset === undefined || scope === undefined) return true;
  if (scope.scopes.length === 0) return false;
  let loader = loaders(ctx).get(typeName);
  if (loader === undefined) {
    loader = new BatchLoader(async (keys: readonly string[]) => {
      const column = sql`${dataset.column(dataset.key)} as ${sql.ref("k")}`;
      const found = new Set((await readByKey(ctx, dataset, [column], keys)).map(({ k }) => String(k)));
      return keys.map((each) => found.has(each));
    });
    loaders(ctx).set(typeName, loader);
  }
  return loader.get(key);
}
