import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import type { RequestContext } from "../../src/context.js";
import { httpTransport } from "../../src/gateway/http-transport.js";
import { remoteAccess } from "../../src/gateway/remote-access.js";
import { sourceStatus } from "../../src/gateway/source-status.js";
import type { SubgraphTransport } from "../../src/gateway/transport.js";
import { testContext } from "../support/test-context.js";

const REQUEST = {
  document: parse("{ teams { totalCount } }"),
  operationName: undefined,
  variables: undefined,
};

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

describe("a subgraph over HTTP", () => {
  let server: Server | undefined;
  let transport: SubgraphTransport | undefined;
  const connections = new Set<Socket>();

  afterEach(async () => {
    await transport?.close();
    server?.closeAllConnections();
    await new Promise((closed) => (server?.listening ? server.close(closed) : closed(undefined)));
  });

  async function reach(behaviour: Behaviour, timeoutMs = 2000): Promise<SubgraphTransport> {
    connections.clear();
    server = createServer(behaviour);
    server.on("connection", (socket) => connections.add(socket));
    await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    transport = httpTransport({
      url,
      timeoutMs,
      status: sourceStatus("teams"),
      access: remoteAccess("teams", undefined),
    });
    return transport;
  }

  async function failureOf(behaviour: Behaviour, timeoutMs?: number) {
    const ctx: RequestContext = testContext(undefined as never, "analyst");
    const { data, errors } = await (await reach(behaviour, timeoutMs)).execute(REQUEST, ctx);
    expect(data).toBeNull();
    expect(ctx.sources).toEqual([{ name: "teams", status: expect.any(String), since: expect.any(String) }]);
    return errors?.map(({ message, extensions }) => ({ code: extensions["code"], message }))[0];
  }

  test.each<[string, Behaviour, string]>([
    [
      "HTML",
      (_, response) => void response.setHeader("content-type", "text/html").end("<html>502</html>"),
      "HTML or XML",
    ],
    ["garbage", (_, response) => void response.end("}{"), "not JSON"],
    ["nothing", (_, response) => void response.end(), "an empty body"],
    ["an array", (_, response) => void response.end("[]"), "JSON without data or errors"],
    ["a number", (_, response) => void response.end("42"), "JSON without data or errors"],
    [
      "data that is no object",
      (_, response) => void response.end('{"data":[1]}'),
      "JSON without data or errors",
    ],
    [
      "errors that are no list",
      (_, response) => void response.end('{"errors":"no"}'),
      "JSON without data or errors",
    ],
    ["a bare error status", (_, response) => void response.writeHead(503).end("busy"), "status 503"],
  ])("that answers with %s gives SOURCE_BAD_ANSWER and says what came", async (_name, behaviour, said) => {
    const failure = await failureOf(behaviour);
    expect(failure?.code).toBe("SOURCE_BAD_ANSWER");
    expect(failure?.message).toContain("teams");
    expect(failure?.message).toContain(said);
  });

  test("that cuts the connection gives SOURCE_UNAVAILABLE", async () => {
    expect((await failureOf((request) => request.socket.destroy()))?.code).toBe("SOURCE_UNAVAILABLE");
  });

  test("that cuts the answer half-way gives SOURCE_UNAVAILABLE", async () => {
    const failure = await failureOf((request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"data":', () => request.socket.destroy());
    });
    expect(failure?.code).toBe("SOURCE_UNAVAILABLE");
  });

  test("that says nothing gives SOURCE_TIMEOUT after the configured wait", async () => {
    const failure = await failureOf(() => {}, 50);
    expect(failure?.code).toBe("SOURCE_TIMEOUT");
    expect(failure?.message).toContain("50 ms");
  });

  test("that stops in the middle of an answer gives SOURCE_TIMEOUT", async () => {
    const failure = await failureOf((_, response) => void response.write('{"data":'), 50);
    expect(failure?.code).toBe("SOURCE_TIMEOUT");
  });

  test("keeps since when it fails, and forgets it when it answers", async () => {
    let healthy = false;
    const reached = await reach(
      (_, response) => void response.end(healthy ? '{"data":{"teams":null}}' : "no"),
    );
    const sinceOf = async () => {
      const ctx = testContext(undefined as never, "analyst");
      await reached.execute(REQUEST, ctx);
      return ctx.sources[0]?.since;
    };
    const first = await sinceOf();
    await new Promise((passed) => setTimeout(passed, 5));
    expect(await sinceOf()).toBe(first);
    healthy = true;
    expect(await sinceOf()).toBeUndefined();
    healthy = false;
    await new Promise((passed) => setTimeout(passed, 5));
    expect(await sinceOf()).not.toBe(first);
  });

  test("gets the caller's own token and the request id, over connections that are kept alive", async () => {
    const seen: unknown[] = [];
    const reached = await reach((request, response) => {
      const { authorization, "x-request-id": id } = request.headers;
      seen.push({ authorization, id });
      request.resume().on("end", () => response.end('{"data":{"teams":null}}'));
    });
    for (let round = 0; round < 20; round++) {
      const ctx = {
        ...testContext(undefined as never, "analyst"),
        authorization: "Bearer x",
        requestId: "r-1",
      };
      expect(await reached.execute(REQUEST, ctx)).toEqual({ data: { teams: null } });
    }
    expect(seen).toEqual(new Array(20).fill({ authorization: "Bearer x", id: "r-1" }));
    // The next request may begin before the last answer has let go of its connection.
    expect(connections.size).toBeLessThanOrEqual(2);
  });

  test("passes on the errors of the subgraph with their codes and paths", async () => {
    const sent = { message: "no", path: ["teams"], extensions: { code: "FORBIDDEN_FIELD" } };
    const reached = await reach(
      (_, response) => void response.end(JSON.stringify({ data: { teams: null }, errors: [sent] })),
    );
    const { errors } = await reached.execute(REQUEST, testContext(undefined as never, "analyst"));
    expect(errors?.map((error) => error.toJSON())).toEqual([sent]);
  });
});
