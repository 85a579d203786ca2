import { describe, expect, test } from "@jest/globals";
import { createProvenTokens } from "../../src/edge/proven-tokens.js";

const caller = { role: "analyst", subject: "x" } as const;

describe("proven tokens", () => {
  test("are known until they end", () => {
    let now = 1_000_000;
    const proven = createProvenTokens(() => now);
    proven.add("token", caller, 1010);
    expect(proven.get("token")).toBe(caller);
    now = 1_009_999;
    expect(proven.get("token")).toBe(caller);
    now = 1_010_000;
    expect(proven.get("token")).toBeUndefined();
  });

  test("are proved again after a minute, however long they last", () => {
    let now = 0;
    const proven = createProvenTokens(() => now);
    proven.add("token", caller, 1e9);
    now = 60_000;
    expect(proven.get("token")).toBeUndefined();
    proven.add("token", caller, 1e9);
    expect(proven.get("token")).toBe(caller);
  });

  test("are not known before they are proved, nor without an end", () => {
    const proven = createProvenTokens();
    proven.add("endless", caller, undefined);
    expect([proven.get("token"), proven.get("endless")]).toEqual([undefined, undefined]);
  });

  test("are bounded: the oldest proof goes first", () => {
    const proven = createProvenTokens(() => 0);
    for (let at = 0; at <= 1000; at++) proven.add(`token ${at}`, caller, 10);
    expect([proven.get("token 0"), proven.get("token 1"), proven.get("token 1000")]).toEqual([
      undefined,
      caller,
      caller,
    ]);
  });
});
