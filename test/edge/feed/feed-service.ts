import type { AddressInfo } from "node:net";
import { createAuthenticator } from "../../../src/edge/authenticate.js";
import { createCallers } from "../../../src/edge/callers.js";
import { createGraphQLServer } from "../../../src/edge/graphql-server.js";
import { createEdge } from "../../../src/edge/http.js";
import { issueToken } from "../../../src/edge/issue-token.js";
import { createLog } from "../../../src/edge/log.js";
import { createGateway } from "../../../src/gateway/gateway.js";
import type { Role } from "../../../src/policy/caller.js";
import { FEED } from "../../../src/subgraphs/index.js";
import { openFeedStore } from "../../subgraphs/feed/feed-harness.js";
import { buildSubgraphs } from "../../support/graph-harness.js";

const SECRET = "a secret of the tests, long enough for HS256";

/** The service that `/feed` is part of. */
export async function serveFeed(store: Awaited<ReturnType<typeof openFeedStore>>["store"]) {
  const log = createLog({ logLevel: "silent" });
  const gateway = await createGateway({
    subgraphs: await buildSubgraphs(),
    urls: {},
    timeoutMs: 5000,
    planTimeoutMs: 10_000,
  });
  const graphql = createGraphQLServer({ source: { gateway: gateway.apollo }, log });
  await graphql.start();
  const app = await createEdge({
    config: { bodyLimitBytes: 65_536 },
    graphql,
    feed: FEED,
    followEveryMs: 20,
    callers: createCallers(
      createAuthenticator({ kind: "secret", secret: SECRET, demo: false }),
      store,
      "a key of the tests for pseudonyms, long enough",
    ),
    store,
    log,
    ide: false,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    app,
    url,
    stop: async () => {
      app.server.closeAllConnections();
      await app.close();
      await gateway.stop();
    },
  };
}

/** A token for it. */
export const token = (role: Role, ttlSeconds = 60) =>
  issueToken(SECRET, { role, subject: "tester", ttlSeconds });
