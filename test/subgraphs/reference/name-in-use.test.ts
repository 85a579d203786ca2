import { describe, expect, test } from "@jest/globals";
import { dayArgument } from "../../../src/dataset/day-argument.js";
import { codeOf } from "../../../src/errors.js";
import { chronological, nameInUse } from "../../../src/subgraphs/reference/name-in-use.js";

const name = (text: string, validFrom: string | null, validTo: string | null) => ({
  role: "PRINCIPAL" as const,
  name: text,
  validFrom,
  validTo,
});

const brigade = name("总队", null, "2024-06-17");
const bureau = name("局", "2024-06-18", null);

describe("the name in use", () => {
  test.each([
    ["1990-01-01", "总队"],
    ["2024-06-17", "总队"],
    ["2024-06-18", "局"],
    ["2026-11-01", "局"],
  ])("counts the first and the last day: %s", (day, expected) => {
    expect(nameInUse([bureau, brigade], day)?.name).toBe(expected);
  });

  test("is the one taken up last where two overlap", () => {
    expect(nameInUse([name("新", "2025-01-01", null), name("旧", null, null)], "2026-01-01")?.name).toBe(
      "新",
    );
    expect(nameInUse([name("旧", null, null), name("新", "2025-01-01", null)], "2024-12-31")?.name).toBe(
      "旧",
    );
  });

  test("is never one that is borne beside it", () => {
    const plaque = { ...name("加挂", "2024-06-18", null), role: "ADDITIONAL" as const };
    expect(nameInUse([name("总队", null, null), plaque], "2025-01-01")?.name).toBe("总队");
    expect(nameInUse([plaque], "2025-01-01")).toBeNull();
  });

  test("is none in a gap, before the first and after the last", () => {
    const gap = [name("甲", "2000-01-01", "2009-12-31"), name("乙", "2011-01-01", "2019-12-31")];
    for (const day of ["1999-12-31", "2010-06-01", "2020-01-01"]) expect(nameInUse(gap, day)).toBeNull();
    expect(nameInUse([], "2020-01-01")).toBeNull();
  });

  test("stands last in the order of use", () => {
    const unknownStart = name("前名", null, "2024-12-31");
    const inUse = name("今名", null, null);
    expect(chronological([inUse, unknownStart])).toEqual([unknownStart, inUse]);
    expect(chronological([bureau, brigade])).toEqual([brigade, bureau]);
  });
});

describe("a day that a client gave", () => {
  test.each(["2024-02-29", "2026-11-01", "0999-01-01"])("is taken: %s", (day) => {
    expect(dayArgument("date", day)).toBe(day);
  });

  test.each([
    "",
    "2023-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-1-1",
    "20240101",
    "2024-01-01T00:00:00Z",
    "今天",
  ])("is refused: %j", (day) => {
    let refused: unknown;
    try {
      dayArgument("date", day);
    } catch (error) {
      refused = error;
    }
    expect(codeOf(refused)).toBe("BAD_DAY");
  });
});
