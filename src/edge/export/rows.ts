import type { Column } from "./columns.js";

/** One value of a column. */
export type Scalar = string | number | boolean | null;
/** What a row holds in a column: a value, or those of a list. */
export type Value = Scalar | readonly Scalar[];
/** The values of a row, in the order of the columns. */
export type Row = readonly Value[];

/** Stands at the end of a list that goes on in the source beyond what was asked for. */
export const MORE = "…";

/** How rows are made of what the graph answers. */
export interface RowShape {
  readonly columns: readonly Column[];
  /** See `ExportPlan.control`. */
  readonly control: string;
  /** How many keys lead to the list whose elements become rows; 0 when every list stays in its row. */
  readonly expandedDepth: number;
}

/**
 * The rows that one entry of a connection gives: one, or one for each element of the expanded list, and one with
 * empty columns when that has none. Where the expanded list goes on in the source, a last row says so.
 */
export function rowsOf(entry: unknown, { columns, control, expandedDepth }: RowShape): Row[] {
  const listed = columns.find(({ lists }) => expandedDepth > 0 && lists[0] === expandedDepth);
  if (listed === undefined) {
    return [columns.map(({ keys, lists }) => valueAt(entry, keys, lists.length > 0, control))];
  }
  const { values: elements, more } = gather(entry, listed.keys.slice(0, expandedDepth), control);
  const fixed = columns.map(({ keys, lists }) =>
    lists.length > 0 ? null : valueAt(entry, keys, false, control),
  );
  const rows: Row[] = elements.map((element) =>
    columns.map(({ keys, lists }, at) =>
      lists.length === 0
        ? (fixed[at] ?? null)
        : valueAt(element, keys.slice(expandedDepth), lists.length > 1, control),
    ),
  );
  if (more) rows.push(columns.map((column, at) => (column === listed ? MORE : (fixed[at] ?? null))));
  return rows.length === 0 ? [fixed] : rows;
}

/** What a cell shows of a list. Empty places stay, so that the columns of one list can be read side by side. */
export function joined(value: Value): Scalar {
  if (!isList(value)) return value;
  return value.every((element) => element === null) ? null : value.map((element) => element ?? "").join("; ");
}

const isList = (value: Value): value is readonly Scalar[] => Array.isArray(value);

function valueAt(from: unknown, keys: readonly string[], isInList: boolean, control: string): Value {
  // Most columns are in no list, and an export spends much of its time here.
  if (!isInList) return toScalar(straight(from, keys));
  const { values, more } = gather(from, keys, control);
  const scalars = values.map(toScalar);
  return more ? [...scalars, MORE] : scalars;
}

/** What is at a path without lists on it. */
function straight(from: unknown, keys: readonly string[]): unknown {
  let value = from;
  for (const key of keys) {
    if (value === null || value === undefined) return null;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** What a connection inside a row tells: of the way that it was read, whether more lies there. */
interface Control {
  readonly hasNextPage?: boolean;
  readonly hasPreviousPage?: boolean;
}

interface Gathered {
  readonly values: unknown[];
  /** Whether a connection on the way has more than was fetched. */
  more: boolean;
}

/** Everything at a path, through the lists on it. An element that has nothing there counts as null. */
function gather(from: unknown, keys: readonly string[], control: string): Gathered {
  const gathered: Gathered = { values: [], more: false };
  const descend = (value: unknown, depth: number, isElement: boolean): void => {
    if (Array.isArray(value)) {
      for (const element of value) descend(element, depth, true);
      return;
    }
    const key = keys[depth];
    if (value === null || value === undefined) {
      // No list at all has no elements; an element without a value is one.
      if (isElement) gathered.values.push(null);
    } else if (key === undefined) {
      gathered.values.push(value);
    } else {
      const fields = value as Readonly<Record<string, unknown>>;
      const page = fields[control] as Control | null | undefined;
      if (page?.hasNextPage === true || page?.hasPreviousPage === true) gathered.more = true;
      descend(fields[key], depth + 1, isElement);
    }
  };
  descend(from, 0, false);
  return gathered;
}

function toScalar(value: unknown): Scalar {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  // A scalar that is an object, such as JSON.
  return JSON.stringify(value);
}
