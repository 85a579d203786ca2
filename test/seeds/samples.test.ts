import { describe, expect, test } from "@jest/globals";
import { dayNumber, instantText } from "../../seeds/days.js";
import { DEFAULT_TODAY, type Row } from "../../seeds/index.js";
import { NOTES } from "../../seeds/notes.js";
import { collect, rowsOf } from "./collect.js";

const rows = collect(
  {},
  "team",
  "expert",
  "expert_shift",
  "expert_team",
  "depot",
  "stock_line",
  "item",
  "item_pack",
  "item_substitute",
  "shared_record",
  "partner",
  "agreement",
  "plan",
  "exercise",
  "incident",
  "dispatch",
);
const table = (name: string): Row[] => rows.get(name) ?? [];
const today = dayNumber(DEFAULT_TODAY);

describe("teams", () => {
  const shanghai = table("team").filter((row) => row["sourceProvince"] === "31");

  test("are of every category in Shanghai, about 45 in a hundred of them there", () => {
    expect(new Set(shanghai.map((row) => row["category"])).size).toBe(5);
    expect(shanghai.length / table("team").length).toBeCloseTo(0.45, 2);
  });

  test("are several in each district, most of all in Pudong, with teams of its towns", () => {
    const byCounty = Map.groupBy(
      shanghai.filter((row) => row["countyCode"] !== null),
      (row) => row["countyCode"],
    );
    expect(byCounty.size).toBe(16);
    expect(Math.min(...[...byCounty.values()].map((list) => list.length))).toBeGreaterThan(9);
    const pudong = byCounty.get("310115") ?? [];
    expect(pudong.length).toBe(Math.max(...[...byCounty.values()].map((list) => list.length)));
    expect(pudong.map((row) => row["name"])).toContain("浦东新区张江镇综合应急救援队");
  });
});

describe("experts on call", () => {
  test.each([-7, 0, 22.5, 200, 399.9])(
    "cover every Shanghai district and the plan's teams %p days from the reference day",
    (days) => {
      const now = instantText(today + days);
      const onCall = table("expert_shift").filter(
        (row) => String(row["startsAt"]) <= now && now < String(row["endsAt"]),
      );
      const districts = new Set(
        onCall.map((row) => String(row["divisionCode"])).filter((code) => /^31\d{4}$/.test(code)),
      );
      expect(districts.size).toBe(16);
      const experts = new Set(onCall.map((row) => row["expertId"]));
      const served = new Set(
        table("expert_team")
          .filter((row) => experts.has(row["expertId"] ?? null))
          .map((row) => row["teamId"]),
      );
      expect(
        table("team").filter((row) => row["level"] === "MUNICIPAL" && !served.has(row["id"] ?? null)),
      ).toEqual([]);
    },
  );
});

describe("stock", () => {
  const baseUnits = new Map(table("item").map((row) => [row["code"], row["baseUnitCode"]]));
  const packs = new Map(
    table("item_pack").map((row) => [`${row["itemCode"]}/${row["unitCode"]}`, row["baseQuantity"]]),
  );
  const sound = table("stock_line").filter((row) => row["qualityNote"] === null);

  test("is given in the item's own unit or one of its packs, and the base quantity fits", () => {
    for (const { itemCode, unitCode, quantity, baseQuantity } of table("stock_line")) {
      const factor = baseUnits.get(itemCode ?? null) === unitCode ? 1 : packs.get(`${itemCode}/${unitCode}`);
      const expected = Number(quantity) * Number(factor);
      expect(Math.abs(Number(baseQuantity) - expected) / Math.max(Math.abs(expected), 1)).toBeLessThan(1e-6);
    }
  });

  test("is never promised beyond what is there, nor expired before it was made, in sound lines", () => {
    for (const { baseQuantity, reserved, committed, producedOn, expiresOn } of sound) {
      expect(Number(reserved) + Number(committed)).toBeLessThanOrEqual(Number(baseQuantity));
      if (expiresOn !== null) expect(String(producedOn) < String(expiresOn)).toBe(true);
    }
  });

  test("has lines below their minimum, expired ones and ones that expire within 90 days", () => {
    const inDays = (row: Row) => dayNumber(String(row["expiresOn"])) - today;
    expect(
      sound.some((row) => row["minimum"] !== null && Number(row["baseQuantity"]) < Number(row["minimum"])),
    ).toBe(true);
    expect(sound.filter((row) => inDays(row) < 0).length).toBeGreaterThan(100);
    expect(sound.filter((row) => inDays(row) >= 0 && inDays(row) <= 90).length).toBeGreaterThan(100);
  });

  test("reaches all three tiers in Shanghai and every district", () => {
    const depots = table("depot").filter((row) => row["sourceProvince"] === "31");
    const count = (tier: string) => depots.filter((row) => row["tier"] === tier).length;
    expect([count("CITY") >= 1, count("DISTRICT"), count("TOWN") > 50]).toEqual([true, 16, true]);
    expect(new Set(depots.map((row) => row["mode"])).size).toBe(4);
  });

  test("lies in district depots that each are below the depot of their own city", () => {
    const depots = new Map(table("depot").map((row) => [row["id"], row]));
    for (const { tier, name, qualityNote, parentDepotId, prefectureCode } of depots.values()) {
      if (tier !== "DISTRICT" || qualityNote === NOTES.shallowDivision) continue;
      const parent = depots.get(parentDepotId ?? null);
      expect([name, parent?.["tier"], parent?.["prefectureCode"]]).toEqual([
        name,
        "CITY",
        String(prefectureCode).startsWith("31") ? parent?.["prefectureCode"] : prefectureCode,
      ]);
    }
  });

  test("is there on the border at the smallest scales too, below its city's", () => {
    const depots = rowsOf("depot", { scale: 0.1 });
    const parents = new Map(depots.map((row) => [row["id"], row["divisionCode"]]));
    for (const [code, city] of Object.entries({ 330482: "3304", 330421: "3304", 320509: "3205" })) {
      const [depot] = depots.filter((row) => row["divisionCode"] === code && row["tier"] === "DISTRICT");
      expect([code, parents.get(depot?.["parentDepotId"] ?? null)]).toEqual([code, city]);
    }
  });

  // Equivalents: Ca(OH)2 of 95 % 37.05 / 0.95 = 39.0 g, NaHCO3 of 99 % 84.01 / 0.99 = 84.9 g. Foam: 3 % against 6 %.
  test("is replaced by no less of a substitute than does the same", () => {
    const ratios = new Map(
      table("item_substitute").map((row) => [`${row["itemCode"]} by ${row["substituteCode"]}`, row["ratio"]]),
    );
    expect(ratios.get("neutraliser-lime by neutraliser-soda")).toBe(2.2);
    expect(2.2).toBeGreaterThanOrEqual(84.01 / 0.99 / (37.05 / 0.95));
    expect(ratios.get("foam-ar by foam-afff")).toBe(2);
    expect(ratios.get("foam-afff by foam-ar")).toBe(0.5);
  });
});

describe("records that are wrong on purpose", () => {
  test.each(["team", "expert", "depot", "stock_line", "plan", "exercise", "incident", "dispatch"])(
    "are 1 to 7 in a hundred of %s",
    (name) => {
      const noted = table(name).filter(
        (row) => row["qualityNote"] !== null && row["qualityNote"] !== NOTES.planTeam,
      );
      const share = noted.length / table(name).length;
      expect(share).toBeGreaterThan(0.01);
      expect(share).toBeLessThan(0.07);
    },
  );

  test("say what is wrong in Chinese and English within 200 characters", () => {
    for (const note of Object.values(NOTES)) {
      expect(note).toMatch(/^\P{ASCII}.* \/ .*[a-z]/u);
      expect(note.length).toBeLessThanOrEqual(200);
    }
  });

  test("include teams that a neighbour registered a second time under the same name", () => {
    const plain = (name: unknown) => String(name).normalize("NFKC").replaceAll(/\s/g, "");
    const copies = table("team").filter((row) => row["qualityNote"] === NOTES.duplicate);
    const ofShanghai = new Set(
      table("team")
        .filter((row) => row["source"] === "sh-teams")
        .map((row) => plain(row["name"])),
    );
    expect(copies.length).toBeGreaterThan(5);
    expect(
      copies.filter((row) => row["source"] === "sh-teams" || !ofShanghai.has(plain(row["name"]))),
    ).toEqual([]);
  });
});

describe("what partners share", () => {
  const partnerIds = new Map(table("partner").map((row) => [row["code"], row["id"]]));
  const agreementIds = new Map(table("agreement").map((row) => [row["titleEn"], row["id"]]));

  test("holds at least 40 teams of Zhejiang, and experts and depots", () => {
    const ofZhejiang = table("shared_record").filter((row) => row["partnerId"] === partnerIds.get("zj"));
    const count = (dataset: string) => ofZhejiang.filter((row) => row["dataset"] === dataset).length;
    expect([count("TEAMS") >= 40, count("EXPERTS") > 40, count("SUPPLIES") > 5]).toEqual([true, true, true]);
  });

  test.each([
    ["jinshan-pinghu", "Jinshan–Pinghu emergency linkage", /^3304(82|$)/],
    ["qingpu-wujiang-jiashan", "Qingpu–Wujiang–Jiashan emergency linkage", /^(320509|330421)/],
  ])("puts border records under their own agreement: %s", (partner, agreement, division) => {
    const shared = table("shared_record").filter((row) => row["partnerId"] === partnerIds.get(partner));
    expect(new Set(shared.map((row) => row["dataset"]))).toEqual(new Set(["TEAMS", "EXPERTS", "SUPPLIES"]));
    expect(new Set(shared.map((row) => row["agreementId"]))).toEqual(new Set([agreementIds.get(agreement)]));
    const teams = new Map(table("team").map((row) => [row["id"], row]));
    for (const { dataset, recordId } of shared) {
      if (dataset !== "TEAMS") continue;
      const team = teams.get(recordId ?? null);
      if (team?.["qualityNote"] === null) expect(team["divisionCode"]).toMatch(division);
    }
  });
});
