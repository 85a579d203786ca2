import { afterEach, describe, expect, test } from "@jest/globals";
import { codesOf, type Harness, startEdge } from "./edge-harness.js";

describe("health", () => {
  let edge: Harness;
  afterEach(() => edge.close());
  const get = (path: string) => fetch(new URL(path, edge.url));

  test("is live and ready when the store answers", async () => {
    edge = await startEdge();
    expect(await (await get("/livez")).json()).toEqual({ status: "ok" });
    expect(await (await get("/readyz")).json()).toEqual({ status: "ready" });
  });

  test("is live but not ready while the store fails, and recovers", async () => {
    let up = false;
    edge = await startEdge({
      ping: () => (up ? Promise.resolve() : Promise.reject(new Error("refused at 10.0.0.1"))),
    });
    const response = await get("/readyz");
    expect([response.status, await codesOf(response), (await get("/livez")).status]).toEqual([
      503,
      ["NOT_READY"],
      200,
    ]);
    up = true;
    expect((await get("/readyz")).status).toBe(200);
  });

  test("is not ready when the store hangs: says so within 2 seconds, and asks it once", async () => {
    let asked = 0;
    edge = await startEdge({
      ping: () => {
        asked++;
        return new Promise(() => {});
      },
    });
    const began = Date.now();
    const responses = await Promise.all([get("/readyz"), get("/readyz")]);
    expect(responses.map(({ status }) => status)).toEqual([503, 503]);
    expect(Date.now() - began).toBeLessThan(3000);
    expect(asked).toBe(1);
  });
});
