// Hive Gateway: PLANNER is "js" or "rust", SUPERGRAPH a file with the subgraphs' addresses. No deduplication of requests:
// every figure is for requests that are all carried out.
const rust = process.env.PLANNER === "rust";

export const gatewayConfig = {
  port: Number(process.env.PORT),
  host: "127.0.0.1",
  fork: 1,
  pollingInterval: 0,
  supergraph: process.env.SUPERGRAPH,
  inboundInflightRequestDeduplication: false,
  transportEntries: { "*": { options: { deduplicateInflightRequests: false } } },
  logging: "error",
  ...(rust && { unifiedGraphHandler: (await import("@graphql-hive/router-runtime")).unifiedGraphHandler }),
};
