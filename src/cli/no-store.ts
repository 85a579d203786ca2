import type { Store } from "../store/store.js";

/** Stands where a gateway without subgraphs of its own has no store: always ready, never read. */
export function noStore(): Store {
  return new Proxy({ address: "none", ping: async () => {}, close: async () => {} } as Store, {
    get(target, property) {
      if (property in target || typeof property === "symbol") return Reflect.get(target, property);
      throw new TypeError(`This gateway has no store, but ${property} was read.`);
    },
  });
}
