import type { RequestContext } from "../context.js";
import { runRead } from "../store/compiled-read.js";
import { BatchLoader } from "./batch.js";
import { compiledReads } from "./compiled-reads.js";
import type { Dataset } from "./dataset.js";
import { kept } from "./kept.js";
import { readOfKeys } from "./look-up.js";
import { perRequest } from "./per-request.js";
import { rowScope, sharedDatasets } from "./row-scope.js";

type Reference = Readonly<Record<string, unknown>>;

const loaders = perRequest(() => new Map<string, BatchLoader<Reference, Reference | null>>());

const compiled = new WeakMap<Dataset, ReturnType<typeof compiledReads>>();

/**
 * Another owner's row as it was referred to by its key, or null where it does not exist for the caller: what this
 * subgraph knows of it must not be told then. Asked of all references of a level in one statement, and of none where
 * all rows exist.
 * @param typeName the published type
 * @param key the field that holds its key
 */
export function ifExisting(
  ctx: RequestContext,
  typeName: string,
  key: string,
  reference: Reference,
): Reference | null | PromiseLike<Reference | null> {
  const dataset = sharedDatasets().get(typeName);
  const scope = dataset && rowScope(ctx, dataset);
  if (dataset === undefined || scope === undefined) return reference;
  if (scope.scopes.length === 0) return null;
  const loader = kept(
    loaders(ctx),
    typeName,
    () =>
      new BatchLoader(async (references: readonly Reference[]) => {
        const keys = [...new Set(references.map((each) => String(each[key])))];
        const found = await existingKeys(ctx, dataset, keys);
        return references.map((each) => (found.has(String(each[key])) ? each : null));
      }),
  );
  return loader.get(reference);
}

async function existingKeys(
  ctx: RequestContext,
  dataset: Dataset,
  keys: readonly string[],
): Promise<ReadonlySet<unknown>> {
  const statements = kept(compiled, dataset, () => compiledReads(dataset));
  const column = { as: "k", sql: () => dataset.column(dataset.key) };
  const read = readOfKeys(ctx, dataset, statements(ctx, "existing"), [column], keys.length);
  return new Set((await runRead(ctx.store, read, keys)).map(({ k }) => k));
}
