import type { AddressInfo } from "node:net";
import { announce } from "./cli/announce.js";
import { runCommand } from "./cli/command.js";
import { openGraphStore } from "./cli/open-graph-store.js";
import { readConfig } from "./config.js";
import { buildSubgraph } from "./dataset/build-subgraph.js";
import { createAudit } from "./edge/audit/audit.js";
import { createAuthenticator } from "./edge/authenticate.js";
import { createCallers } from "./edge/callers.js";
import { createGraphQLServer } from "./edge/graphql-server.js";
import { createEdge } from "./edge/http.js";
import { createLog } from "./edge/log.js";
import { stopOnSignals } from "./edge/stop.js";
import { logStrayRejections } from "./edge/stray-rejections.js";
import { createGateway } from "./gateway/gateway.js";
import { FEED, SUBGRAPHS } from "./subgraphs/index.js";

await runCommand(async () => {
  const config = readConfig();
  const log = createLog(config);
  logStrayRejections(log);
  const store = await openGraphStore(config, log);
  const subgraphs = await Promise.all(SUBGRAPHS.map(buildSubgraph));
  const gateway = await createGateway({
    subgraphs,
    urls: config.subgraphUrls,
    timeoutMs: config.sourceTimeoutMs,
    planTimeoutMs: config.planTimeoutMs,
    auditKey: config.audit.on ? config.audit.key : undefined,
  });
  const graphql = createGraphQLServer({ source: { gateway: gateway.apollo }, log });
  await graphql.start();
  const app = await createEdge({
    config,
    graphql,
    gateway,
    callers: createCallers(createAuthenticator(config.tokenTrust), store, config.pseudonymKey),
    audit: config.audit.on ? createAudit({ store, key: config.audit.key, log }) : undefined,
    feed: "feed" in config.subgraphUrls ? undefined : FEED,
    store,
    log,
  });
  stopOnSignals(app, {
    graceMs: config.shutdownGraceMs,
    log,
    onStopped: async () => {
      await gateway.stop();
      await store.close();
    },
  });
  await app.listen({ host: config.host, port: config.port });
  await announce(config, app.server.address() as AddressInfo);
});
