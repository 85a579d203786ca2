import { EventEmitter } from "node:events";
import { Agent, request } from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import { stopOnSignals } from "../../src/edge/stop.js";
import { type Harness, startEdge } from "./edge-harness.js";

describe("stopping on a signal", () => {
  let edge: Harness;
  afterEach(() => edge.close());

  function stopping(graceMs: number, onStopped: () => Promise<void> = async () => {}) {
    const signals = new EventEmitter();
    const { promise, resolve } = Promise.withResolvers<number>();
    stopOnSignals(edge.app, { graceMs, onStopped, log: edge.log, signals, exit: resolve });
    return { send: (signal: string) => signals.emit(signal), exited: promise };
  }

  test("lets the request in flight finish, then closes, then exits with 0", async () => {
    edge = await startEdge();
    let finishedBeforeClosing = false;
    const { send, exited } = stopping(5000, async () => {
      finishedBeforeClosing = edge.lines.some(({ msg, status }) => msg === "request" && status === 200);
    });
    const slow = edge.post({ query: "{ slow }" }).then(async (response) => {
      return { connection: response.headers.get("connection"), body: await response.json() };
    });
    await edge.slowBegan;
    send("SIGTERM");
    send("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(edge.post({ query: "{ hello }" })).rejects.toThrow("fetch failed");
    edge.releaseSlow();
    expect(await slow).toEqual({ connection: "close", body: { data: { slow: "done" } } });
    expect(await exited).toBe(0);
    expect(finishedBeforeClosing).toBe(true);
    await expect(edge.graphql.executeOperation({ query: "{ hello }" })).rejects.toThrow();
  });

  test("closes idle kept-alive connections at once", async () => {
    edge = await startEdge();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve) => {
      request(new URL("/livez", edge.url), { agent }, (response) =>
        response.resume().on("end", resolve),
      ).end();
    });
    const { send, exited } = stopping(5000);
    const began = Date.now();
    send("SIGINT");
    expect(await exited).toBe(0);
    expect(Date.now() - began).toBeLessThan(1000);
    agent.destroy();
  });

  test("cuts off a request that outlasts the grace", async () => {
    edge = await startEdge();
    const slow = edge.post({ query: "{ slow }" }).catch(() => "cut");
    await edge.slowBegan;
    const { send, exited } = stopping(50);
    send("SIGTERM");
    expect([await exited, await slow]).toEqual([0, "cut"]);
  });

  test("exits with 1 when closing fails or hangs", async () => {
    edge = await startEdge();
    const { send, exited } = stopping(50, () => new Promise(() => {}));
    send("SIGTERM");
    expect(await exited).toBe(1);
    expect(edge.lines.at(-1)).toMatchObject({ level: "error", msg: "stopping failed" });
  });
});
