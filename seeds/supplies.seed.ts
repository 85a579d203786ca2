import { BatchBuffer } from "./batches.js";
import { divisionColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { feedEveryDays } from "./delta.seed.js";
import { type DepotSlot, depotSlots } from "./depot-slots.js";
import { drawPoint } from "./draw-point.js";
import { applyFlaw, drawFlaw, type Flaw } from "./flaws.js";
import { ITEM_FILE } from "./items.js";
import { syntheticName, unassignedPhone } from "./people.js";
import { divisionOf, PROVINCE_CODES, PROVINCE_SLUGS, type ProvinceCode } from "./places.js";
import { depotQuota, STOCK_LINES } from "./plan.js";
import { capacityRows, type StockedDepot, stockRows } from "./stock-lines.js";
import type { Row, SeedBatch } from "./types.js";

const TABLES = [
  "item",
  "item_pack",
  "item_substitute",
  "depot",
  "stock_line",
  "production_capacity",
  "shared_record",
] as const;

const POSSIBLE_FLAWS: readonly Flaw[] = [
  "datumInferred",
  "swapped",
  "otherProvince",
  "shallowDivision",
  "fullWidth",
  "trailingBlank",
  "stale",
];

function addCatalogue(context: SeedContext, buffer: BatchBuffer<(typeof TABLES)[number]>): void {
  for (const { typical: _typical, packs, ...item } of ITEM_FILE.items) {
    buffer.add("item", { ...item });
    for (const pack of packs) {
      buffer.add("item_pack", { id: context.ids.next("item_pack"), itemCode: item.code, ...pack });
    }
  }
  for (const substitute of ITEM_FILE.substitutes) {
    buffer.add("item_substitute", { id: context.ids.next("item_substitute"), ...substitute });
  }
}

/** The nearest depot above: a town's is its district's, a district's the first city depot. */
class DepotParents {
  readonly #byArea = new Map<string, string>();

  register(slot: DepotSlot, id: string): void {
    const area = slot.tier === "CITY" && slot.divisionCode.startsWith("31") ? "31" : slot.divisionCode;
    if (slot.mode === "GOVERNMENT" && !this.#byArea.has(area)) this.#byArea.set(area, id);
  }

  parentOf({ tier, divisionCode }: DepotSlot): string | null {
    if (tier === "TOWN") return this.#byArea.get(divisionCode.slice(0, 6)) ?? null;
    if (tier !== "DISTRICT") return null;
    return this.#byArea.get(divisionCode.slice(0, 4)) ?? this.#byArea.get(divisionCode.slice(0, 2)) ?? null;
  }
}

function ownerOf(context: SeedContext, slot: DepotSlot): string {
  const { agencies } = context;
  if (slot.mode === "SOCIAL" && slot.divisionCode.startsWith("31"))
    return agencies.near("hsz", slot.divisionCode);
  if (slot.tier === "CITY" && slot.divisionCode.startsWith("31")) return agencies.byCode("sh-lwcbj");
  return agencies.near("yjj", slot.divisionCode);
}

function depotRow(
  context: SeedContext,
  province: ProvinceCode,
  slot: DepotSlot,
  owner: { agencyId: string; parentId: string | null; flaw: Flaw | null },
): Row {
  const random = context.random("depot");
  const { divisionCode, mode } = slot;
  const everyDays = feedEveryDays(`${PROVINCE_SLUGS[province]}-supplies`);
  const ownKeeper = mode === "GOVERNMENT" && random.chance(0.7);
  return {
    id: context.ids.next("depot"),
    name: slot.name,
    nameEn: null,
    tier: slot.tier,
    mode,
    parentDepotId: owner.parentId,
    ownerAgencyId: owner.agencyId,
    keeperName: ownKeeper ? null : `${divisionOf(divisionCode).name}仓储服务企业(示例)`,
    keeperAgencyId: ownKeeper ? owner.agencyId : null,
    address: `${divisionOf(divisionCode).name}示例路${random.int(1, 999)}号`,
    contactName: syntheticName(random).name,
    contactPhone: unassignedPhone(random),
    floorAreaM2: random.chance(0.9)
      ? Math.round(300 * Math.max(0.3, slot.size) * (1 + 4 * random.next()))
      : null,
    status: random.weighted([
      ["OPEN", 94],
      ["MAINTENANCE", 4],
      ["CLOSED", 2],
    ]),
    ...divisionColumns(divisionCode),
    ...drawPoint(divisionCode, random),
    ...provenanceColumns({
      ...context.feed(
        random,
        province,
        "supplies",
        everyDays,
        owner.flaw === "stale" ? random.int(30, 400) : 0,
      ),
      qualityNote: null,
    }),
  };
}

/** All slots with the number of stock lines of each; a few thousand at most, so they are listed first. */
function planDepots(context: SeedContext): [province: ProvinceCode, slot: DepotSlot, lines: number][] {
  const slots = PROVINCE_CODES.flatMap((province) => {
    const random = context.random(`depot/slots/${province}`);
    return [...depotSlots(province, depotQuota(province, context.options.scale), random)].map(
      (slot) => [province, slot] as const,
    );
  });
  const weights = slots.reduce((total, [, slot]) => total + (slot.redCross === true ? 0 : slot.weight), 0);
  const perWeight = context.scaled(STOCK_LINES) / Math.max(weights, 1);
  return slots.map(([province, slot]) => [
    province,
    slot,
    slot.redCross === true ? ITEM_FILE.redCross.length : Math.round(slot.weight * perWeight),
  ]);
}

/** The catalogue of items, then depot by depot with its stock. */
export function* supplyRows(context: SeedContext): Generator<SeedBatch> {
  const buffer = new BatchBuffer(TABLES);
  const parents = new DepotParents();
  addCatalogue(context, buffer);
  for (const [province, slot, lines] of planDepots(context)) {
    const random = context.random("depot/flaws");
    const flaw = drawFlaw(random, POSSIBLE_FLAWS);
    const agencyId = ownerOf(context, slot);
    const row = depotRow(context, province, slot, { agencyId, parentId: parents.parentOf(slot), flaw });
    if (flaw !== null) applyFlaw(row, flaw, random);
    const id = String(row["id"]);
    parents.register(slot, id);
    buffer.add("depot", row);
    const guestAgencyId =
      province === "31" ? context.agencies.byCode("sh-lwcbj") : context.agencies.ofProvince(province);
    const depot: StockedDepot = { id, slot, ownerAgencyId: agencyId, guestAgencyId, lines };
    for (const one of stockRows(context, depot)) buffer.add("stock_line", one);
    for (const one of capacityRows(context, depot)) buffer.add("production_capacity", one);
    for (const one of context.shared.rowsOf(random, "SUPPLIES", id, slot.divisionCode))
      buffer.add("shared_record", one);
    yield* buffer.drainWhenFull();
  }
  yield* buffer.drain();
}
