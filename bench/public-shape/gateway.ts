import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import { readConfig } from "../../src/config.js";
import type { RequestContext } from "../../src/context.js";
import { createAuthenticator } from "../../src/edge/authenticate.js";
import { createCallers } from "../../src/edge/callers.js";
import { createGraphQLServer } from "../../src/edge/graphql-server.js";
import { createEdge } from "../../src/edge/http.js";
import { createLog } from "../../src/edge/log.js";
import { stopOnSignals } from "../../src/edge/stop.js";
import { createExecutor } from "../../src/gateway/execute.js";
import { httpTransport } from "../../src/gateway/http-transport.js";
import { remoteAccess } from "../../src/gateway/remote-access.js";
import { sourceStatus } from "../../src/gateway/source-status.js";
import type { SubgraphTransport } from "../../src/gateway/transport.js";
import type { Store } from "../../src/store/store.js";

// Ours on any supergraph, every subgraph remote, with the whole edge on.
// usage: node gateway.js <supergraph file with the subgraphs' addresses>; prints its port.

const config = readConfig({ ...process.env, PORT: "0", AUDIT: "off" });
const log = createLog(config);
const supergraphSdl = readFileSync(process.argv[2] as string, "utf8");
const transports = new Map(
  [...supergraphSdl.matchAll(/@join__graph\(name: "(\w+)", url: "([^"]+)"\)/g)].map(
    ([, name = "", url = ""]): [string, SubgraphTransport] => [
      name,
      httpTransport({
        url,
        timeoutMs: config.sourceTimeoutMs,
        status: sourceStatus(name),
        access: remoteAccess(name, undefined),
      }),
    ],
  ),
);
const { apiSchema, execute } = await createExecutor(supergraphSdl, transports);
const gateway: GatewayInterface = {
  onSchemaLoadOrUpdate(callback) {
    callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
    return () => {};
  },
  load: async () => ({
    executor: ({ document, operationName, request, context }) => {
      const variables = request.variables ?? {};
      const operation = { document, operationName: operationName ?? undefined, variables };
      return execute(operation, context as unknown as RequestContext) as never;
    },
  }),
  stop: async () => {},
};
const graphql = createGraphQLServer({ source: { gateway }, log });
await graphql.start();
const store = { address: "none", ping: async () => {}, close: async () => {} } as unknown as Store;
const app = await createEdge({
  config,
  graphql,
  callers: createCallers(createAuthenticator(config.tokenTrust), store, config.pseudonymKey),
  store,
  log,
  ide: false,
});
const close = () => Promise.all([...transports.values()].map((transport) => transport.close()));
stopOnSignals(app, { graceMs: config.shutdownGraceMs, log, onStopped: async () => void (await close()) });
await app.listen({ host: config.host, port: 0 });
console.log((app.server.address() as AddressInfo).port);
