import { describe, expect, test } from "@jest/globals";
import { makeToken } from "../../src/cli/token.js";
import type { TokenTrust } from "../../src/config.js";
import { createAuthenticator } from "../../src/edge/authenticate.js";
import { SECRET } from "./edge-harness.js";

const trust: TokenTrust = { kind: "secret", secret: SECRET, demo: false };
const refusal = async (args: string[], of: TokenTrust = trust) => {
  try {
    return await makeToken(args, of);
  } catch (error) {
    return error;
  }
};

describe("the token command", () => {
  test("makes a token that the service accepts", async () => {
    const token = await makeToken(["--role", "analyst", "--subject", "desk-1"], trust);
    expect(await createAuthenticator(trust)(`Bearer ${token}`)).toEqual({
      role: "analyst",
      subject: "desk-1",
    });
  });

  test("makes it last as long as it was asked to", async () => {
    const token = await makeToken(["--role", "admin", "--hours", "0.5"], trust);
    const { iat, exp } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    expect(exp - iat).toBe(1800);
  });

  test.each([
    [["--role", "superuser"], "--role must be one of analyst, steward, partner, admin, but got: superuser"],
    [["--role", "anonymous"], "--role must be one of analyst, steward, partner, admin, but got: anonymous"],
    [[], "--role must be one of analyst, steward, partner, admin, but got: nothing"],
    [["--role", "admin", "--hours", "soon"], "--hours must be over 0 and at most 8784, but got: soon"],
    [["--role", "admin", "--hours=-1"], "--hours must be over 0 and at most 8784, but got: -1"],
    [["--role", "admin", "--subject", ""], "--subject must not be empty"],
    [["--roll", "admin"], "Unknown option '--roll'"],
  ])("refuses %j, saying what to type", async (args, message) => {
    const error = await refusal(args);
    expect(error).toMatchObject({
      message: expect.stringContaining(message),
      extensions: { code: "COMMAND_USAGE" },
    });
    expect(error).toMatchObject({ message: expect.stringContaining("usage: npm run -s token --") });
  });

  test("refuses when tokens are issued elsewhere", async () => {
    const error = await refusal(["--role", "admin"], { kind: "jwks", url: "https://identity.example/keys" });
    expect(error).toMatchObject({
      message: expect.stringContaining("JWKS_URL is set"),
      extensions: { code: "COMMAND_USAGE" },
    });
  });
});
