import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { AgencyKind } from "./agency.enums.js";

/** An agency as published; its names hang from `agency-name.resolver.ts`. */
@PublishedType("Agency", {
  key: "id",
  zh: "机构:部门、指挥部、应急管理单元等",
  en: "An agency: a department, a headquarters, an emergency unit",
})
export class Agency {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => ID, { zh: "代号", en: "Short code of this project", policy: "PUBLIC" })
  code!: string;
  @Published(() => AgencyKind, { zh: "类型", en: "What kind of body it is", policy: "PUBLIC" })
  kind!: AgencyKind;
  @Published(() => String, {
    zh: "统一社会信用代码(GB 32100)",
    en: "Unified social credit code (GB 32100)",
    policy: "PUBLIC",
    nullable: true,
  })
  uscc!: string | null;
  @Published(() => String, { zh: "成立日期", en: "Day it was established", policy: "PUBLIC", nullable: true })
  establishedOn!: string | null;
  @Published(() => String, { zh: "撤销日期", en: "Day it was dissolved", policy: "PUBLIC", nullable: true })
  dissolvedOn!: string | null;
  @Published(() => Boolean, {
    zh: "是否为合成样例",
    en: "Whether it is synthetic sample data",
    policy: "PUBLIC",
  })
  synthetic!: boolean;
}

/** A page of agencies. */
export const AgencyConnection = connectionOf(Agency);
