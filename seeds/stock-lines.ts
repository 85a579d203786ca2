import type { SeedContext } from "./context.js";
import { dayText, instantText } from "./days.js";
import type { DepotSlot } from "./depot-slots.js";
import { ITEM_FILE, type Item, itemOf } from "./items.js";
import { NOTES } from "./notes.js";
import type { Random } from "./random.js";
import type { Row } from "./types.js";

/** A depot whose stock is to be made. */
export interface StockedDepot {
  id: string;
  slot: DepotSlot;
  ownerAgencyId: string;
  /** Who else may own stock that lies here. */
  guestAgencyId: string;
  lines: number;
}

type StockFlaw = "expiryOrder" | "negative" | "absurd" | "staleCount";

const FLAWS: readonly StockFlaw[] = ["expiryOrder", "negative", "absurd", "staleCount"];
const FLAW_SHARE = 0.025;

const tidy = (value: number): number => Math.round(value * 1000) / 1000;

/** The items of a depot in the order of its lines; from the second round on they are further batches. */
function* itemsOf(slot: DepotSlot, random: Random): Generator<Item> {
  if (slot.redCross === true) {
    yield* ITEM_FILE.redCross.map(({ itemCode }) => itemOf(itemCode));
    return;
  }
  yield* (slot.first ?? []).map(itemOf);
  for (;;) yield* random.sample(ITEM_FILE.items, ITEM_FILE.items.length);
}

function drawAmount(item: Item, slot: DepotSlot, random: Random) {
  const [low, high] = item.typical;
  const typical = (low + random.next() * (high - low)) * slot.size;
  const pack = item.packs.length > 0 && random.chance(0.45) ? random.pick(item.packs) : null;
  const perUnit = pack?.baseQuantity ?? 1;
  const quantity = Math.max(1, Math.round(typical / perUnit));
  return { quantity, unitCode: pack?.unitCode ?? item.baseUnitCode, base: tidy(quantity * perUnit) };
}

function drawLimits(item: Item, slot: DepotSlot, base: number, random: Random) {
  const published =
    slot.redCross === true ? ITEM_FILE.redCross.find((one) => one.itemCode === item.code) : undefined;
  if (published !== undefined) return { minimum: published.minimum, maximum: published.maximum };
  if (random.chance(0.12)) return { minimum: null, maximum: null };
  // Below the minimum in about one line of twelve.
  const minimum = Math.ceil(base * (random.chance(0.08) ? 1.1 + random.next() : 0.3 + 0.5 * random.next()));
  return { minimum, maximum: Math.max(minimum + 1, Math.ceil(base * (1.1 + random.next()))) };
}

function spoil(row: Row, flaw: StockFlaw, today: number, random: Random): void {
  const { quantity, baseQuantity, producedOn } = row;
  if (typeof quantity !== "number" || typeof baseQuantity !== "number") return;
  switch (flaw) {
    case "expiryOrder":
      if (typeof producedOn !== "string") return;
      Object.assign(row, { expiresOn: producedOn, producedOn: dayText(today - random.int(10, 200)) });
      if (String(row["expiresOn"]) >= String(row["producedOn"]))
        row["expiresOn"] = dayText(today - random.int(400, 900));
      break;
    case "negative":
      Object.assign(row, { quantity: -quantity, baseQuantity: -baseQuantity, reserved: 0, committed: 0 });
      break;
    case "absurd":
      Object.assign(row, { quantity: quantity * 1e6, baseQuantity: baseQuantity * 1e6 });
      break;
    case "staleCount":
      row["countedAt"] = instantText(today - random.int(370, 1500) - random.next());
      break;
  }
  row["qualityNote"] = NOTES[flaw];
}

/** The stock of one depot. */
export function* stockRows(context: SeedContext, depot: StockedDepot): Generator<Row> {
  const random = context.random("stock_line");
  const { today } = context;
  let made = 0;
  for (const item of itemsOf(depot.slot, random)) {
    if (made >= depot.lines) return;
    made += 1;
    const { quantity, unitCode, base } = drawAmount(item, depot.slot, random);
    const reserved = random.chance(0.2) ? Math.floor(base * 0.3 * random.next()) : 0;
    const committed = random.chance(0.12) ? Math.floor(base * 0.3 * random.next()) : 0;
    const shelf = item.shelfLifeDays;
    // Stock is turned over near its end: most is younger than its shelf life, a little is past it.
    const produced = today - Math.floor((shelf ?? 3650) * 1.03 * random.next()) - 5;
    const row: Row = {
      id: context.ids.next("stock_line"),
      depotId: depot.id,
      itemCode: item.code,
      batch: random.chance(0.9)
        ? `B${dayText(produced).replaceAll("-", "").slice(2, 6)}${random.int(10, 99)}`
        : null,
      quantity,
      unitCode,
      baseQuantity: base,
      ...drawLimits(item, depot.slot, base, random),
      reserved,
      committed,
      producedOn: dayText(produced),
      expiresOn: shelf === null ? null : dayText(produced + shelf),
      ownerAgencyId: random.chance(0.1) ? depot.guestAgencyId : depot.ownerAgencyId,
      countedAt: instantText(today - random.next() * 120 - 1 / 86_400),
      qualityNote: null,
    };
    if (depot.slot.redCross !== true && random.chance(FLAW_SHARE))
      spoil(row, random.pick(FLAWS), today, random);
    yield row;
  }
}

/** What the maker behind a depot can produce, for the production-capacity mode only. */
export function* capacityRows(context: SeedContext, depot: StockedDepot): Generator<Row> {
  if (depot.slot.mode !== "PRODUCTION_CAPACITY") return;
  const random = context.random("production_capacity");
  for (const item of random.sample(ITEM_FILE.items, random.int(2, 5))) {
    yield {
      id: context.ids.next("production_capacity"),
      depotId: depot.id,
      itemCode: item.code,
      perDay: Math.max(1, Math.round(item.typical[1] * (0.2 + 0.8 * random.next()))),
      unitCode: item.baseUnitCode,
      leadTimeHours: random.pick([6, 12, 24, 48, 72]),
      contractNumber: `示例-${dayText(context.today).slice(0, 4)}-${`${random.int(1, 9999)}`.padStart(4, "0")}`,
      validUntil: random.chance(0.85) ? dayText(context.today + random.int(-60, 700)) : null,
    };
  }
}
