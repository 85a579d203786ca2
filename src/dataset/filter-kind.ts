import { Float, ID, Int } from "type-graphql";
import { DayType, InstantType } from "../store/columns.js";
import type { Dataset } from "./dataset.js";
import { Point } from "./point.js";
import { Provenance } from "./provenance.js";
import { keyOf, type PublishedField, type TypeClass } from "./published.js";
import { enumNameOf } from "./published-enum.js";

/** What a field is compared as. */
export type FilterKind =
  | {
      readonly kind:
        | "id"
        | "integer"
        | "number"
        | "flag"
        | "text"
        | "day"
        | "instant"
        | "point"
        | "provenance";
    }
  | { readonly kind: "enum"; readonly values: object; readonly name: string }
  | { readonly kind: "reference"; readonly type: TypeClass; readonly name: string; readonly key: string };

/** How a published field can be filtered, or undefined where it cannot: it is computed, or a list. */
export function filterKind(dataset: Dataset, name: string, field: PublishedField): FilterKind | undefined {
  const [source, ...more] = dataset.sources(name);
  if (field.relation || source === undefined) return undefined;
  const type = field.type();
  if (field.read !== undefined) {
    // Circles are drawn in WGS-84: a point that is kept in another datum alone is not searched.
    if (type === Point)
      return dataset.sources(name).includes("wgs84Latitude") ? { kind: "point" } : undefined;
    if (type === Provenance) return { kind: "provenance" };
    // A stub of what another type owns: compared by its key, which is the one property that it is made from.
    const reference = typeof type === "function" && more.length === 0 ? keyOf(type as TypeClass) : undefined;
    return reference && { kind: "reference", type: type as TypeClass, ...reference };
  }
  const enumName = enumNameOf(type);
  if (enumName !== undefined) return { kind: "enum", values: type, name: enumName };
  switch (type) {
    case ID:
      return { kind: "id" };
    case Int:
      return { kind: "integer" };
    case Float:
      return { kind: "number" };
    case Boolean:
      return { kind: "flag" };
    case String: {
      const stored = dataset.propertyType(source);
      if (stored === DayType) return { kind: "day" };
      return { kind: stored === InstantType ? "instant" : "text" };
    }
    default:
      return undefined;
  }
}
