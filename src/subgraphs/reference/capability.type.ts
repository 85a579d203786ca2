import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { CapabilityKind } from "./capability.enums.js";

/** A capability of the catalogue as published. */
@PublishedType("Capability", { key: "code", zh: "能力", en: "A capability of the catalogue" })
export class Capability {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
  @Published(() => String, { zh: "门类", en: "Category, in Chinese", policy: "PUBLIC" })
  category!: string;
  @Published(() => String, { zh: "门类(英文)", en: "Category", policy: "PUBLIC" })
  categoryEn!: string;
  @Published(() => CapabilityKind, { zh: "能力主体", en: "What has it", policy: "PUBLIC" })
  kind!: CapabilityKind;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
  @Published(() => String, { zh: "说明", en: "Description, in Chinese", policy: "PUBLIC" })
  description!: string;
  @Published(() => String, { zh: "说明(英文)", en: "Description", policy: "PUBLIC" })
  descriptionEn!: string;
}

/** A page of capabilities. */
export const CapabilityConnection = connectionOf(Capability);

/** A type of a capability with its minimum metrics, as published. */
@PublishedType("CapabilityType", {
  zh: "能力等级及其最低指标",
  en: "A type of a capability, with its minimum metrics",
})
export class CapabilityType {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Int, { zh: "等级(1 最强)", en: "Type: 1 is the strongest", policy: "PUBLIC" })
  typeLevel!: number;
  @Published(() => Int, { zh: "最少人数", en: "People, at least", policy: "PUBLIC", nullable: true })
  minPersonnel!: number | null;
  @Published(() => Int, {
    zh: "出动时限(分钟)",
    en: "Minutes to turn out, at most",
    policy: "PUBLIC",
    nullable: true,
  })
  maxTurnoutMinutes!: number | null;
  @Published(() => String, { zh: "指标", en: "Metrics, in Chinese", policy: "PUBLIC" })
  metrics!: string;
  @Published(() => String, { zh: "指标(英文)", en: "Metrics", policy: "PUBLIC" })
  metricsEn!: string;
}
