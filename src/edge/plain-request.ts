import type { GraphQLRequest } from "@apollo/server";
import type { FastifyRequest } from "fastify";

/** A request that is what nearly all are, and what its answer is to be sent as. */
export interface PlainRequest {
  readonly graphql: GraphQLRequest;
  readonly contentType: string;
}

const JSON_TYPE = "application/json; charset=utf-8";
const RESPONSE_TYPE = "application/graphql-response+json; charset=utf-8";

/** What clients send as `Accept`, and what Apollo Server chooses for it; anything else is left to it. */
const CHOSEN: ReadonlyMap<string, string> = new Map([
  ["*/*", JSON_TYPE],
  ["application/json", JSON_TYPE],
  ["application/graphql-response+json", RESPONSE_TYPE],
]);

/**
 * A POST with nothing in it but an operation, for whom JSON will do: of these Apollo Server's HTTP layer need not look at
 * the body, the headers and what is accepted again.
 * @returns undefined for whatever is unusual, right or wrong
 */
export function plainRequest({ method, headers, body }: FastifyRequest): PlainRequest | undefined {
  const { accept } = headers;
  const contentType = accept === undefined ? JSON_TYPE : CHOSEN.get(accept);
  if (method !== "POST" || contentType === undefined || !isObject(body)) return undefined;
  const { query, variables, operationName, ...others } = body;
  for (const _other in others) return undefined;
  if (typeof query !== "string" || query === "") return undefined;
  if (variables != null && !isObject(variables)) return undefined;
  if (operationName != null && typeof operationName !== "string") return undefined;
  const graphql: GraphQLRequest = { query };
  if (variables != null) graphql.variables = variables;
  if (operationName != null) graphql.operationName = operationName;
  return { graphql, contentType };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
