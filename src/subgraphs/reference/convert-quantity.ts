import { fault } from "../../errors.js";
import type { Unit } from "./unit.type.js";

/** What of a unit a conversion needs. */
export type Convertible = Pick<Unit, "code" | "dimension" | "baseCode" | "toBase">;

/** A double keeps 15 to 17 digits: beyond 12, what conversions leave is noise. */
const DIGITS = 12;

/**
 * A quantity in another unit.
 * @throws UNITS_UNLIKE when the units measure different things, or have no fixed ratio (as packs have not)
 * @throws QUANTITY_TOO_LARGE when the result is beyond what a Float holds
 */
export function convertQuantity(value: number, from: Convertible, to: Convertible): number {
  if (from.baseCode !== to.baseCode)
    throw fault("UNITS_UNLIKE", { from: from.code, to: to.code, reason: unlikeness(from, to) });
  if (from.code === to.code) return value;
  const converted = Number(((value * from.toBase) / to.toBase).toPrecision(DIGITS));
  if (!Number.isFinite(converted)) throw fault("QUANTITY_TOO_LARGE", { value, from: from.code, to: to.code });
  return converted;
}

function unlikeness(from: Convertible, to: Convertible): string {
  if (from.dimension !== to.dimension) return `one measures ${from.dimension}, the other ${to.dimension}.`;
  return "there is no fixed number of one in the other. What a pack holds differs by item: see the item's packs.";
}
