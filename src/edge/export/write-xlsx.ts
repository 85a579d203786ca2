import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { ExportContent } from "./content.js";
import { headerBlock, incompleteLine } from "./header-block.js";
import { joined, type Row, type Scalar } from "./rows.js";
import * as xml from "./xlsx-xml.js";

/** Rows that a sheet holds, at most, its headings included; what is more goes to another sheet. */
const LONGEST_SHEET = 1_048_576;

/**
 * An export as an Excel workbook: the rows on the first sheet (and on more when there are over a million), where it
 * comes from on the last one. Texts are texts here, never formulas, so nothing needs to be defused.
 *
 * The workbook is written as it goes: the zip comes from a library, the few lines of XML around the cells are ours,
 * because the libraries that write workbooks keep the rows in memory or write on while the reader is not ready.
 */
export async function* writeXlsx(
  content: ExportContent,
  longestSheet: number = LONGEST_SHEET,
): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown) =>
    output.destroy(error instanceof Error ? error : new TypeError(String(error)));
  zip.on("error", fail);
  const sheets: Readable[] = [];
  fill(zip, content, longestSheet, sheets).catch(fail);
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } finally {
    // The reader may have gone away in the middle of a sheet; that ends the walk behind it.
    for (const sheet of sheets) sheet.destroy();
  }
}

async function fill(
  zip: ZipFile,
  content: ExportContent,
  longestSheet: number,
  sheets: Readable[],
): Promise<void> {
  const addText = (path: string, text: string) => zip.addBuffer(Buffer.from(text), path);
  // First, because programs that guess a file's type look here.
  addText("[Content_Types].xml", xml.CONTENT_TYPES_XML);
  addText("_rels/.rels", xml.PACKAGE_RELATIONS_XML);
  addText("xl/styles.xml", xml.STYLES_XML);
  const addSheet = async (lines: AsyncIterable<string>) => {
    const sheet = Readable.from(lines, { objectMode: false });
    sheets.push(sheet);
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets.length}.xml`);
    await finished(sheet);
  };
  const source = new RowSource(content.batches);
  do await addSheet(dataSheet(content, source, longestSheet));
  while (!source.isEmpty);
  const names = sheets.map((_, at) => (at === 0 ? "数据 Data" : `数据 Data ${at + 1}`));
  await addSheet(aboutSheet(content));
  addText("xl/_rels/workbook.xml.rels", xml.workbookRelationsXml(sheets.length));
  addText("xl/workbook.xml", xml.workbookXml([...names, "说明 About"]));
  zip.end();
}

async function* dataSheet(
  content: ExportContent,
  source: RowSource,
  longestSheet: number,
): AsyncGenerator<string> {
  yield xml.SHEET_START + xml.rowXml(1, content.headings, xml.LOOKS.heading);
  // One row is kept for the line that says that rows are missing.
  let number = 1;
  while (number < longestSheet - 1) {
    const rows = await source.take(longestSheet - 1 - number);
    if (rows.length === 0) break;
    let lines = "";
    for (const row of rows) {
      number += 1;
      lines += xml.rowXml(number, row.map(joined));
    }
    yield lines;
  }
  await source.lookAhead();
  const isCutShort = source.isEmpty && content.outcome.failure !== undefined;
  const warning = isCutShort ? xml.rowXml(number + 1, [incompleteLine(content)], xml.LOOKS.warning) : "";
  yield warning + xml.SHEET_END;
}

async function* aboutSheet(content: ExportContent): AsyncGenerator<string> {
  const { outcome, headings, columns } = content;
  const lines: [string, Scalar][] = [
    ...headerBlock(content).map(([name, text]): [string, Scalar] => [name, text]),
    ["行数 Rows", outcome.progress.rows],
    ["完整 Complete", outcome.failure === undefined ? "是 yes" : incompleteLine(content)],
    ...columns.map(({ name }, at): [string, Scalar] => [`列 Column ${at + 1}`, `${headings[at]} = ${name}`]),
  ];
  yield xml.SHEET_START;
  yield lines.map((line, at) => xml.rowXml(at + 1, line)).join("");
  yield xml.SHEET_END;
}

/** Hands out the rows of the batches in portions, so that a sheet can end in the middle of one. */
class RowSource {
  readonly #batches: AsyncIterator<readonly Row[]>;
  #waiting: readonly Row[] = [];
  #ended = false;

  constructor(batches: AsyncIterable<readonly Row[]>) {
    this.#batches = batches[Symbol.asyncIterator]();
  }

  get isEmpty(): boolean {
    return this.#ended && this.#waiting.length === 0;
  }

  /** Fetches until there is a row, or none is left. */
  async lookAhead(): Promise<void> {
    while (!this.#ended && this.#waiting.length === 0) {
      const { value, done } = await this.#batches.next();
      if (done === true) this.#ended = true;
      else this.#waiting = value;
    }
  }

  /** Up to so many rows; none when all have been taken. */
  async take(most: number): Promise<readonly Row[]> {
    await this.lookAhead();
    const taken = this.#waiting.slice(0, most);
    this.#waiting = this.#waiting.slice(most);
    return taken;
  }
}
