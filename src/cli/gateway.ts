import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { readConfig } from "../config.js";
import type { Callers } from "../edge/callers.js";
import { createGraphQLServer } from "../edge/graphql-server.js";
import { createEdge } from "../edge/http.js";
import { createLog } from "../edge/log.js";
import { stopOnSignals } from "../edge/stop.js";
import { logStrayRejections } from "../edge/stray-rejections.js";
import { fault } from "../errors.js";
import { createForeignGateway } from "../gateway/foreign-gateway.js";
import { ANONYMOUS } from "../policy/caller.js";
import { readArguments, runCommand, wholeNumber } from "./command.js";
import { noStore } from "./no-store.js";

const USAGE = "usage: npm run gateway -- --supergraph <file.graphql> [--port 4000] [--deduplicate]";

/** Subgraphs see the caller's own header and decide; here everybody may ask. */
const EVERYBODY: Callers = { authenticate: async () => ANONYMOUS, renewed: async (caller) => caller };

// Any federation supergraph, behind the same engine and edge as our own: GET /livez and /readyz tell when it is up.
await runCommand(async () => {
  const { values } = readArguments(
    {
      options: {
        supergraph: { type: "string" },
        port: { type: "string" },
        // Equal fetches that are under way at once are sent once.
        deduplicate: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const file = values.supergraph;
  if (file === undefined) throw fault("COMMAND_USAGE", { reason: USAGE });
  const config = readConfig();
  const log = createLog(config);
  logStrayRejections(log);
  const gateway = await createForeignGateway(await read(file), {
    timeoutMs: config.sourceTimeoutMs,
    planTimeoutMs: config.planTimeoutMs,
    deduplicate: values.deduplicate,
  });
  const graphql = createGraphQLServer({ source: { gateway: gateway.apollo }, log, foreign: true });
  await graphql.start();
  const app = await createEdge({
    config,
    graphql,
    callers: EVERYBODY,
    store: noStore(),
    log,
    ide: false,
    counts: gateway.counts,
  });
  stopOnSignals(app, { graceMs: config.shutdownGraceMs, log, onStopped: gateway.stop });
  await app.listen({ host: config.host, port: wholeNumber("port", values.port ?? String(config.port), 0) });
  const { port } = app.server.address() as AddressInfo;
  console.log(`The graph of ${file} is at http://${config.host}:${port}/graphql`);
});

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw fault("SUPERGRAPH_INVALID", { reason: `the file ${file} cannot be read.` });
  }
}
