import { Float, ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { EquipmentStatus } from "./team.enums.js";

/** A kind of gear that a team holds, as published. */
@PublishedType("TeamEquipment", { zh: "队伍装备", en: "Gear that a team holds" })
export class TeamEquipment {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC", nullable: true })
  nameEn!: string | null;
  @Published(() => Float, { zh: "数量", en: "Quantity, in the unit beside it", policy: "PUBLIC" })
  quantity!: number;
  @Published(() => ID, { zh: "计量单位代码", en: "Code of the unit", policy: "PUBLIC" })
  unitCode!: string;
  @Published(() => EquipmentStatus, { zh: "状态", en: "Whether it can be used", policy: "PUBLIC" })
  status!: EquipmentStatus;
  @Published(() => String, { zh: "最近检查日期", en: "Day of the last inspection", policy: "INTERNAL" })
  inspectedOn!: string | null;
}

/** A page of a team's gear. */
export const TeamEquipmentConnection = connectionOf(TeamEquipment);
