import type { ExportContent } from "./content.js";
import { forbiddenLines, headerBlock, incompleteLine } from "./header-block.js";
import { joined, type Row, type Scalar } from "./rows.js";

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
    if (rows.length > 0) yield toCsv(rows);
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

function toCsv(rows: readonly Row[]): string {
  let text = "";
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) {
      if (at > 0) text += ",";
      text += cell(joined(row[at] ?? null));
    }
    text += "\r\n";
  }
  return text;
}

/** What has to stand in quotes: where Excel splits at semicolons or tabs, what follows one would become a cell. */
const QUOTED = /[",;\t\r\n]/;

/**
 * One cell. RFC 4180 is these few lines; a library's stringifier took as long as everything else that an export does
 * with a row. Tests read what is written with a reader of another make.
 */
function cell(value: Scalar): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
