import { describe, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { buildSchema, getOperationAST, parse as parseDocument } from "graphql";
import readXlsxFile from "read-excel-file/node";
import { expandedListDepth } from "../../../src/edge/export/columns.js";
import type { ExportContent } from "../../../src/edge/export/content.js";
import { planExport } from "../../../src/edge/export/export-plan.js";
import { exportFormatOf } from "../../../src/edge/export/formats.js";
import { readOptions } from "../../../src/edge/export/options.js";
import { MORE, type Row, rowsOf } from "../../../src/edge/export/rows.js";
import { writeCsv } from "../../../src/edge/export/write-csv.js";
import { writeXlsx } from "../../../src/edge/export/write-xlsx.js";

const SCHEMA = buildSchema(`
  type Query { teams(first: Int, after: String): TeamConnection  found(first: Int, after: String): HitConnection }
  type TeamConnection { nodes: [Team!]! edges: [TeamEdge!]! pageInfo: PageInfo! totalCount: Int! }
  type TeamEdge { node: Team! since: String }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Team {
    "名称(现用) / Name in use"
    name: String
    "人数 / Headcount"
    headcount: Int
    tags: [String!]
    "装备 / Gear"
    gear(first: Int, after: String): GearConnection
    "行政区划 / Division"
    division: Division
    leads: [Division!]
  }
  type Division { "名称 / Name" name: String codes: [Int!] }
  type GearConnection { nodes: [Gear!]! pageInfo: PageInfo! totalCount: Int! }
  type Gear { name: String count: Int }
  type HitConnection { nodes: [Hit!]! pageInfo: PageInfo! }
  union Hit = Team | Division
`);

function planOf(query: string) {
  const document = parseDocument(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error("no operation");
  return planExport(SCHEMA, document, operation, {});
}

function rows(query: string, entry: object, isExpanded = false): Row[] {
  const { columns, control } = planOf(query);
  return rowsOf(
    { nodes: entry },
    {
      columns,
      control,
      expandedDepth: isExpanded ? expandedListDepth(columns) : 0,
    },
  );
}

function contentOf(headings: readonly string[], batches: readonly (readonly Row[])[]): ExportContent {
  async function* all() {
    yield* batches;
  }
  return {
    facts: {
      service: "Rescue Graph",
      name: "test",
      role: "steward",
      at: "2026-01-01T00:00:00.000Z",
      filter: [],
      variables: { code: 'x",=1+1;=2' },
      around: {},
      totalCount: undefined,
      hiddenGroups: 0,
    },
    columns: [],
    headings,
    batches: all(),
    outcome: {
      progress: { rows: 0, done: false, error: null },
      forbidden: new Map(),
      failure: undefined,
    },
    options: { labels: "path", lists: "joined", header: false, stack: false },
  };
}

async function csv(content: ExportContent): Promise<string> {
  let text = "";
  for await (const chunk of writeCsv(content)) text += chunk;
  return text;
}

async function xlsx(content: ExportContent, longestSheet?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeXlsx(content, longestSheet)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe("the columns of an export", () => {
  test("are named by path, and in Chinese by the schema, aliases as given", () => {
    const { columns } = planOf(
      "{ teams { nodes { name people: headcount division { name } gear { totalCount nodes { name count } } } } }",
    );
    expect(columns.map(({ name }) => name)).toEqual([
      "name",
      "people",
      "division.name",
      "gear.totalCount",
      "gear.name",
      "gear.count",
    ]);
    expect(columns.map(({ label }) => label).slice(0, 3)).toEqual(["名称", "people", "行政区划·名称"]);
  });

  test("that would have one label are told apart", () => {
    const { columns } = planOf("{ found { nodes { ... on Team { name } ... on Division { name codes } } } }");
    expect(columns.map(({ name }) => name)).toEqual(["name", "codes"]);
    const twice = planOf("{ teams { edges { since node { name } } nodes { division { name } } } }");
    expect(twice.columns.map(({ name }) => name)).toEqual(["since", "name", "division.name"]);
  });
});

describe("the rows of an export", () => {
  const gear = {
    nodes: [
      { name: "pump", count: 2 },
      { name: null, count: 1 },
    ],
    exportPage: { hasNextPage: false },
  };

  test("hold lists with an empty place for what is null, so that columns stay side by side", () => {
    const query = "{ teams { nodes { name tags gear { nodes { name count } } } } }";
    expect(rows(query, { name: "a", tags: ["x", "y"], gear })).toEqual([
      ["a", ["x", "y"], ["pump", null], [2, 1]],
    ]);
    expect(rows(query, { name: "a", tags: null, gear: null })).toEqual([["a", [], [], []]]);
  });

  test("are one for each element of the expanded list, and one where it is empty", () => {
    const query = "{ teams { nodes { name gear { totalCount nodes { name count } } } } }";
    expect(rows(query, { name: "a", gear: { totalCount: 2, ...gear } }, true)).toEqual([
      ["a", 2, "pump", 2],
      ["a", 2, null, 1],
    ]);
    expect(rows(query, { name: "a", gear: { totalCount: 0, nodes: [] } }, true)).toEqual([
      ["a", 0, null, null],
    ]);
    expect(
      rows(
        "{ teams { nodes { name leads { name codes } } } }",
        { name: "a", leads: [{ name: "b", codes: [1] }] },
        true,
      ),
    ).toEqual([["a", "b", [1]]]);
  });

  test("say where a list goes on that was asked for without saying how many", () => {
    const query = "{ teams { nodes { name gear { nodes { name } } } } }";
    const cut = { ...gear, exportPage: { hasNextPage: true } };
    expect(rows(query, { name: "a", gear: cut })).toEqual([["a", ["pump", null, MORE]]]);
    expect(rows(query, { name: "a", gear: cut }, true)).toEqual([
      ["a", "pump"],
      ["a", null],
      ["a", MORE],
    ]);
  });
});

describe("CSV", () => {
  test("defuses what a spreadsheet would take for a formula, and leaves numbers alone", async () => {
    const texts = ["=1+1", "+86 21", "-x", "@a", "\tx", "\rx", " =1+1", "＝1+1", "a=1"];
    const text = await csv(contentOf(["t", "n"], [texts.map((cell) => [cell, -1.5])]));
    const [, ...cells] = parse(text, { bom: true }) as string[][];
    expect(cells.map(([cell]) => cell)).toEqual([...texts.slice(0, -1).map((cell) => `'${cell}`), "a=1"]);
    expect(cells.map(([, cell]) => cell)).toEqual(texts.map(() => "-1.5"));
  });

  test("defuses a joined list, and quotes it where Excel splits at semicolons", async () => {
    const text = await csv(contentOf(["list"], [[[["=a", "=b"]]]]));
    expect(text).toBe(`\uFEFFlist\r\n"'=a; =b"\r\n`);
  });

  test("quotes quotes, commas and line breaks, and writes truth and nothing as such", async () => {
    const text = await csv(contentOf(["a", "b", "c", "d"], [[['say "hi"', "x,y\nz", true, null]]]));
    expect(text).toBe('\uFEFFa,b,c,d\r\n"say ""hi""","x,y\nz",true,\r\n');
  });

  test("begins no cell inside its header block", async () => {
    const content = contentOf(["a"], [[["x"]]]);
    const text = await csv({ ...content, options: { ...content.options, header: true } });
    const block = text.split("\r\n").filter((line) => /^\uFEFF?#/.test(line));
    expect(block).toHaveLength(4);
    expect(block.join("")).not.toMatch(/[,;"\t]/);
    expect(parse(text, { bom: true, comment: "#" })).toEqual([["a"], ["x"]]);
  });
});

describe("XLSX", () => {
  test("keeps types, texts that look like formulas and characters that XML lacks", async () => {
    const row: Row = ["=1+1", -1.5, true, null, 'a<b>&"c"', "x\u0001y", "  两  ", "😀\uD800", ["p", 1]];
    const [data] = await readXlsxFile(
      await xlsx(
        contentOf(
          row.map((_, at) => `c${at}`),
          [[row]],
        ),
      ),
      { trim: false },
    );
    expect(data?.data[1]?.slice(0, 5)).toEqual(["=1+1", -1.5, true, null, 'a<b>&"c"']);
    expect(data?.data[1]?.slice(6)).toEqual(["  两  ", "😀\uFFFD", "p; 1"]);
  });

  test("goes on on another sheet when one is full, in the middle of a page too", async () => {
    const numbers = Array.from({ length: 25 }, (_, at): Row => [at]);
    const file = await xlsx(contentOf(["n"], [numbers.slice(0, 13), [], numbers.slice(13)]), 10);
    const sheets = await readXlsxFile(file);
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      "数据 Data",
      "数据 Data 2",
      "数据 Data 3",
      "数据 Data 4",
      "说明 About",
    ]);
    expect(sheets.slice(0, -1).flatMap(({ data }) => data.slice(1))).toEqual(numbers);
  });

  test("shortens a text that Excel would call damage", async () => {
    const [data] = await readXlsxFile(await xlsx(contentOf(["t"], [[["x".repeat(40_000)]]])));
    expect(String(data?.data[1]?.[0])).toHaveLength(32_767);
  });
});

describe("what is asked for", () => {
  test.each([
    ["text/csv", "csv"],
    ["application/json;q=0.9, text/csv", "csv"],
    ["application/x-ndjson; charset=utf-8", "ndjson"],
    ["text/csv;q=0.5, application/json", undefined],
    ["*/*", undefined],
    ["text/html", undefined],
    [undefined, undefined],
  ])("by Accept: %s is %s", (accept, format) => {
    expect(exportFormatOf(accept)).toBe(format);
  });

  test.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
    ["en, zh;q=0.9", "path"],
    ["zh", "zh"],
    [undefined, "path"],
  ])("by Accept-Language: %s has the labels %s", (language, labels) => {
    expect(readOptions({}, language).labels).toBe(labels);
    expect(readOptions({ labels: "path" }, language).labels).toBe("path");
  });
});
