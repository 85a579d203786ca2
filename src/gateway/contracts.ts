import type { GatewayInterface } from "@apollo/server-gateway-interface";
import { type DocumentNode, type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import type { Caller } from "../policy/caller.js";
import { contractSchema } from "./contract.js";
import type { Crossings } from "./crossings.js";

/** What one partner sees of the graph at this moment. */
export interface Contract {
  readonly schema: GraphQLSchema;
  /** For `new ApolloServer({ gateway })`: operations are validated against this schema, and so is the schema itself told. */
  readonly apollo: GatewayInterface;
}

/** The partners' contracts. */
export interface Contracts {
  /**
   * The contract of a caller; the same object for as long as his grants stay the same. Undefined where he has none: his
   * role sees the whole schema, or his grants are not known here and the subgraphs decide.
   */
  of(caller: Caller): Contract | undefined;
}

/** Contracts that are kept; each takes some 10 MB with its server. */
const CONTRACTS_KEPT = 20;

/**
 * Makes contracts as partners come.
 * @param document the public schema that they are cut from
 * @param serve what answers operations over a schema
 */
export function createContracts(
  document: DocumentNode,
  crossings: Crossings,
  serve: (schema: GraphQLSchema) => GatewayInterface,
): Contracts {
  const kept = new Map<string, Contract>();
  return {
    of(caller) {
      const { role, grants } = caller;
      if (role !== "partner" || grants === undefined) return undefined;
      let contract = kept.get(grants.version);
      if (contract === undefined) {
        const schema = contractSchema(document, crossings, caller);
        contract = { schema, apollo: serve(schema) };
      }
      // Last used goes last, so that the first is the one to drop.
      kept.delete(grants.version);
      kept.set(grants.version, contract);
      if (kept.size > CONTRACTS_KEPT) kept.delete(kept.keys().next().value as string);
      return contract;
    },
  };
}

/** A schema as text, in an order that does not depend on composition. */
export function printSorted(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
