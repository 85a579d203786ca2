// Apollo Gateway on Apollo Server, over subgraphs that are reached by HTTP.
// usage: node apollo-gateway.mjs <supergraph file with the subgraphs' addresses>
import { readFileSync } from "node:fs";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { serveApollo } from "./serve-apollo.mjs";

const gateway = new ApolloGateway({ supergraphSdl: readFileSync(process.argv[2], "utf8") });
await serveApollo(new ApolloServer({ gateway, csrfPrevention: false, introspection: false }));
