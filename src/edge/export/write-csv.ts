import { stringify } from "csv-stringify/sync";
import type { ExportContent } from "./content.js";
import { forbiddenLines, headerBlock, incompleteLine } from "./header-block.js";
import { joined, type Scalar } from "./rows.js";

/** Without it Excel takes the file for one in the machine's own character set, and Chinese is lost. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * What a spreadsheet may take for the beginning of a formula, spaces before it included; in East Asian settings the
 * full-width signs too.
 */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * An export as CSV (RFC 4180, UTF-8 with a byte order mark): one row of headings, then the rows, and nothing else,
 * because Excel takes whatever stands first for the headings. Source, time and filter come as lines that begin with
 * `#` above the headings only on request; without them the empty columns of fields that the caller may not read are
 * named in the response's headers alone.
 *
 * A text that begins like a formula gets an apostrophe. Numbers stay numbers, also negative ones.
 */
export async function* writeCsv(content: ExportContent): AsyncGenerator<string> {
  const { headings, batches, outcome, options } = content;
  const told = new Set<string>();
  let start = BYTE_ORDER_MARK;
  if (options.header) {
    start += comments(headerBlock(content));
    for (const field of outcome.forbidden.keys()) told.add(field);
  }
  yield start + toCsv([headings]);
  for await (const rows of batches) {
    if (rows.length > 0) yield toCsv(rows.map((row) => row.map(joined)));
  }
  const late = [...outcome.forbidden.keys()].filter((field) => !told.has(field));
  if (options.header && late.length > 0) yield comments(forbiddenLines(content, late));
  if (outcome.failure !== undefined) yield comment(incompleteLine(content));
}

function comments(lines: readonly (readonly [string, string])[]): string {
  return lines.map(([name, text]) => comment(`# ${name}: ${text}`)).join("");
}

/**
 * A line for readers that skip what begins with `#`: they know no quotes there. What would begin another cell for the
 * others is taken out, because a value of a variable may come from whoever made up the link.
 */
function comment(line: string): string {
  const flat = line.replaceAll(/\s+/g, " ").replaceAll(",", "，").replaceAll(";", "；").replaceAll('"', "'");
  return `${flat}\r\n`;
}

function toCsv(rows: readonly (readonly Scalar[])[]): string {
  return stringify([...rows] as Scalar[][], {
    record_delimiter: "\r\n",
    // Where Excel splits at semicolons or tabs, what follows one would become a cell of its own.
    quoted_match: /[;\t\r]/,
    cast: {
      boolean: String,
      string: (text) => (FORMULA.test(text) ? `'${text}` : text),
    },
  });
}
