import { Float, ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType, type Row } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { QUANTITY_PROPERTIES, Quantity, toQuantity } from "./quantity.type.js";

/** Stock of one item in a depot, as published: what lies there is open to everybody, how much is not. */
@PublishedType("StockLine", { zh: "库存", en: "Stock of one item, and batch, in a depot" })
export class StockLine {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => ID, { zh: "物资代码", en: "Code of the item", policy: "PUBLIC" })
  itemCode!: string;
  @Published(() => String, { zh: "批次", en: "Batch", policy: "PUBLIC", nullable: true })
  batch!: string | null;
  @Published(() => Quantity, {
    zh: "数量",
    en: "How much there is",
    policy: "INTERNAL",
    from: QUANTITY_PROPERTIES,
    read: toQuantity,
  })
  quantity!: Quantity | null;
  @Published(() => Float, {
    zh: "最低储备量(基本单位)",
    en: "Minimum to be held, in base units",
    policy: "INTERNAL",
  })
  minimum!: number | null;
  @Published(() => Float, {
    zh: "最高储备量(基本单位)",
    en: "Maximum to be held, in base units",
    policy: "INTERNAL",
  })
  maximum!: number | null;
  @Published(() => Float, { zh: "已预留量(基本单位)", en: "Reserved, in base units", policy: "INTERNAL" })
  reserved!: number | null;
  @Published(() => Float, { zh: "已承诺量(基本单位)", en: "Committed, in base units", policy: "INTERNAL" })
  committed!: number | null;
  @Published(() => Float, {
    zh: "可用量(基本单位)= 数量 − 已预留 − 已承诺;负数表示超额承诺",
    en: "Available in base units: quantity less reserved less committed; negative when more was promised than is there",
    policy: "INTERNAL",
    from: ["baseQuantity", "reserved", "committed"],
    read: available,
  })
  available!: number | null;
  @Published(() => String, { zh: "生产日期", en: "Day of production", policy: "PUBLIC", nullable: true })
  producedOn!: string | null;
  @Published(() => String, { zh: "有效期至", en: "Day it expires", policy: "PUBLIC", nullable: true })
  expiresOn!: string | null;
  @Published(() => Agency, {
    zh: "物资所有机构(可与保管方不同)",
    en: "Agency that owns the stock, apart from who keeps it",
    policy: "PUBLIC",
    nullable: true,
    from: ["ownerAgencyId"],
    read: ({ ownerAgencyId: id }) => ({ id }),
  })
  ownerAgency!: Agency | null;
  @Published(() => String, {
    zh: "清点时间(ISO 8601)",
    en: "When it was counted (ISO 8601)",
    policy: "PUBLIC",
  })
  countedAt!: string;
  @Published(() => String, {
    zh: "数据质量说明",
    en: "What was found wrong with the record as received",
    policy: "PUBLIC",
    nullable: true,
  })
  qualityNote!: string | null;
}

/** A page of stock. */
export const StockLineConnection = connectionOf(StockLine);

function available(row: Row): number {
  const left = (row["baseQuantity"] as number) - (row["reserved"] as number) - (row["committed"] as number);
  // Quantities come with a few decimals; what lies beyond a millionth is noise of the subtraction.
  return Math.round(left * 1e6) / 1e6;
}
