import type { SubgraphHarness } from "../../support/subgraph-harness.js";

type Rows = Parameters<SubgraphHarness["insert"]>[1];

const partner = (id: string, code: string, name: string, divisionCode: string | null): Rows[number] => ({
  id,
  code,
  name,
  nameEn: code,
  kind: divisionCode === null ? "SUB_REGIONAL" : "PROVINCE",
  divisionCode,
  contactAgencyId: divisionCode === null ? null : `ag${divisionCode}`,
  note: null,
});

/** Two provinces, a border area, and an alliance with the whole city in it. */
export const PARTNERS: Rows = [
  partner("pn1", "js", "江苏省", "32"),
  partner("pn2", "zj", "浙江省", "33"),
  partner("pn3", "jinshan-pinghu", "金山–平湖毗邻地区", null),
  partner("pn4", "seven-city-supplies", "七城应急物资联盟", null),
];

export const MEMBERS: Rows = [
  { id: "pm1", partnerId: "pn3", divisionCode: "310116" },
  { id: "pm2", partnerId: "pn3", divisionCode: "330482" },
  { id: "pm3", partnerId: "pn4", divisionCode: "31" },
  { id: "pm4", partnerId: "pn4", divisionCode: "3305" },
];

const agreement = (id: string, title: string, scopeLevel: string, status: string): Rows[number] => ({
  id,
  title,
  titleEn: `${title} (en)`,
  documentNumber: id === "gr1" ? "样〔2023〕1号" : null,
  scopeLevel,
  status,
  signedOn: null,
  validFrom: id === "gr1" ? "2023-12-01" : null,
  validTo: null,
  purpose: null,
  sourceNote: "样例 / sample",
  synthetic: 1,
});

export const AGREEMENTS: Rows = [
  agreement("gr1", "区域协议", "REGION", "IN_FORCE"),
  agreement("gr2", "县区协议", "COUNTY", "IN_FORCE"),
  agreement("gr3", "城市协议", "PREFECTURE", "ENDED"),
  agreement("gr4", "机构协议", "PROVINCE", "PROPOSED"),
];

const party = (
  agreementId: string,
  position: number,
  divisionCode: string | null,
  agencyId: string | null = null,
) => ({
  id: `gp-${agreementId}-${position}`,
  agreementId,
  divisionCode,
  agencyId,
  role: "BOTH",
  position,
});

/** The first agreement names one province twice, by two agencies. */
export const PARTIES: Rows = [
  party("gr1", 2, "33", "ag33"),
  party("gr1", 1, "31", "ag31"),
  party("gr1", 3, "33", "ag34"),
  party("gr2", 1, "310116"),
  party("gr2", 2, "330482"),
  party("gr3", 1, "3305"),
  party("gr4", 1, null, "ag31"),
];

export const CONTENTS: Rows = [
  { id: "gd1", agreementId: "gr1", dataset: "TEAMS", published: 1 },
  { id: "gd2", agreementId: "gr1", dataset: "EXPERTS", published: 0 },
];

const DAY_MS = 86_400_000;
const instant = (daysAgo: number) =>
  new Date(Date.now() - daysAgo * DAY_MS).toISOString().replace("T", " ").replace("Z", "");

const feed = (id: string, partnerId: string | null, daysAgo: number | null): Rows[number] => ({
  id,
  partnerId,
  dataset: "TEAMS",
  title: `${id} 队伍`,
  titleEn: `${id} teams`,
  provinceCode: partnerId === null ? "31" : "33",
  agencyId: null,
  expectedEveryDays: 7,
  lastReceivedAt: daysAgo === null ? null : instant(daysAgo),
  recordCount: daysAgo === null ? null : 12,
  synthetic: 1,
});

/** Feeds that last came within their rhythm of a week, late, and never. */
export const FEEDS: Rows = [
  feed("sh-teams", null, 1),
  feed("zj-experts", "pn2", null),
  feed("zj-teams", "pn2", 15),
];

const shared = (
  id: string,
  agreementId: string,
  partnerId: string,
  dataset: string,
  recordId: string,
): Rows[number] => ({
  id,
  agreementId,
  partnerId,
  dataset,
  recordId,
  provinceCode: "33",
  since: `2024-01-0${id.at(-1)}`,
});

/** `tm2` is shared twice by one partner and once by another. */
export const SHARED: Rows = [
  shared("sr1", "gr1", "pn2", "TEAMS", "tm2"),
  shared("sr2", "gr3", "pn2", "TEAMS", "tm2"),
  shared("sr3", "gr1", "pn2", "TEAMS", "tm1"),
  shared("sr4", "gr1", "pn2", "TEAMS", "tm3"),
  shared("sr5", "gr1", "pn2", "EXPERTS", "ex1"),
  shared("sr6", "gr2", "pn3", "TEAMS", "tm2"),
  shared("sr7", "gr2", "pn3", "SUPPLIES", "dp1"),
];

/** Fills an empty delta store with all of the above. */
export async function insertDelta(harness: SubgraphHarness): Promise<void> {
  await harness.insert("partner", PARTNERS);
  await harness.insert("partner_member", MEMBERS);
  await harness.insert("partner_dataset", FEEDS);
  await harness.insert("agreement", AGREEMENTS);
  await harness.insert("agreement_party", PARTIES);
  await harness.insert("agreement_dataset", CONTENTS);
  await harness.insert("shared_record", SHARED);
}
