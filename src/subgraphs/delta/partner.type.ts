import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { PartnerKind } from "./delta.enums.js";
import { Division } from "./division.type.js";

/** A partner as published. */
@PublishedType("Partner", {
  key: "id",
  zh: "长三角协作方:省,或由若干区县、城市组成的协作体",
  en: "A Delta partner: a province, or a body of several districts or cities",
})
export class Partner {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
  @Published(() => PartnerKind, { zh: "类别", en: "What sort of partner it is", policy: "PUBLIC" })
  kind!: PartnerKind;
  @Published(() => Division, {
    zh: "省级行政区(仅省级协作方)",
    en: "The province, where the partner is one",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => (code === null ? null : { code }),
  })
  division!: Division | null;
  @Published(() => Agency, {
    zh: "联络机构",
    en: "Agency to get in touch with",
    policy: "PUBLIC",
    nullable: true,
    from: ["contactAgencyId"],
    read: ({ contactAgencyId: id }) => (id === null ? null : { id }),
  })
  contactAgency!: Agency | null;
  @Published(() => String, { zh: "说明", en: "Note", policy: "PUBLIC", nullable: true })
  note!: string | null;
}

/** A page of partners. */
export const PartnerConnection = connectionOf(Partner);
