import { Float, ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { UnitDimension } from "./unit.enums.js";

/** A unit as published. */
@PublishedType("Unit", { key: "code", zh: "计量单位", en: "A unit of quantities" })
export class Unit {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
  @Published(() => UnitDimension, { zh: "量纲", en: "What it measures", policy: "PUBLIC" })
  dimension!: UnitDimension;
  @Published(() => ID, { zh: "基准单位代码", en: "Code of its base unit", policy: "PUBLIC" })
  baseCode!: string;
  @Published(() => Float, {
    zh: "折合基准单位的数量",
    en: "How many base units one of it is",
    policy: "PUBLIC",
  })
  toBase!: number;
}

/** A page of units. */
export const UnitConnection = connectionOf(Unit);
