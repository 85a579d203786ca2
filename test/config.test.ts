import { describe, expect, test } from "@jest/globals";
import { readConfig } from "../src/config.js";

/** A production profile that lacks nothing but the audit's key. */
const OWN = {
  RESCUE_PROFILE: "production",
  JWT_SECRET: "a secret of one's own, long enough for it",
  PSEUDONYM_KEY: "a key of one's own, long enough for it all",
};

describe("the configuration", () => {
  test.each([
    [{ PORT: "no" }, "PORT"],
    [{ RESCUE_PROFILE: "production" }, "JWT_SECRET"],
    [{ ...OWN, AUDIT: "off" }, "AUDIT cannot be off"],
    [OWN, "AUDIT_KEY must be set"],
    [{ ...OWN, AUDIT_KEY: "rescue-graph-demo-audit_key-not-for-production" }, "AUDIT_KEY must"],
    [{ AUDIT_KEY: "short" }, "AUDIT_KEY"],
    [{ SUBGRAPH_TEAMS_URL: "ftp://x" }, "SUBGRAPH_TEAMS_URL"],
  ])("%j is refused: %s", (variables, said) => {
    expect(() => readConfig(variables)).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({ code: "CONFIG_INVALID" }),
        message: expect.stringContaining(said),
      }),
    );
  });

  test("of production with keys of its own is taken, with the record of pulls on", () => {
    const config = readConfig({ ...OWN, AUDIT_KEY: "another key of one's own, as long as it must be" });
    expect(config).toMatchObject({ profile: "production", audit: { on: true } });
  });
});
