import type { Column, PerParentRead } from "../store/per-parent.js";
import type { OrderColumn } from "./keyset.js";

/** What a row is ordered by is read with it: its cursor is made from that. */
export function withOrder(columns: readonly Column[], order: readonly OrderColumn[]): readonly Column[] {
  const missing = order.filter(({ property }) => !columns.some(({ as }) => as === property));
  return [...columns, ...missing.map(({ property, sql: column }) => ({ as: property, sql: () => column }))];
}

/** An order as the store reads it. */
export function readOrder(order: readonly OrderColumn[]): PerParentRead["order"] {
  return order.map(({ property, sql: column, descending }) => ({
    column: { as: property, sql: () => column },
    descending,
  }));
}
