import { Float, ID } from "type-graphql";
import { Published, PublishedType, type Row } from "../../dataset/published.js";
import { Unit } from "./unit.type.js";

/** An amount as it was counted, and the same in the item's base unit. Only base values of one item may be added up. */
@PublishedType("Quantity", {
  zh: "数量:清点值及基本单位折算值",
  en: "An amount as counted, and in the item's base unit",
})
export class Quantity {
  @Published(() => Float, { zh: "清点数量", en: "As counted", policy: "PUBLIC" })
  value!: number;
  @Published(() => ID, { zh: "清点单位代码", en: "Code of the unit it was counted in", policy: "PUBLIC" })
  unitCode!: string;
  @Published(() => Unit, { zh: "清点单位", en: "Unit it was counted in", policy: "PUBLIC", nullable: true })
  unit!: Unit | null;
  @Published(() => Float, { zh: "折合基本单位数量", en: "In base units", policy: "PUBLIC" })
  baseValue!: number;
  @Published(() => ID, {
    zh: "基本单位代码(物资未登记时为空)",
    en: "Code of the item's base unit, null when the item is not registered",
    policy: "PUBLIC",
    nullable: true,
  })
  baseUnitCode!: string | null;
  @Published(() => Unit, { zh: "基本单位", en: "The item's base unit", policy: "PUBLIC", nullable: true })
  baseUnit!: Unit | null;
}

/** The properties that {@link toQuantity} reads. */
export const QUANTITY_PROPERTIES = ["quantity", "unitCode", "baseQuantity", "baseUnitCode"] as const;

/** The published quantity of a stock line's row. */
export function toQuantity(row: Row): Quantity {
  const unitCode = row["unitCode"] as string;
  const baseUnitCode = row["baseUnitCode"] as string | null;
  return {
    value: row["quantity"] as number,
    unitCode,
    unit: { code: unitCode },
    baseValue: row["baseQuantity"] as number,
    baseUnitCode,
    baseUnit: baseUnitCode === null ? null : { code: baseUnitCode },
  };
}
