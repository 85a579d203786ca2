import type { Scalar } from "./rows.js";

/** Characters that a cell holds, at most; Excel calls a file with longer ones damaged. */
const LONGEST_CELL = 32_767;
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** How a row looks: indexes of `cellXfs` in {@link STYLES}. */
export const LOOKS = { plain: 0, heading: 1, warning: 2 } as const;

/** Every part named .xml is a sheet unless said otherwise, so that sheets can be added while the file is written. */
export const CONTENT_TYPES_XML = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`;

/** Leads from the package to its workbook. */
export const PACKAGE_RELATIONS_XML = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/** The looks of {@link LOOKS}. */
export const STYLES_XML = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFC00000"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" fontId="2" applyFont="1"/></cellXfs></styleSheet>`;

/** The workbook's list of sheets. */
export function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

/** Leads from the workbook to its sheets and styles. */
export function workbookRelationsXml(sheets: number): string {
  const links = Array.from(
    { length: sheets },
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  links.push(`<Relationship Id="rId${sheets + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`);
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links.join("")}</Relationships>`;
}

/** What stands before the rows of a sheet; its first row stays in view. */
export const SHEET_START = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
/** What stands after them. */
export const SHEET_END = "</sheetData></worksheet>";

/**
 * One row of a sheet. Texts are inline: a shared table of them would have to be kept in memory to the end.
 * @param number of the row, from 1
 */
export function rowXml(number: number, cells: readonly Scalar[], look: number = LOOKS.plain): string {
  let xml = `<row r="${number}">`;
  for (const [at, value] of cells.entries()) {
    if (value === null) continue;
    const start = `<c r="${columnLetters(at)}${number}"${look === LOOKS.plain ? "" : ` s="${look}"`}`;
    if (typeof value === "number") xml += `${start}><v>${value}</v></c>`;
    else if (typeof value === "boolean") xml += `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
    else
      xml += `${start} t="inlineStr"><is><t xml:space="preserve">${escapeXml(fitting(value))}</t></is></c>`;
  }
  return `${xml}</row>`;
}

function fitting(text: string): string {
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1)}…`;
}

const letters: string[] = [];

/** A, B, …, Z, AA, … */
function columnLetters(at: number): string {
  const known = letters[at];
  if (known !== undefined) return known;
  const last = String.fromCharCode(65 + (at % 26));
  const text = at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last;
  letters[at] = text;
  return text;
}

// What XML cannot hold is written as _xHHHH_ in this format, so a text that looks like that needs an escape itself.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot hold, so they must be named here.
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000D\u000E-\u001F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/g;

function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(
      UNWRITABLE,
      (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
