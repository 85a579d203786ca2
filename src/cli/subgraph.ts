import type { AddressInfo } from "node:net";
import { readConfig } from "../config.js";
import { buildSubgraph } from "../dataset/build-subgraph.js";
import { createAudit } from "../edge/audit/audit.js";
import { createAuthenticator } from "../edge/authenticate.js";
import { createCallers } from "../edge/callers.js";
import { createGraphQLServer } from "../edge/graphql-server.js";
import { createEdge } from "../edge/http.js";
import { createLog } from "../edge/log.js";
import { stopOnSignals } from "../edge/stop.js";
import { logStrayRejections } from "../edge/stray-rejections.js";
import { fault } from "../errors.js";
import { FEED, SUBGRAPHS } from "../subgraphs/index.js";
import { readArguments, runCommand, wholeNumber } from "./command.js";
import { openGraphStore } from "./open-graph-store.js";

const NAMES = SUBGRAPHS.map(({ name }) => name).join(", ");
const USAGE = `usage: npm run subgraph -- <name> [--port 4101]   names: ${NAMES}`;

// One dataset alone, as an ordinary federation subgraph. It checks the caller's token and every field's policy itself.
await runCommand(async () => {
  const { values, positionals } = readArguments(
    { options: { port: { type: "string", default: "4101" } }, allowPositionals: true },
    USAGE,
  );
  const definition = SUBGRAPHS.find(({ name }) => name === positionals[0]);
  if (definition === undefined) throw fault("COMMAND_USAGE", { reason: USAGE });

  const config = { ...readConfig(), subgraphUrls: {}, port: wholeNumber("port", values.port, 0, 65_535) };
  const log = createLog(config);
  logStrayRejections(log);
  const store = await openGraphStore(config, log);
  const { schema, name } = await buildSubgraph(definition);
  const graphql = createGraphQLServer({ source: { schema }, log });
  await graphql.start();
  const callers = createCallers(createAuthenticator(config.tokenTrust), store, config.pseudonymKey);
  const audit = config.audit.on ? createAudit({ store, key: config.audit.key, log }) : undefined;
  const feed = name === "feed" ? FEED : undefined;
  const app = await createEdge({ config, graphql, feed, callers, audit, store, log, ide: false });
  stopOnSignals(app, { graceMs: config.shutdownGraceMs, log, onStopped: () => store.close() });
  await app.listen({ host: config.host, port: config.port });
  console.log(
    `The subgraph ${name} is at http://${config.host}:${(app.server.address() as AddressInfo).port}/graphql`,
  );
});
