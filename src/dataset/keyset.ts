import { createHash } from "node:crypto";
import { sql } from "kysely";
import { fault } from "../errors.js";
import type { Sql } from "../store/per-parent.js";

/** One column of an order. Orders end with the key, so that they leave no ties; their columns hold no nulls. */
export interface OrderColumn {
  /** The entity's property. */
  readonly property: string;
  /** The column as SQL. */
  readonly sql: Sql;
  readonly descending: boolean;
}

type Values = readonly (string | number)[];

/**
 * What a cursor belongs to, as a short text: the list, its order and its filter. Two lists never share it.
 * @param parts whatever makes this list this list
 */
export function listSignature(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 12);
}

/** The cursor of a row: opaque to clients, stable under inserts. */
export function encodeCursor(signature: string, values: Values): string {
  return Buffer.from(JSON.stringify([signature, ...values])).toString("base64url");
}

/**
 * The order values that a cursor holds.
 * @param argument `after` or `before`, for the message
 * @throws BAD_CURSOR when it is not one of ours, CURSOR_MISMATCH when it belongs to another list
 */
export function decodeCursor(argument: string, cursor: string, signature: string, length: number): Values {
  const [owner, ...values] = parseCursor(argument, cursor);
  if (owner !== signature) throw fault("CURSOR_MISMATCH", { argument });
  if (values.length !== length) throw fault("BAD_CURSOR", { argument });
  return values;
}

function parseCursor(argument: string, cursor: string): Values {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(parsed) && parsed.length > 1 && parsed.every(isScalar)) return parsed;
  } catch {
    // Not JSON: falls through to the one error for whatever is not ours.
  }
  throw fault("BAD_CURSOR", { argument });
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
}

/** The condition for rows that come after these values in the order. */
export function beyond(order: readonly OrderColumn[], values: Values): Sql {
  const alternatives = order.map((column, at) => {
    const equals = order.slice(0, at).map((earlier, i) => sql`${earlier.sql} = ${values[i]}`);
    const further = column.descending
      ? sql`${column.sql} < ${values[at]}`
      : sql`${column.sql} > ${values[at]}`;
    return sql`(${sql.join([...equals, further], sql` and `)})`;
  });
  return sql`(${sql.join(alternatives, sql` or `)})`;
}

/** The same order, read from its end. */
export function reversed(order: readonly OrderColumn[]): OrderColumn[] {
  return order.map((column) => ({ ...column, descending: !column.descending }));
}
