import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A skill of a volunteer, as published. */
@PublishedType("VolunteerSkill", {
  zh: "志愿者所持技能",
  en: "A skill of a volunteer, and the certificate that shows it",
})
export class VolunteerSkill {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "证书编号", en: "Number of the certificate", policy: "PERSONAL" })
  certificateNumber!: string | null;
  @Published(() => String, {
    zh: "发证单位",
    en: "Who issued the certificate",
    policy: "PUBLIC",
    nullable: true,
  })
  issuedBy!: string | null;
  @Published(() => String, { zh: "发证日期", en: "Day it was issued", policy: "PUBLIC", nullable: true })
  issuedOn!: string | null;
  @Published(() => String, { zh: "有效期至", en: "Last day it is valid", policy: "PUBLIC", nullable: true })
  validUntil!: string | null;
}
