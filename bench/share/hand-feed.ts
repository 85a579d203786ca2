import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { createPool } from "mysql2";

// The yardstick of feeds: one statement with the columns that a steward's record of a team is made from, its rows
// streamed as JSON lines. No rights, no cursors, no digest. DATABASE_URL says what is read.

const SQL = `select id, plan_number, name, name_en, category, level, \`function\`, duty, duty_en, status, uscc, division_code,
  latitude, longitude, datum, datum_inferred, wgs84latitude, wgs84longitude, address, headcount, standby_headcount,
  contact_name, contact_phone, source, source_province, source_agency_id, observed_at, received_at, refresh_every_days,
  synthetic, quality_note from team order by id`;
const CHUNK = 65_536;

type Rows = Iterable<unknown> | AsyncIterable<unknown>;

function rowsOf(url: string): () => Rows {
  if (url.startsWith("sqlite:")) {
    const database = new DatabaseSync(url.slice("sqlite:".length), { readOnly: true });
    database.exec("pragma cache_size = -65536");
    const statement = database.prepare(SQL);
    return () => statement.iterate() as Iterable<unknown>;
  }
  const pool = createPool({ uri: url, charset: "utf8mb4_bin", dateStrings: true });
  return () => pool.query(SQL).stream() as AsyncIterable<unknown>;
}

const rows = rowsOf(process.env["DATABASE_URL"] ?? "");

const server = createServer(async (_request, response) => {
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  let text = "";
  const add = (row: unknown) => {
    text += `${JSON.stringify(row)}\n`;
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
