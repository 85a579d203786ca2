import { getNamedType, isLeafType } from "graphql";
import { fault } from "../../errors.js";
import { isConnection, isList, isPassage, isRowField } from "./connections.js";
import type { Selected } from "./selection-tree.js";

/** One column of an export. */
export interface Column {
  /** Its path in the selection, e.g. `division.name`; `nodes`, `edges` and `node` are left out. */
  readonly name: string;
  /** The same in Chinese, from the descriptions of the schema. */
  readonly label: string;
  /** Where its value is, from the row down. */
  readonly keys: readonly string[];
  /** How many of the keys lead to each list on the way, the outermost first. */
  readonly lists: readonly number[];
  /** `Type.field` and the types on the way, to know whether a refused field is part of it. */
  readonly coordinates: readonly string[];
}

/** Columns of one export, at most. A sheet holds more, a reader does not. */
const MOST_COLUMNS = 500;

/**
 * The columns of a connection, in the order of the selection.
 * @param connection what the export walks; a row holds what its `nodes` and `edges` have at one place
 * @throws EXPORT_COLUMNS_COLLIDE, EXPORT_TOO_WIDE, EXPORT_NO_CONNECTION
 */
export function columnsOf(connection: Selected): readonly Column[] {
  const start: Trail = { names: [], labels: [], keys: [], lists: [], coordinates: [] };
  const columns = connection.children
    .filter(({ node }) => isRowField(node.name.value))
    .flatMap((rows) => below(rows, follow(start, rows, false)));
  const byName = new Map<string, Column>();
  for (const column of columns) {
    const other = byName.get(column.name);
    // Types of a union may have a field in common: one column, as it is one place in the answer.
    if (other !== undefined && other.keys.join() !== column.keys.join()) {
      throw fault("EXPORT_COLUMNS_COLLIDE", { column: column.name });
    }
    if (other === undefined) byName.set(column.name, column);
  }
  if (byName.size > MOST_COLUMNS) throw fault("EXPORT_TOO_WIDE", { maximum: MOST_COLUMNS });
  return withDistinctLabels([...byName.values()]);
}

/**
 * How many keys lead to the one list that gets a row for each of its elements.
 * @returns 0 when no column is inside a list
 * @throws EXPORT_LISTS_AMBIGUOUS
 */
export function expandedListDepth(columns: readonly Column[]): number {
  const lists = new Map(
    columns
      .filter(({ lists: [outermost] }) => outermost !== undefined)
      .map((column) => [column.keys.slice(0, column.lists[0]).join("."), column]),
  );
  if (lists.size > 1) {
    const names = [...lists.values()].map(({ name }) => name).join(", ");
    throw fault("EXPORT_LISTS_AMBIGUOUS", { columns: names });
  }
  return [...lists.values()][0]?.lists[0] ?? 0;
}

interface Trail {
  readonly names: readonly string[];
  readonly labels: readonly string[];
  readonly keys: readonly string[];
  readonly lists: readonly number[];
  readonly coordinates: readonly string[];
}

/** `inRow` is false for the walked connection's own `nodes` and `edges`: there a list of rows becomes rows. */
function follow(trail: Trail, selected: Selected, inRow = true): Trail {
  const { key, alias, node, parent, field, type } = selected;
  const keys = [...trail.keys, key];
  const silent = isPassage(selected);
  return {
    names: silent ? trail.names : [...trail.names, key],
    labels: silent ? trail.labels : [...trail.labels, alias ?? labelOf(field.description) ?? node.name.value],
    keys,
    lists: inRow && isList(type) ? [...trail.lists, keys.length] : trail.lists,
    coordinates: [...trail.coordinates, `${parent.name}.${node.name.value}`, getNamedType(type).name],
  };
}

function below(selected: Selected, trail: Trail): Column[] {
  if (isLeafType(getNamedType(selected.type))) {
    const { names, labels, keys, lists, coordinates } = trail;
    return [{ name: names.join("."), label: labels.join("·"), keys, lists, coordinates }];
  }
  return selected.children.flatMap((child) => below(child, follow(trail, child)));
}

/** The Chinese of a bilingual description, without the remarks that follow the name. */
function labelOf(description: string | null | undefined): string | undefined {
  const label = description
    ?.split(" / ", 1)[0]
    ?.split(/[(（,,;;。]/, 1)[0]
    ?.trim();
  return label === "" ? undefined : label;
}

function withDistinctLabels(columns: readonly Column[]): readonly Column[] {
  const times = new Map<string, number>();
  for (const { label } of columns) times.set(label, (times.get(label) ?? 0) + 1);
  return columns.map((column) =>
    times.get(column.label) === 1 ? column : { ...column, label: `${column.label} (${column.name})` },
  );
}

/** Whether rows of this connection hold lists, so that a page of them is heavy. */
export function holdsLists(selected: Selected): boolean {
  return selected.children.some(
    (child) => isConnection(child) || (isList(child.type) && !isPassage(child)) || holdsLists(child),
  );
}
