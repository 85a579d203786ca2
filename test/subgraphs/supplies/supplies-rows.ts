import type { SubgraphHarness } from "../../support/subgraph-harness.js";

type Rows = Parameters<SubgraphHarness["insert"]>[1];

const PLACE = { latitude: 31.23, longitude: 121.47, datum: "WGS84", datumInferred: 0 };
const PROVENANCE = {
  source: "sh-depots",
  sourceProvince: "31",
  sourceAgencyId: null,
  observedAt: "2026-11-01 00:00:00.000",
  receivedAt: "2026-11-01 01:00:00.000",
  refreshEveryDays: null,
  synthetic: 1,
  qualityNote: null,
};

/** What differs between depots here. */
export interface DepotRow {
  readonly id: string;
  readonly name: string;
  readonly tier: string | null;
  readonly mode?: string;
  readonly parent?: string;
  readonly county: string;
  /** WGS-84. */
  readonly at?: readonly [latitude: number, longitude: number];
}

/** A depot's row. */
export function depotRow({
  id,
  name,
  tier,
  mode = "GOVERNMENT",
  parent,
  county,
  at,
}: DepotRow): Rows[number] {
  return {
    id,
    name,
    nameEn: null,
    tier,
    mode,
    parentDepotId: parent ?? null,
    ownerAgencyId: "ag1",
    keeperName: null,
    keeperAgencyId: null,
    address: "世纪大道 1 号",
    contactName: "样例甲",
    contactPhone: "00000000000",
    floorAreaM2: 1200.5,
    status: "OPEN",
    divisionCode: county,
    provinceCode: county.slice(0, 2),
    prefectureCode: county.slice(0, 4),
    countyCode: county,
    townCode: null,
    ...PLACE,
    wgs84Latitude: at?.[0] ?? null,
    wgs84Longitude: at?.[1] ?? null,
    ...PROVENANCE,
  };
}

/** A city depot with two below it, one in the next county, and a factory whose place is not known. */
export const DEPOTS: Rows = [
  depotRow({ id: "dp1", name: "市库", tier: "CITY", county: "310115", at: [31.2, 121.5] }),
  depotRow({
    id: "dp2",
    name: "区库",
    tier: "DISTRICT",
    parent: "dp1",
    county: "310115",
    at: [31.21, 121.5],
  }),
  depotRow({
    id: "dp3",
    name: "邻区库",
    tier: "DISTRICT",
    parent: "dp1",
    county: "310116",
    at: [31.2, 121.6],
  }),
  depotRow({ id: "dp4", name: "协议工厂", tier: null, mode: "PRODUCTION_CAPACITY", county: "330421" }),
];

const item = (code: string, name: string, baseUnitCode: string): Rows[number] => ({
  code,
  name,
  nameEn: code,
  categoryId: "CLASS13:05",
  baseUnitCode,
  shelfLifeDays: 2920,
  specification: null,
});

/** Quilts and blankets, which can stand in for each other, and tents. */
export const ITEMS: Rows = [
  item("blanket", "毛毯", "PIECE"),
  item("quilt", "棉被", "PIECE"),
  item("tent", "帐篷", "TENT"),
];

export const PACKS: Rows = [
  { id: "pk1", itemCode: "quilt", unitCode: "BAG", name: "10条袋装", nameEn: "bag of 10", baseQuantity: 10 },
];

export const SUBSTITUTES: Rows = [
  { id: "sb1", itemCode: "quilt", substituteCode: "blanket", ratio: 1.5, note: null },
];

const line = (
  id: string,
  depotId: string,
  itemCode: string,
  baseQuantity: number,
  reserved: number,
): Rows[number] => ({
  id,
  depotId,
  itemCode,
  batch: `B-${id}`,
  quantity: baseQuantity / 10,
  unitCode: "BAG",
  baseQuantity,
  minimum: 100,
  maximum: 500,
  reserved,
  committed: 0.1,
  producedOn: "2024-01-01",
  expiresOn: "2032-01-01",
  ownerAgencyId: "ag2",
  countedAt: "2026-10-30 08:00:00.000",
  qualityNote: null,
});

/** Stock of three depots; the last line is of an item that nobody registered. */
export const STOCK: Rows = [
  line("st1", "dp1", "quilt", 300, 20.2),
  line("st2", "dp1", "blanket", 120, 150),
  line("st3", "dp1", "quilt", 40, 0),
  line("st4", "dp2", "tent", 20, 0),
  line("st5", "dp3", "unheard-of", 20, 0),
];

export const CAPACITIES: Rows = [
  {
    id: "pc1",
    depotId: "dp4",
    itemCode: "tent",
    perDay: 80,
    unitCode: "TENT",
    leadTimeHours: 24,
    contractNumber: "SAMPLE-1",
    validUntil: "2027-12-31",
  },
];

/** Fills an empty supplies store with all of the above. */
export async function insertSupplies(harness: SubgraphHarness): Promise<void> {
  await harness.insert("depot", DEPOTS);
  await harness.insert("item", ITEMS);
  await harness.insert("item_pack", PACKS);
  await harness.insert("item_substitute", SUBSTITUTES);
  await harness.insert("stock_line", STOCK);
  await harness.insert("production_capacity", CAPACITIES);
}
