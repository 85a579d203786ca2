import { readData } from "./data.js";

/** An item of the catalogue, with what a district depot typically holds in base units. */
export interface Item {
  code: string;
  name: string;
  nameEn: string;
  categoryId: string;
  baseUnitCode: string;
  shelfLifeDays: number | null;
  specification: string | null;
  typical: [number, number];
  packs: { unitCode: string; name: string; nameEn: string; baseQuantity: number }[];
}

interface ItemFile {
  items: Item[];
  substitutes: { itemCode: string; substituteCode: string; ratio: number; note: string | null }[];
  redCross: { itemCode: string; minimum: number; maximum: number }[];
}

/** The catalogue with its substitutes and the published Red Cross relief list. */
export const ITEM_FILE = readData<ItemFile>("items.json");

const byCode = new Map(ITEM_FILE.items.map((item) => [item.code, item]));

/** The item of a code; throws RangeError for a code that is not in the catalogue. */
export function itemOf(code: string): Item {
  const item = byCode.get(code);
  if (item === undefined) throw new RangeError(`itemOf must be called with an item code, but got: ${code}`);
  return item;
}
