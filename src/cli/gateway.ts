import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { readConfig } from "../config.js";
import { createGraphQLServer } from "../edge/graphql-server.js";
import { createEdge } from "../edge/http.js";
import { createLog } from "../edge/log.js";
import { stopOnSignals } from "../edge/stop.js";
import { fault } from "../errors.js";
import { createSupergraphGateway } from "../gateway/supergraph-gateway.js";
import { ANONYMOUS } from "../policy/caller.js";
import { readArguments, runCommand, wholeNumber } from "./command.js";
import { noStore } from "./no-store.js";

const USAGE = "usage: npm run gateway -- --supergraph file.graphql [--port 4000] [--deduplicate]";

// Any composed supergraph, over subgraphs elsewhere. Nobody is authenticated here: the caller's own `authorization`
// goes along to the subgraphs, which decide.
await runCommand(async () => {
  const { values } = readArguments(
    {
      options: {
        supergraph: { type: "string" },
        port: { type: "string", default: "4000" },
        deduplicate: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  if (values.supergraph === undefined) throw fault("COMMAND_USAGE", { reason: USAGE });
  const config = { ...readConfig(), port: wholeNumber("port", values.port, 0) };
  const log = createLog(config);
  const gateway = await createSupergraphGateway({
    supergraphSdl: await textOf(values.supergraph),
    timeoutMs: config.sourceTimeoutMs,
    deduplicate: values.deduplicate,
  });
  const graphql = createGraphQLServer({ source: { gateway: gateway.apollo }, log });
  await graphql.start();
  const callers = { authenticate: async () => ANONYMOUS, renewed: async () => ANONYMOUS };
  const store = noStore();
  const app = await createEdge({ config, graphql, callers, store, log, ide: false });
  stopOnSignals(app, { graceMs: config.shutdownGraceMs, log, onStopped: () => gateway.stop() });
  await app.listen({ host: config.host, port: config.port });
  const { port } = app.server.address() as AddressInfo;
  console.log(`The supergraph ${values.supergraph} is served at http://${config.host}:${port}/graphql`);
});

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw fault("COMMAND_USAGE", {
      reason: `${file} cannot be read (${(error as { code?: string }).code}).\n${USAGE}`,
    });
  }
}
