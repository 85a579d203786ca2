import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "@jest/globals";
import { pino } from "pino";
import { makeContext } from "../../src/edge/make-context.js";
import { ANONYMOUS } from "../../src/policy/caller.js";

const contextOf = (response: ServerResponse) =>
  makeContext({
    requestId: "1",
    headers: {},
    response,
    caller: ANONYMOUS,
    store: undefined as never,
    log: pino({ enabled: false }),
    notes: {},
    access: undefined,
  });

// Finding out who asks may take a while; a client that is gone by then is told of by no event any more.
test.each([
  ["before its context is made", true],
  ["afterwards", false],
])("a client that leaves %s is known to have left", async (_when, before) => {
  const left = Promise.withResolvers<AbortSignal>();
  const server = createServer((_request, response) => {
    const made = before ? undefined : contextOf(response);
    response.once("close", () => setImmediate(() => left.resolve((made ?? contextOf(response)).signal)));
    socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () =>
    socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n"),
  );
  try {
    expect((await left.promise).aborted).toBe(true);
  } finally {
    server.close();
  }
});
