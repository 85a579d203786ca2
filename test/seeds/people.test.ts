import { describe, expect, test } from "@jest/globals";
import { idCheckChar } from "../../seeds/people.js";
import { isUsccValid } from "../../seeds/uscc.js";
import { collect } from "./collect.js";

const rows = collect({ scale: 0.3 }, "expert", "volunteer", "team", "volunteer_organisation");
const table = (name: string) => rows.get(name) ?? [];
const people = [...table("expert"), ...table("volunteer")];

describe("identity numbers", () => {
  test("follow the published check digit of GB 11643 in the checker used here", () => {
    expect([idCheckChar("11010519491231002"), idCheckChar("44052418800101001")]).toEqual(["X", "4"]);
  });

  test("have the right form and all fail the check digit", () => {
    expect(people.length).toBeGreaterThan(9000);
    for (const { idNumber } of people) {
      expect(idNumber).toMatch(/^3[1-4]\d{15}[\dX]$/);
      expect(idCheckChar(String(idNumber))).not.toBe(String(idNumber)[17]);
    }
  });
});

describe("contacts", () => {
  test("reach nobody", () => {
    for (const { phone } of people) expect(phone).toMatch(/^1990000\d{4}$/);
    for (const { email } of table("expert")) expect(email).toMatch(/@example\.org$/);
  });
});

describe("credit codes", () => {
  test("pass for the published examples of GB 32100 and fail for the broken ones", () => {
    expect(["11320000MB151840XJ", "91350100M000100Y43"].map(isUsccValid)).toEqual([true, true]);
    expect(["91350211M0000XUF46", "91350100M0001TGQXM"].map(isUsccValid)).toEqual([false, false]);
  });

  test("are right unless the record says that they are not", () => {
    const coded = [...table("team"), ...table("volunteer_organisation")].filter(
      (row) => row["uscc"] !== null,
    );
    expect(coded.length).toBeGreaterThan(100);
    for (const { uscc, qualityNote } of coded) {
      expect(isUsccValid(String(uscc))).toBe(!String(qualityNote).includes("credit code"));
    }
  });
});
