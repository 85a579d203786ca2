import { afterEach, describe, expect, test } from "@jest/globals";
import { buildSchema, GraphQLError } from "graphql";
import type { RequestContext } from "../../src/context.js";
import { createGraphQLServer, type GraphSource } from "../../src/edge/graphql-server.js";
import { createLog } from "../../src/edge/log.js";

type Gateway = Extract<GraphSource, { gateway: unknown }>["gateway"];
type Executor = Awaited<ReturnType<Gateway["load"]>>["executor"];

const log = createLog({ logLevel: "silent" });
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

interface Operation {
  query: string;
  variables?: Record<string, unknown>;
}

/** The engine before a gateway that does nothing but call this executor. */
function before(executor: Executor) {
  const gateway: Gateway = {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: buildSchema("type Query { team(id: ID!): String }"), coreSupergraphSdl: "" });
      return () => {};
    },
    load: async () => ({ executor }),
    stop: async () => {},
  };
  const server = createGraphQLServer({ source: { gateway }, log });
  stops.push(() => server.stop());
  return async (request: Operation) => {
    const caller = { role: "anonymous" };
    const contextValue = { requestId: "id-1", log, caller, sources: [] } as unknown as RequestContext;
    const { body } = await server.executeOperation(request, { contextValue });
    return body.kind === "single" ? body.singleResult : undefined;
  };
}

const ask = (executor: Executor, request: Operation) => before(executor)(request);

const team = { query: 'query Q { team(id: "x") }' };

describe("the edge before a gateway", () => {
  test("passes on errors of the catalogue, as objects or as plain JSON, without what is private", async () => {
    const message = "There is no Team with id x.";
    const extensions = { code: "NOT_FOUND", type: "Team", stacktrace: ["at /srv"], exception: {} };
    const path = ["team"];
    const expected = { message, path, extensions: { code: "NOT_FOUND", type: "Team" } };
    const error = new GraphQLError(message, { path, extensions });
    expect((await ask(async () => ({ data: { team: null }, errors: [error] }), team))?.errors).toEqual([
      expected,
    ]);
    const plain = { message, path, extensions } as unknown as GraphQLError;
    expect((await ask(async () => ({ data: { team: null }, errors: [plain] }), team))?.errors).toEqual([
      expected,
    ]);
  });

  test.each([
    ["an error without a code", async () => ({ data: null, errors: [new GraphQLError("select 1")] })],
    ["an executor that breaks down", async () => Promise.reject(new TypeError("no /srv/app"))],
  ])("masks %s", async (_what, executor) => {
    const errors = (await ask(executor as Executor, team))?.errors;
    expect(errors).toEqual([
      {
        message: "Something failed here. Quote the request id id-1 to the operator.",
        extensions: { code: "INTERNAL", requestId: "id-1" },
      },
    ]);
  });

  test.each([
    ["WRONG_TYPE", { query: "query Q($id: ID!) { team(id: $id) }", variables: { id: null } }],
    ["WRONG_TYPE", { query: "query Q($id: ID!) { team(id: $id) }", variables: { id: {} } }],
    ["INVALID_OPERATION", { query: "mutation { __typename }" }],
    ["INVALID_OPERATION", { query: "fragment F on Query { __typename }" }],
  ])("refuses with %s before the executor is asked", async (code, request) => {
    let calls = 0;
    const executor = async () => {
      calls++;
      return {};
    };
    expect((await ask(executor, request))?.errors?.map(({ extensions }) => extensions?.["code"])).toContain(
      code,
    );
    expect(calls).toBe(0);
  });

  test("gives the executor the same document for the same text", async () => {
    const seen = new Set<unknown>();
    const executor: Executor = async ({ document }) => {
      seen.add(document);
      return { data: { team: "x" } };
    };
    const send = before(executor);
    for (let turn = 0; turn < 3; turn++) {
      await send(team);
      // The document is kept a moment after it was parsed.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen.size).toBe(1);
  });
});
