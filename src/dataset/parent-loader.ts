import { PARENT, type ParentKey } from "../store/per-parent.js";
import { BatchLoader } from "./batch.js";
import type { Row } from "./published.js";

/** The loader of the reads that differ in their parents only. */
export function loaderFor<V>(
  loaders: Map<string, BatchLoader<ParentKey, V>>,
  signature: string,
  batch: (parents: readonly ParentKey[]) => Promise<readonly (V | Error)[]>,
): BatchLoader<ParentKey, V> {
  let loader = loaders.get(signature);
  if (loader === undefined) {
    loader = new BatchLoader(batch, (key) => (typeof key === "object" ? JSON.stringify(key) : key));
    loaders.set(signature, loader);
  }
  return loader;
}

/** Rows to the parents that they belong to: dense, an empty list where there are none. */
export function byParent(rows: readonly (Row & { [PARENT]: number })[], parents: number): Row[][] {
  const lists = Array.from({ length: parents }, (): Row[] => []);
  for (const row of rows) lists[row[PARENT]]?.push(row);
  return lists;
}

/** What is made of the rows of one parent, or the error that it failed with: other parents' do not fail with it. */
export function made<T>(make: () => T): T | Error {
  try {
    return make();
  } catch (error) {
    return error as Error;
  }
}
