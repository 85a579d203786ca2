import { Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Unit } from "./unit.type.js";

/** What an enterprise can produce when called on, as published. */
@PublishedType("ProductionCapacity", { zh: "产能储备", en: "What an enterprise can produce when called on" })
export class ProductionCapacity {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Float, { zh: "日产量", en: "Output in a day, in the unit beside it", policy: "PUBLIC" })
  perDay!: number;
  @Published(() => Unit, {
    zh: "计量单位",
    en: "Unit of the output",
    policy: "PUBLIC",
    nullable: true,
    from: ["unitCode"],
    read: ({ unitCode: code }) => ({ code }),
  })
  unit!: Unit | null;
  @Published(() => Int, { zh: "启动所需小时", en: "Hours until the first output", policy: "PUBLIC" })
  leadTimeHours!: number;
  @Published(() => String, { zh: "合同编号", en: "Number of the contract", policy: "INTERNAL" })
  contractNumber!: string | null;
  @Published(() => String, { zh: "有效期至", en: "Last day it is valid", policy: "PUBLIC", nullable: true })
  validUntil!: string | null;
}

/** A page of production capacities. */
export const ProductionCapacityConnection = connectionOf(ProductionCapacity);
