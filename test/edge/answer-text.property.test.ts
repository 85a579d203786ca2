import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { answerText } from "../../src/edge/answer-text.js";

describe("an answer as text", () => {
  const value = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("应急", "\u2028", '"', "\\", "\ud800", undefined, null, true, () => 1),
      fc.double(),
      fc.integer(),
      fc.date({ noInvalidDate: true }),
      fc.constantFrom(new Number(3), new String("x"), new Map([[1, 2]])),
    ),
    value: fc.oneof(
      { maxDepth: 7 },
      tie("leaf"),
      fc.array(tie("value"), { maxLength: 30 }),
      fc.dictionary(fc.string(), tie("value"), { noNullPrototype: false }),
    ),
  })).value;

  test("is what JSON.stringify writes, whatever it holds", () => {
    fc.assert(
      fc.property(fc.record({ errors: value, data: value }), (answer) => {
        expect(String(answerText(answer))).toBe(`${JSON.stringify(answer)}\n`);
      }),
      { numRuns: 500 },
    );
  });

  test("is the same where it is cut into many pieces, also between characters of several bytes", () => {
    const rows = (count: number, width: number) =>
      Array.from({ length: count }, (_, at) => ({ id: at, name: "上海市🚒".repeat(width) }));
    for (const [count, width] of [
      [1, 1],
      [5, 1],
      [2000, 1],
      [3, 4000],
      [40, 900],
      [700, 30],
    ] as const) {
      const answer = { data: { teams: { nodes: rows(count, width) }, more: rows(count, 1) } };
      expect(String(answerText(answer))).toBe(`${JSON.stringify(answer)}\n`);
    }
  });
});
