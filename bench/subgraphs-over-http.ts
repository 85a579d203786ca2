import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type DocumentNode, parse } from "graphql";
import { openPeerSubgraphs } from "./in-process.js";

// Every subgraph over HTTP in one process, for peers that only speak HTTP: plain HTTP, documents parsed once and not
// validated, no token checked. Cheaper than any real subgraph, in the peers' favour.
// usage: node subgraphs-over-http.js <database URL>; prints its port; a subgraph is at /<name>.

const MOST_DOCUMENTS = 1000;
const { execute, context } = await openPeerSubgraphs(process.argv[2] as string);
const documents = new Map<string, DocumentNode>();

function parsed(query: string): DocumentNode {
  let document = documents.get(query);
  if (document === undefined) {
    document = parse(query, { noLocation: true });
    if (documents.size >= MOST_DOCUMENTS) documents.clear();
    documents.set(query, document);
  }
  return document;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    const subgraph = execute.get((request.url ?? "").slice(1));
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const answer = await subgraph?.({ document: parsed(query), variables }, context());
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
});
// Peers keep their connections for longer than Node's five seconds between two shapes.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
