import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { createPool } from "mysql2";

// The yardstick of exports: one statement, its rows streamed as CSV. No GraphQL, no policy, no pages.
// DATABASE_URL says what is dumped; the port is printed on the first line.

const SQL = `select s.id, i.code, i.name, d.name as depot, s.batch, s.quantity, s.unit_code, s.base_quantity,
  s.reserved, s.committed, s.expires_on
  from stock_line s left join item i on i.code = s.item_code left join depot d on d.id = s.depot_id order by s.id`;
const HEADINGS =
  "id,item.code,item.name,depot.name,batch,quantity.value,quantity.unitCode,quantity.baseValue,reserved,committed,expiresOn\r\n";
const CHUNK = 65_536;

type Cells = Iterable<unknown> | AsyncIterable<unknown>;

function rowsOf(url: string): () => Cells {
  if (url.startsWith("sqlite:")) {
    const database = new DatabaseSync(url.slice("sqlite:".length), { readOnly: true });
    database.exec("pragma cache_size = -65536");
    const statement = database.prepare(SQL);
    statement.setReturnArrays(true);
    return () => statement.iterate() as Iterable<unknown>;
  }
  const pool = createPool({ uri: url, charset: "utf8mb4_bin", dateStrings: true });
  return () => pool.query({ sql: SQL, rowsAsArray: true }).stream() as AsyncIterable<unknown>;
}

const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const QUOTED = /[",;\t\r\n]/;

function cell(value: unknown): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const rows = rowsOf(process.env["DATABASE_URL"] ?? "");

const server = createServer(async (_request, response) => {
  response.writeHead(200, { "content-type": "text/csv; charset=utf-8" });
  let text = HEADINGS;
  const add = (row: unknown) => {
    const cells = row as unknown[];
    for (let at = 0; at < cells.length; at++) text += at === 0 ? cell(cells[at]) : `,${cell(cells[at])}`;
    text += "\r\n";
    return text.length >= CHUNK;
  };
  const send = async () => {
    if (!response.write(text)) await once(response, "drain");
    text = "";
  };
  const found = rows();
  // SQLite's rows come at once: waiting for each would make the yardstick short.
  if (Symbol.iterator in found) {
    for (const row of found) if (add(row)) await send();
  } else {
    for await (const row of found) if (add(row)) await send();
  }
  response.end(text);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
