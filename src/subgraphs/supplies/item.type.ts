import { Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { SupplyCategory } from "./supply-category.type.js";
import { Unit } from "./unit.type.js";

/** A kind of supplies as published. */
@PublishedType("Item", { key: "code", zh: "物资品种", en: "A kind of supplies" })
export class Item {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
  @Published(() => SupplyCategory, {
    zh: "类别",
    en: "Category",
    policy: "PUBLIC",
    nullable: true,
    from: ["categoryId"],
    read: ({ categoryId: id }) => ({ id }),
  })
  category!: SupplyCategory | null;
  @Published(() => Unit, {
    zh: "基本单位",
    en: "Base unit, in which its stock can be added up",
    policy: "PUBLIC",
    nullable: true,
    from: ["baseUnitCode"],
    read: ({ baseUnitCode: code }) => ({ code }),
  })
  baseUnit!: Unit | null;
  @Published(() => Int, { zh: "保质期(天)", en: "Shelf life in days", policy: "PUBLIC", nullable: true })
  shelfLifeDays!: number | null;
  @Published(() => String, { zh: "规格", en: "Specification", policy: "PUBLIC", nullable: true })
  specification!: string | null;
}

/** A pack that an item comes in, as published. */
@PublishedType("ItemPack", { zh: "包装", en: "A pack that an item comes in" })
export class ItemPack {
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC", nullable: true })
  nameEn!: string | null;
  @Published(() => Unit, {
    zh: "包装单位",
    en: "Unit of the pack",
    policy: "PUBLIC",
    nullable: true,
    from: ["unitCode"],
    read: ({ unitCode: code }) => ({ code }),
  })
  unit!: Unit | null;
  @Published(() => Float, { zh: "内装数量(基本单位)", en: "What it holds, in base units", policy: "PUBLIC" })
  baseQuantity!: number;
}

/** An item that can stand in for another, as published. */
@PublishedType("ItemSubstitute", { zh: "替代物资", en: "An item that can stand in for another" })
export class ItemSubstitute {
  @Published(() => Float, {
    zh: "替代比(多少替代一个)",
    en: "How many of the substitute replace one",
    policy: "PUBLIC",
  })
  ratio!: number;
  @Published(() => String, { zh: "说明", en: "Note", policy: "PUBLIC", nullable: true })
  note!: string | null;
}

/** A page of items. */
export const ItemConnection = connectionOf(Item);
