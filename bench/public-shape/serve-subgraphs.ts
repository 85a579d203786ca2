import { type AddressInfo, createServer, type Socket } from "node:net";
import { execute, parse } from "graphql";
import { publicSubgraphs } from "./subgraphs.js";

// The subgraphs of the public shape, as cheap as can be, so that they are not what is measured: HTTP is read by hand, and a
// request that came before is answered with the bytes of then. GET /count tells how many requests came since it was
// last asked. Only what gateways send is understood: POST with a content-length, or chunked.
// usage: node serve-subgraphs.js; prints its port; a subgraph is at /<name>.

const MOST_ANSWERS = 10_000;
const HEAD_END = Buffer.from("\r\n\r\n");
const schemas = publicSubgraphs();
const answers = new Map<string, Buffer>();
let count = 0;

function answerTo(path: string, body: string): Buffer | Promise<Buffer> {
  if (path === "/count") {
    const counted = count;
    count = 0;
    return response(JSON.stringify({ count: counted }));
  }
  count++;
  const known = answers.get(path + body);
  return known ?? answerAnew(path, body);
}

async function answerAnew(path: string, body: string): Promise<Buffer> {
  const schema = schemas.get(path.slice(1));
  if (schema === undefined) return response(`{"errors":[{"message":"No subgraph is at ${path}."}]}`);
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const bytes = response(
    JSON.stringify(await execute({ schema, document: parse(query), variableValues: variables })),
  );
  if (answers.size >= MOST_ANSWERS) answers.clear();
  answers.set(path + body, bytes);
  return bytes;
}

function response(json: string): Buffer {
  const body = Buffer.from(json);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

interface Request {
  readonly path: string;
  readonly body: string;
  /** Where the next request begins. */
  readonly end: number;
}

/** The first request of the bytes; undefined when it has not come in full. */
function readRequest(bytes: Buffer): Request | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const path = head.slice(head.indexOf(" ") + 1, head.indexOf(" ", head.indexOf(" ") + 1));
  const start = headEnd + HEAD_END.length;
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return readChunks(path, bytes, start);
  const end = start + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return bytes.length < end ? undefined : { path, body: bytes.toString("utf8", start, end), end };
}

function readChunks(path: string, bytes: Buffer, start: number): Request | undefined {
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { path, body: Buffer.concat(parts).toString("utf8"), end: next };
    parts.push(bytes.subarray(lineEnd + 2, next - 2));
    at = next;
  }
}

async function serve(socket: Socket): Promise<void> {
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of socket) {
    waiting = waiting.length === 0 ? (chunk as Buffer) : Buffer.concat([waiting, chunk as Buffer]);
    for (let request = readRequest(waiting); request !== undefined; request = readRequest(waiting)) {
      waiting = waiting.subarray(request.end);
      const answer = answerTo(request.path, request.body);
      socket.write(answer instanceof Buffer ? answer : await answer);
    }
  }
}

const server = createServer((socket) => void serve(socket).catch(() => socket.destroy()));
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
