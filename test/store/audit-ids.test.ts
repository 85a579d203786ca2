import { deflateRawSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { packIds, unpackIds } from "../../src/store/audit-chain.js";

/** Keys as owners make them: runs that begin alike, of any length, with characters of two units. */
const keys = fc.array(
  fc
    .tuple(
      fc.constantFrom("", "tm0000", "𠮷𠮷", "𠮶", "a".repeat(90), "浦东"),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    )
    .map(([head, tail]) => `${head}${tail}`.toWellFormed().replaceAll("\n", "")),
  { minLength: 1, maxLength: 200 },
);

test("keys come back as they were stored, in their order", () => {
  fc.assert(
    fc.property(keys, (given) => {
      expect(unpackIds(packIds(given))).toEqual(given);
    }),
    { numRuns: 2000 },
  );
});

test("keys in a row cost a few bytes each", () => {
  const minted = Array.from({ length: 50 }, (_, at) => `tm${String(at).padStart(8, "0")}`);
  expect(packIds(minted)?.byteLength).toBeLessThan(50 * 4);
});

test("none is stored as nothing", () => {
  expect(packIds([])).toBeNull();
  expect(unpackIds(null)).toEqual([]);
});

test("what earlier releases stored is read as before", () => {
  const given = ["t1", "t2", "𠮷"];
  const text = Buffer.from(given.join("\n"));
  expect(unpackIds(Buffer.concat([Buffer.of(0), text]))).toEqual(given);
  expect(unpackIds(Buffer.concat([Buffer.of(1), deflateRawSync(text)]))).toEqual(given);
});
