import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { AgreementScope, AgreementStatus, LegalBasis, PartyRole, SharedDataset } from "./delta.enums.js";
import { Division } from "./division.type.js";

/** What an agreement says of data is for the rescue system and its own parties. */
export const TERMS = { policy: "INTERNAL", concerned: true } as const;

/** A sharing agreement as published. */
@PublishedType("Agreement", { key: "id", zh: "共享协议", en: "A sharing agreement" })
export class Agreement {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "标题", en: "Title", policy: "PUBLIC" })
  title!: string;
  @Published(() => String, { zh: "英文标题", en: "Title in English", policy: "PUBLIC" })
  titleEn!: string;
  @Published(() => String, { zh: "文号", en: "Document number", policy: "PUBLIC", nullable: true })
  documentNumber!: string | null;
  @Published(() => AgreementScope, {
    zh: "层级",
    en: "At which geographic scope it was made",
    policy: "PUBLIC",
  })
  scopeLevel!: AgreementScope;
  @Published(() => AgreementStatus, { zh: "状态", en: "Whether it holds", policy: "PUBLIC" })
  status!: AgreementStatus;
  @Published(() => String, { zh: "签署日期", en: "Day it was signed", policy: "PUBLIC", nullable: true })
  signedOn!: string | null;
  @Published(() => String, { zh: "生效日期", en: "First day it is valid", policy: "PUBLIC", nullable: true })
  validFrom!: string | null;
  @Published(() => String, { zh: "有效期至", en: "Last day it is valid", policy: "PUBLIC", nullable: true })
  validTo!: string | null;
  @Published(() => String, { zh: "目的", en: "Purpose", policy: "PUBLIC", nullable: true })
  purpose!: string | null;
  @Published(() => String, { zh: "公开出处", en: "Where it was published", policy: "PUBLIC", nullable: true })
  sourceNote!: string | null;
  @Published(() => Boolean, {
    zh: "是否为合成样例",
    en: "Whether it is synthetic sample data",
    policy: "PUBLIC",
  })
  synthetic!: boolean;
  @Published(() => LegalBasis, { zh: "法律依据", en: "On what legal ground data is handed over", ...TERMS })
  legalBasis!: LegalBasis | null;
  @Published(() => Int, {
    zh: "每日条数上限;空为不限",
    en: "Records a day that a partner may pull under it; unbounded where null",
    ...TERMS,
  })
  quotaPerDay!: number | null;
  @Published(() => Int, {
    zh: "个人信息保存天数;空为至协议终止",
    en: "Days that personal data may be kept; until it ends where null",
    ...TERMS,
  })
  retentionDays!: number | null;
}

/** A party to an agreement, as published. */
@PublishedType("AgreementParty", { zh: "缔约方", en: "A party to an agreement" })
export class AgreementParty {
  @Published(() => Division, {
    zh: "行政区划",
    en: "The division, where it is one or acts for one",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => (code === null ? null : { code }),
  })
  division!: Division | null;
  @Published(() => Agency, {
    zh: "机构",
    en: "The agency, where one is named",
    policy: "PUBLIC",
    nullable: true,
    from: ["agencyId"],
    read: ({ agencyId: id }) => (id === null ? null : { id }),
  })
  agency!: Agency | null;
  @Published(() => PartyRole, { zh: "角色", en: "What it does under the agreement", policy: "PUBLIC" })
  role!: PartyRole;
}

/** What an agreement shares, as published. */
@PublishedType("AgreementDataset", { zh: "协议所涉数据", en: "What an agreement shares" })
export class AgreementDataset {
  @Published(() => SharedDataset, { zh: "数据类别", en: "What is shared", policy: "PUBLIC" })
  dataset!: SharedDataset;
  @Published(() => Boolean, {
    zh: "公开文本是否写明(否则为推定)",
    en: "Whether the published text names it; else it is assumed",
    policy: "PUBLIC",
  })
  published!: boolean;
}

/** A page of agreements. */
export const AgreementConnection = connectionOf(Agreement);
