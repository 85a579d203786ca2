import { hash } from "node:crypto";
import { sql } from "kysely";
import { fault } from "../errors.js";
import type { Sql } from "../store/per-parent.js";

/** One column of an order. Orders end with the key, so that they leave no ties. */
export interface OrderColumn {
  /** The entity's property. */
  readonly property: string;
  /** The column as SQL. */
  readonly sql: Sql;
  readonly descending: boolean;
  /** What has to be joined to each row to have the column, where it is not the row's own. */
  readonly join?: Sql;
  /** What the column is computed with, where it is more than the row: a cursor holds for that alone. */
  readonly by?: readonly number[];
}

/** The values of an order's columns in one row. A missing one is told by the column before it (see `order.ts`). */
export type OrderValues = readonly (string | number | null)[];

/**
 * What a cursor belongs to, as a short text: the list, its order and its filter. Two lists never share it.
 * @param parts whatever makes this list this list
 */
export function listSignature(...parts: readonly unknown[]): string {
  return hash("sha256", JSON.stringify(parts), "base64url").slice(0, 12);
}

/** The cursor of a row: opaque to clients, stable under inserts. */
export function encodeCursor(signature: string, values: OrderValues): string {
  return Buffer.from(JSON.stringify([signature, ...values])).toString("base64url");
}

/**
 * The order values that a cursor holds.
 * @param argument `after` or `before`, for the message
 * @throws BAD_CURSOR when it is not one of ours, CURSOR_MISMATCH when it belongs to another list
 */
export function decodeCursor(
  argument: string,
  cursor: string,
  signature: string,
  length: number,
): OrderValues {
  const [owner, ...values] = parseCursor(argument, cursor);
  if (owner !== signature) throw fault("CURSOR_MISMATCH", { argument });
  // The last is the key, which no row lacks.
  if (values.length !== length || values.at(-1) === null) throw fault("BAD_CURSOR", { argument });
  return values;
}

function parseCursor(argument: string, cursor: string): OrderValues {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(parsed) && parsed.length > 1 && parsed.every(isScalar)) return parsed;
  } catch {
    // Not JSON: falls through to the one error for whatever is not ours.
  }
  throw fault("BAD_CURSOR", { argument });
}

function isScalar(value: unknown): value is string | number | null {
  return value === null || typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
}

/** The condition for rows that come after these values in the order. */
export function beyond(order: readonly OrderColumn[], values: OrderValues): Sql {
  const alternatives = order.flatMap((column, at) => {
    // Nothing lies beyond a missing value but what its neighbour tells.
    if (values[at] === null) return [];
    const equals = order
      .slice(0, at)
      .flatMap((earlier, i) => (values[i] === null ? [] : [sql`${earlier.sql} = ${values[i]}`]));
    const further = column.descending
      ? sql`${column.sql} < ${values[at]}`
      : sql`${column.sql} > ${values[at]}`;
    return [sql`(${sql.join([...equals, further], sql` and `)})`];
  });
  const after = sql`(${sql.join(alternatives, sql` or `)})`;
  // Neither engine begins to read an index at an alternative: said once more of the first column alone, it does.
  const [first] = order;
  if (first === undefined || alternatives.length < 2 || values[0] === null) return after;
  return sql`(${first.sql} ${first.descending ? sql`<=` : sql`>=`} ${values[0]} and ${after})`;
}

/**
 * An order whose first column tells only whether the second has a value, as two orders, one after the other: those
 * that have one by it, and the others by the rest. No index is in the whole order, but one can be in each of these.
 * @param values where to go on, in the whole order
 * @returns undefined for an order of another sort
 */
export function split(
  order: readonly OrderColumn[],
  values: OrderValues | undefined,
): readonly { readonly where: Sql; readonly order: readonly OrderColumn[] }[] | undefined {
  const [missing, column] = order;
  if (missing?.property !== `_no_${column?.property}` || column === undefined) return undefined;
  const part = (isMissing: boolean) => {
    const skipped = isMissing ? 2 : 1;
    const own = order.slice(skipped);
    const is = isMissing ? sql`${column.sql} is null` : sql`${column.sql} is not null`;
    const goesOn = values !== undefined && (values[0] === 1) === isMissing;
    return { order: own, where: goesOn ? sql`${is} and ${beyond(own, values.slice(skipped))}` : is };
  };
  const [first, second] = missing.descending ? [true, false] : [false, true];
  const inSecond = values !== undefined && (values[0] === 1) === second;
  return inSecond ? [part(second)] : [part(first), part(second)];
}

/**
 * An order with its key at the end, in the direction of what comes before it: an index over the columns and the key is then read
 * as it stands, from one end or the other. Against it every row would be sorted for each page.
 */
export function withKey(
  columns: readonly OrderColumn[],
  key: Pick<OrderColumn, "property" | "sql">,
): OrderColumn[] {
  return [...columns, { ...key, descending: columns.at(-1)?.descending ?? false }];
}

/** The same order, read from its end. */
export function reversed(order: readonly OrderColumn[]): OrderColumn[] {
  return order.map((column) => ({ ...column, descending: !column.descending }));
}
