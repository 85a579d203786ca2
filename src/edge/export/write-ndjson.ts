import { fault } from "../../errors.js";
import { columnsWith, type ExportContent } from "./content.js";

/** Keys of the lines that are not rows. */
const RESERVED = ["meta", "end", "error"];

/**
 * An export as NDJSON, one JSON object on a line: first `{"meta": …}` with where it comes from, then the rows, keyed
 * by the names of their columns, lists as arrays; last `{"end": …}`, or `{"error": {code, message}}` when the walk
 * broke off. A file that ends with neither was cut on the way.
 */
export async function* writeNdjson(content: ExportContent): AsyncGenerator<string> {
  const { facts, headings, columns, batches, outcome } = content;
  const described = columns.map(({ name }, at) => ({ name, heading: headings[at] }));
  yield line({ meta: { ...facts, columns: described, forbidden: forbidden(content) } });
  for await (const rows of batches) {
    const lines = rows.map((row) => line(Object.fromEntries(headings.map((key, at) => [key, row[at]]))));
    if (lines.length > 0) yield lines.join("");
  }
  yield outcome.failure === undefined
    ? line({ end: { rows: outcome.progress.rows, forbidden: forbidden(content) } })
    : line({ error: outcome.failure });
}

/**
 * Refuses columns that would look like a line that is not a row.
 * @throws EXPORT_COLUMNS_COLLIDE
 */
export function refuseReserved(headings: readonly string[]): void {
  const column = headings.find((heading) => RESERVED.includes(heading));
  if (column !== undefined) throw fault("EXPORT_COLUMNS_COLLIDE", { column });
}

function forbidden({ outcome, columns }: ExportContent) {
  return [...outcome.forbidden].map(([field, message]) => ({
    field,
    message,
    columns: columnsWith(columns, field),
  }));
}

const line = (value: object) => `${JSON.stringify(value)}\n`;
