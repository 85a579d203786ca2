import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_SECRET } from "../../src/config.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { projectRoot } from "../../src/project-root.js";
import type { BenchStore } from "../ask/bench-store.js";
import { ask, type Load } from "../load.js";
import { type BenchServer, startServer } from "../server-process.js";
import { startApolloGateway, startHive, startStitching, writeSupergraph } from "./peers.js";
import { bodyOf, type Shape } from "./shapes.js";

const ROOT = projectRoot();

/** Somebody who serves our graph, or the endpoint by hand. */
export interface GraphServer extends BenchServer {
  readonly name: string;
  /** The load that asks it for a shape. */
  load(shape: Shape): Load;
}

/** Servers that are started together and stopped together. */
export interface Running {
  readonly servers: readonly GraphServer[];
  stop(): Promise<void>;
}

/** Our name in the tables. */
export const OURS = "Rescue Graph";
/** The name of the yardstick. */
export const BY_HAND = "by hand (SQL and JSON)";

/**
 * Starts ours with the whole edge on, as `npm start` does; without the record of pulls, which is measured apart (`share`).
 * @param flags of Node
 */
export async function startOurs({ url }: Pick<BenchStore, "url">, flags: readonly string[] = []) {
  const env = { DATABASE_URL: url, PORT: "0", AUDIT: "off" };
  return served(OURS, await startServer([join(ROOT, "dist/src/main.js")], env, { flags }), "/graphql");
}

/** Starts the endpoint by hand. */
export async function startByHand({ url }: Pick<BenchStore, "url">): Promise<GraphServer> {
  const server = await startServer([join(ROOT, "dist/bench/hand-written.js"), url], {});
  return served(BY_HAND, server, undefined);
}

/**
 * Starts everybody.
 * @param installed whether the packages of the peers are there
 * @param everybody otherwise only ours, the endpoint by hand and one schema
 */
export async function startEverybody(
  store: BenchStore,
  installed: boolean,
  everybody: boolean,
): Promise<Running> {
  const servers: GraphServer[] = [];
  const behind: BenchServer[] = [];
  const folder = mkdtempSync(join(tmpdir(), "rescue-bench-"));
  const stop = async () => {
    await Promise.all([...servers, ...behind].map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    servers.push(await startOurs(store), await startByHand(store));
    const oneSchema = await startServer([join(ROOT, "dist/bench/one-schema.js"), store.url], {});
    servers.push(await served("Apollo Server, one schema, ORM entities", oneSchema, "/"));
    if (!everybody) return { servers, stop };
    const subgraphs = await startServer([join(ROOT, "dist/bench/subgraphs-over-http.js"), store.url], {});
    behind.push(subgraphs);
    const sdl = readFileSync(join(ROOT, "schema/supergraph.graphql"), "utf8");
    const supergraph = writeSupergraph(folder, sdl, subgraphs.url);
    if (installed) {
      servers.push(
        await served(
          "Apollo Server, stitching, in one process",
          await startStitching("in-process", store.url),
          "/",
        ),
        await served("Apollo Gateway", await startApolloGateway(supergraph), "/"),
      );
    }
    servers.push(
      await served("Hive Gateway, JavaScript planner", await startHive("js", supergraph), "/graphql"),
      await served("Hive Gateway, Rust planner", await startHive("rust", supergraph), "/graphql"),
    );
    return { servers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The id of a team with everything around it: the first that has gear and experts. */
export async function someTeam(byHand: GraphServer): Promise<string> {
  const shape = { name: "federated", query: "" };
  const { teams } = (await ask(byHand.load(shape))).data as {
    teams: { nodes: { id: string; equipment: { nodes: unknown[] }; experts: { nodes: unknown[] } }[] };
  };
  const rich = teams.nodes.find(
    ({ equipment, experts }) => equipment.nodes.length > 2 && experts.nodes.length > 0,
  );
  return (rich ?? teams.nodes[0])?.id ?? "";
}

const token = issueToken(DEMO_SECRET, { role: "analyst", subject: "bench", ttlSeconds: 86_400 });

/** @param path where it answers; undefined where each shape has its own */
async function served(name: string, server: BenchServer, path: string | undefined): Promise<GraphServer> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${await token}` };
  return {
    ...server,
    name,
    load: (shape) => ({ url: `${server.url}${path ?? `/${shape.name}`}`, headers, body: bodyOf(shape) }),
  };
}
