import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join, relative, sep } from "node:path";
import type { FastifyInstance, FastifyReply } from "fastify";
import { fault } from "../errors.js";
import { projectRoot } from "../project-root.js";
import { pathOf } from "./http-errors.js";
import { readSamples } from "./ide-samples.js";
import { startScript } from "./ide-start.js";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

/**
 * Nothing from anywhere but here. Styles are written by scripts as the page goes, hence their 'unsafe-inline';
 * editors work in workers made of blobs.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

// The frame in which Altair runs a user's own request scripts: an origin of its own, without ours.
const SANDBOX_POLICY = "sandbox allow-scripts";

/** Sends the IDE's page. */
export type IdePage = (reply: FastifyReply) => FastifyReply;

/**
 * Serves the IDE (Altair, from its npm package: no other host is needed) under `/ide/`.
 * @param options.queries whether there are saved queries, which a page of their own lists at `/ide/queries`
 * @returns what answers a browser at `/graphql`
 */
export async function serveIde(
  app: FastifyInstance,
  options: { readonly queries: boolean },
): Promise<IdePage> {
  const { folder, version } = locateAltair();
  const base = `/ide/${version}/`;
  const files = new Map(
    filesUnder(folder).map((file) => [base + relative(folder, file).split(sep).join("/"), file]),
  );
  // Read once: a copy for each of the answers that somebody asks for and does not take would fill the memory.
  const kept = new Map<string, Promise<Buffer>>();
  const bytesOf = (file: string): Promise<Buffer> => {
    const bytes = kept.get(file) ?? readFile(file);
    kept.set(file, bytes);
    bytes.catch(() => kept.delete(file));
    return bytes;
  };
  const page = pageOf(readFileSync(join(folder, "index.html"), "utf8"), base, options.queries);
  const start = startScript(readSamples());

  if (options.queries) serveQueryPage(app);
  app.get("/ide/start.js", (_request, reply) => reply.header("content-type", TYPES[".js"]).send(start));
  app.get("/ide/*", async (request, reply) => {
    // Only names read from the folder are served, so no path can lead out of it.
    const path = pathOf(request.url);
    const file = files.get(path);
    if (file === undefined) throw fault("ROUTE_UNKNOWN", { path });
    if (path.includes("/iframe-sandbox/")) reply.header("content-security-policy", SANDBOX_POLICY);
    // The version is in the path, so a copy never goes stale.
    reply.header("cache-control", "public, max-age=31536000, immutable");
    reply.header("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    return await bytesOf(file);
  });
  return (reply) => sendPage(reply, page);
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header("content-type", TYPES[".html"])
    .header("content-security-policy", PAGE_POLICY)
    .header("referrer-policy", "no-referrer")
    .send(page);
}

/** The list of saved queries: Altair has no way to be given a collection of them. */
function serveQueryPage(app: FastifyInstance): void {
  const read = (file: string) => readFileSync(join(projectRoot(), "src", "edge", "ide", file), "utf8");
  const [page, script] = [read("queries.html"), read("queries.js")];
  app.get("/ide/queries", (_request, reply) => sendPage(reply, page));
  app.get("/ide/queries.js", (_request, reply) => reply.header("content-type", TYPES[".js"]).send(script));
}

function locateAltair(): { folder: string; version: string } {
  const manifest = createRequire(import.meta.url).resolve("altair-static/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  // Its own module would only hand over this folder, and brings a second copy of zod into memory.
  return { folder: join(dirname(manifest), "build", "dist"), version };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const QUERIES_LINK = `<a href="/ide/queries" target="_blank" rel="noopener" style="position: fixed; z-index: 9; left: 9rem; bottom: 0;
  padding: 0.1rem 0.6rem; border-radius: 0.6rem; background: #1b5e9e; color: #fff; font: 14px/1.6 sans-serif;
  text-decoration: none">已存查询 Saved queries</a>`;

function pageOf(html: string, base: string, queries: boolean): string {
  return html
    .replace("<title>Altair</title>", "<title>救援图谱 Rescue Graph</title>")
    .replace(/<base [^>]*>/, `<base href="${base}">`)
    .replace(
      "</body>",
      `${queries ? QUERIES_LINK : ""}<script type="module" src="/ide/start.js"></script></body>`,
    );
}
