import { describe, expect, test } from "@jest/globals";
import type { RequestContext } from "../../src/context.js";
import { dayInShanghai, instantArgument } from "../../src/dataset/instant-argument.js";

// A context serves here only as the identity of a request.
const request = () => ({}) as RequestContext;

describe("an argument that names an instant", () => {
  test.each([
    ["2026-11-01T08:00:00+08:00", "2026-11-01 00:00:00.000"],
    ["2026-11-01T08:00Z", "2026-11-01 08:00:00.000"],
    ["2026-11-01T00:00:00.5-03:30", "2026-11-01 03:30:00.500"],
    ["2024-02-29T23:59:59.999Z", "2024-02-29 23:59:59.999"],
  ])("is kept in UTC as the store keeps it: %s", (value, stored) => {
    expect(instantArgument(request(), "at", value)).toBe(stored);
  });

  test("is the present where it is left out, the same one for the whole request", async () => {
    const ctx = request();
    const before = new Date().toISOString();
    const first = instantArgument(ctx, "at", null);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(instantArgument(ctx, "at", undefined)).toBe(first);
    expect(instantArgument(request(), "at", null) > first).toBe(true);
    expect(`${first.replace(" ", "T")}Z` >= before).toBe(true);
  });

  test.each([
    "",
    "now",
    "2026-11-01",
    "2026-11-01T08:00:00",
    "2026-11-01 08:00:00Z",
    "2026-11-01T24:00:00Z",
    "2026-11-01T08:60:00Z",
    "2026-11-01T08:00:00+15:00",
    "2026-02-29T08:00:00Z",
    "2026-13-01T08:00:00Z",
    "2026-00-10T08:00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-08:00",
    "2026-11-01T08:00:00Z' or 1 = 1",
  ])("is refused when it is none: %j", (value) => {
    expect(() => instantArgument(request(), "at", value)).toThrow(
      /^`at` must be an instant in ISO 8601 with its offset/,
    );
  });

  test("is quoted in a refusal, but not at length", () => {
    expect(() => instantArgument(request(), "since", "9".repeat(10_000))).toThrow(/^`since`.*got: 9{40}$/);
  });
});

describe("the day in Shanghai", () => {
  test.each([
    ["2026-10-31 15:59:59.999", "2026-10-31"],
    ["2026-10-31 16:00:00.000", "2026-11-01"],
  ])("of %s is %s", (stored, day) => {
    expect(dayInShanghai(stored)).toBe(day);
  });
});
