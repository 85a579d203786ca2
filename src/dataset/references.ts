import type { Dataset } from "./dataset.js";
import { targetOf } from "./published.js";

/** The published fields that hold what a property does, as `Type.field`: not what is computed from it. */
export function referencesBy({ shape, sources }: Dataset, property: string): readonly string[] {
  return [...shape.fields].flatMap(([name, { read, relation: isRelation, type }]) => {
    const [by, ...more] = sources(name);
    const holds = isRelation || read === undefined || targetOf(type()) !== undefined;
    return by === property && more.length === 0 && holds ? [`${shape.name}.${name}`] : [];
  });
}
