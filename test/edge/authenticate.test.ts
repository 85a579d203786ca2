import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { createAuthenticator } from "../../src/edge/authenticate.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { codeOf } from "../../src/errors.js";
import { bearer, codesOf, type Harness, SECRET, startEdge } from "./edge-harness.js";

const key = (secret: string) => new TextEncoder().encode(secret);
const signed = (claims: Record<string, unknown>, secret = SECRET, alg = "HS256") =>
  new SignJWT({ sub: "x", exp: Math.floor(Date.now() / 1000) + 60, ...claims })
    .setProtectedHeader({ alg })
    .sign(key(secret));
const unsigned = (header: object, claims: object) =>
  `${[header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.`;
const NEVER = { exp: 9_999_999_999, sub: "x", role: "admin" };

describe("tokens at the edge", () => {
  let edge: Harness;
  beforeAll(async () => {
    edge = await startEdge();
  });
  afterAll(() => edge.close());

  test.each(["analyst", "steward", "partner", "admin"] as const)("prove the role %s", async (role) => {
    expect(await (await edge.post({ query: "{ role }" }, await bearer(role))).json()).toEqual({
      data: { role },
    });
  });

  test("are not needed: without one the caller is anonymous, and so is an empty header", async () => {
    expect(await (await edge.post({ query: "{ role }" })).json()).toEqual({ data: { role: "anonymous" } });
    const empty = await edge.post({ query: "{ role }" }, { authorization: "" });
    expect(await empty.json()).toEqual({ data: { role: "anonymous" } });
  });

  test("are refused once they end, even when they were accepted a moment before", async () => {
    const header = await bearer("analyst", 1);
    expect((await edge.post({ query: "{ role }" }, header)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await codesOf(await edge.post({ query: "{ role }" }, header))).toEqual(["TOKEN_EXPIRED"]);
  });

  test("that have ended are refused with the time they ended", async () => {
    const response = await edge.post({ query: "{ role }" }, await bearer("analyst", -60));
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
    const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] };
    expect(errors[0]?.extensions).toEqual({
      code: "TOKEN_EXPIRED",
      expiredAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  test.each([
    ["its signature does not match", signed({ role: "admin" }, "another-secret-of-32-characters-or-more")],
    ["its signing algorithm is not accepted", unsigned({ alg: "none" }, NEVER)],
    ["its signing algorithm is not accepted", signed({ role: "admin" }, SECRET.repeat(2), "HS512")],
    ["its role must be one of", signed({ role: "superuser" })],
    ["its role must be one of", signed({ role: "anonymous" })],
    ["its role must be one of", signed({})],
    ["its role must be one of", signed({ role: ["admin"] })],
    ["its claim `sub` is missing or wrong", signed({ role: "admin", sub: undefined })],
    ["its claim `exp` is missing or wrong", signed({ role: "admin", exp: undefined })],
    ["its claim `nbf` is missing or wrong", signed({ role: "admin", nbf: 9_999_999_998 })],
    ["it was issued by somebody else", signed({ role: "admin", iss: "elsewhere" })],
    ["it is for another service", signed({ role: "admin", aud: ["elsewhere"] })],
    ["it is not a signed JWT", "garbage"],
    ["it is not a signed JWT", "a.b.c"],
  ])("are refused when %s", async (reason, token) => {
    const response = await edge.post({ query: "{ role }" }, { authorization: `Bearer ${await token}` });
    expect(response.status).toBe(401);
    const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] };
    expect(errors[0]?.extensions).toEqual({ code: "TOKEN_INVALID" });
    expect(errors[0]?.message).toContain(reason);
  });

  test.each(["Basic dXNlcjpwYXNz", "Bearer", "Bearer a b", "token"])(
    "of another scheme are refused: %s",
    async (authorization) => {
      const response = await edge.post({ query: "{ role }" }, { authorization });
      expect([response.status, await codesOf(response)]).toEqual([401, ["TOKEN_INVALID"]]);
    },
  );

  test("are checked before the body is read", async () => {
    const response = await edge.post("{ not json", { authorization: "Bearer x" });
    expect(await codesOf(response)).toEqual(["TOKEN_INVALID"]);
  });
});

describe("tokens signed with published keys", () => {
  let server: Server;
  let url: string;
  let privateKey: CryptoKey;
  beforeAll(async () => {
    const pair = await generateKeyPair("ES256");
    privateKey = pair.privateKey;
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: "one", alg: "ES256" }];
    server = createServer((_request, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const token = (kid: string, audience: Record<string, string> = { aud: "rescue-graph" }) =>
    new SignJWT({ role: "steward", ...audience })
      .setProtectedHeader({ alg: "ES256", kid })
      .setIssuer("https://identity.example")
      .setSubject("s")
      .setExpirationTime("1m")
      .sign(privateKey);

  test("prove a role, whatever their issuer is called", async () => {
    const authenticate = createAuthenticator({ kind: "jwks", url });
    expect(await authenticate(`Bearer ${await token("one")}`)).toEqual({ role: "steward", subject: "s" });
  });

  test("are refused where they do not say that they are for this service", async () => {
    const authenticate = createAuthenticator({ kind: "jwks", url });
    for (const audience of [{}, { aud: "another" }]) {
      const refused = await authenticate(`Bearer ${await token("one", audience as never)}`).catch(codeOf);
      expect([audience, refused]).toEqual([audience, "TOKEN_INVALID"]);
    }
  });

  test("are refused for a key that is not published, and for a secret", async () => {
    const authenticate = createAuthenticator({ kind: "jwks", url });
    const strange = await authenticate(`Bearer ${await token("two")}`).catch(codeOf);
    const symmetric = await authenticate(
      `Bearer ${await issueToken(SECRET, { role: "admin", subject: "x", ttlSeconds: 60 })}`,
    ).catch(codeOf);
    expect([strange, symmetric]).toEqual(["TOKEN_INVALID", "TOKEN_INVALID"]);
  });

  test("are not called invalid when the keys cannot be fetched", async () => {
    const authenticate = createAuthenticator({ kind: "jwks", url: "http://127.0.0.1:1/keys" });
    expect(await authenticate(`Bearer ${await token("one")}`).catch(codeOf)).toBe("KEYS_UNAVAILABLE");
  });
});
