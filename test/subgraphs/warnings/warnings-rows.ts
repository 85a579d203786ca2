import type { SubgraphHarness } from "../../support/subgraph-harness.js";

type Rows = Parameters<SubgraphHarness["insert"]>[1];

const PROVENANCE = {
  source: "sh-warnings",
  sourceProvince: "31",
  sourceAgencyId: null,
  observedAt: "2026-08-01 00:00:00.000",
  receivedAt: "2026-08-01 00:02:00.000",
  refreshEveryDays: null,
  synthetic: 1,
  qualityNote: null,
};

/** The columns of a place. */
export const divisionOf = (code: string) => ({
  divisionCode: code,
  provinceCode: code.slice(0, 2),
  prefectureCode: code.length < 4 ? null : code.slice(0, 4),
  countyCode: code.length < 6 ? null : code.slice(0, 6),
  townCode: code.length < 9 ? null : code,
});

function warningRow(id: string, day: number, more: Rows[number] = {}): Rows[number] {
  const at = `2026-08-0${day}`;
  return {
    id,
    nationalId: `31011500000000_2026080${day}080000_0`,
    eventTypeCode: "11B03",
    colour: "YELLOW",
    messageType: "ALERT",
    status: "ACTUAL",
    headline: "暴雨黄色预警",
    headlineEn: null,
    issuerAgencyId: "ag1",
    issuedAt: `${at} 00:00:00.000`,
    effectiveFrom: `${at} 00:00:00.000`,
    expiresAt: `${at} 12:00:00.000`,
    refersToId: null,
    ...PROVENANCE,
    ...more,
  };
}

/** For Pudong, its update, an exercise there, one for the whole city, and one for Nanjing without a colour or issuer. */
export const WARNINGS: Rows = [
  warningRow("wn1", 1),
  warningRow("wn2", 2, { messageType: "UPDATE", colour: "RED", refersToId: "wn1" }),
  warningRow("wn3", 3, { status: "EXERCISE", issuerAgencyId: "ag2" }),
  warningRow("wn4", 4, { eventTypeCode: "11B06", issuerAgencyId: "ag2" }),
  warningRow("wn5", 5, { colour: null, issuerAgencyId: null, nationalId: null }),
];

const AREAS: readonly [string, string][] = [
  ["wn1", "310115"],
  ["wn2", "310115103"],
  ["wn3", "310115"],
  ["wn4", "31"],
  ["wn5", "3201"],
];

// Two towns of Pudong, one of Jiading; the second town of the first warning was meant for nobody.
const REPORTS: readonly [warning: string, town: string, targeted: number, reached: number][] = [
  ["wn1", "310115103", 1000, 800],
  ["wn1", "310115104", 0, 0],
  ["wn2", "310115103", 9000, 8200],
  ["wn3", "310115103", 100, 1],
  ["wn4", "310115103", 3, 1],
  ["wn4", "310115104", 200, 199],
  ["wn4", "310114102", 3, 2],
];

/** Puts the rows in; channels of the first report overlap. */
export async function insertWarnings(harness: SubgraphHarness): Promise<void> {
  await harness.insert("warning", WARNINGS);
  await harness.insert(
    "warning_area",
    AREAS.map(([warningId, code], at) => ({ id: `wa${at + 1}`, warningId, ...divisionOf(code) })),
  );
  const warnings = new Map(WARNINGS.map((row) => [row["id"], row]));
  await harness.insert(
    "warning_coverage",
    REPORTS.map(([warningId, town, targeted, reached], at) => {
      const { eventTypeCode, colour, status, issuedAt } = warnings.get(warningId) as Rows[number];
      return {
        id: `wc${at + 1}`,
        warningId,
        ...divisionOf(town),
        eventTypeCode: eventTypeCode as string,
        colour: colour as string,
        status: status as string,
        issuedAt: issuedAt as string,
        targeted,
        reached,
        reportedAt: "2026-08-06 00:00:00.000",
      };
    }),
  );
  await harness.insert(
    "warning_delivery",
    [
      ["wd1", "wc1", "wn1", "SMS", 900, 700],
      ["wd2", "wc1", "wn1", "APP", 500, 400],
      ["wd3", "wc3", "wn2", "SMS", 9000, 8200],
    ].map(([id, coverageId, warningId, channel, targeted, reached]) => ({
      id: id as string,
      coverageId: coverageId as string,
      warningId: warningId as string,
      channel: channel as string,
      targeted: targeted as number,
      reached: reached as number,
      reportedAt: "2026-08-06 00:00:00.000",
    })),
  );
}
