import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import type { Recording } from "./record-waves.js";

// The ceiling: for each request, the HTTP calls that the best plan makes, in its waves, each answer parsed; then an answer
// stringified. Nothing is planned, merged or checked.
// usage: node ceiling.js <file of a recording> <base of the subgraphs>; prints its port.

const [file = "", base = ""] = process.argv.slice(2);
const { waves, data } = JSON.parse(readFileSync(file, "utf8")) as Recording;
const pool = new Pool(base, { connections: 64, keepAliveTimeout: 30_000 });
const headers = { "content-type": "application/json" };

async function answer(): Promise<string> {
  for (const wave of waves) {
    await Promise.all(
      wave.map(async ({ subgraph, body }) => {
        const response = await pool.request({ method: "POST", path: `/${subgraph}`, headers, body });
        return JSON.parse(await response.body.text());
      }),
    );
  }
  return JSON.stringify({ data });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    JSON.parse(Buffer.concat(chunks).toString());
    const body = await answer();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
