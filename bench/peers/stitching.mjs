// Apollo Server with stitching (@graphql-tools/federation).
// usage: node stitching.mjs http <supergraph file with the subgraphs' addresses>
//        node stitching.mjs in-process <database URL>: over the product's subgraphs in this process
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import { getStitchedSchemaFromSupergraphSdl } from "@graphql-tools/federation";
import { serveApollo } from "./serve-apollo.mjs";

const [mode, where] = process.argv.slice(2);
// Its hooks on every field are off in ours too.
const plugins = [ApolloServerPluginCacheControlDisabled()];

if (mode === "http") {
  const schema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: readFileSync(where, "utf8"),
    batch: true,
    // Every figure is for requests that are all carried out.
    httpExecutorOpts: { deduplicateInflightRequests: false },
  });
  await serveApollo(new ApolloServer({ schema, csrfPrevention: false, plugins }));
} else {
  const { openPeerSubgraphs } = await import("../../dist/bench/in-process.js");
  const { supergraphSdl, execute, context } = await openPeerSubgraphs(where);
  const schema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl,
    batch: true,
    onSubschemaConfig: (config) => {
      const subgraph = execute.get(config.name.toLowerCase());
      config.executor = ({ document, variables, context: ctx }) => subgraph({ document, variables }, ctx);
    },
  });
  await serveApollo(new ApolloServer({ schema, csrfPrevention: false, plugins }), context);
}
