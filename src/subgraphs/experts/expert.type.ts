import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Gender } from "../../dataset/gender.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { ExpertStatus } from "./expert.enums.js";

/** An expert as published. */
@PublishedType("Expert", {
  key: "id",
  zh: "应急救援专家:市、区和应急管理单元共用共享",
  en: "An expert, shared by the city, its districts and the emergency units",
})
export class Expert {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "姓名", en: "Name", policy: "PERSONAL" })
  name!: string | null;
  @Published(() => String, { zh: "英文姓名", en: "Name in Latin letters", policy: "PERSONAL" })
  nameEn!: string | null;
  @Published(() => Gender, { zh: "性别", en: "Gender", policy: "PERSONAL" })
  gender!: Gender | null;
  @Published(() => String, { zh: "出生日期", en: "Day of birth", policy: "SENSITIVE" })
  birthDate!: string | null;
  @Published(() => String, { zh: "身份证件号码", en: "Identity number", policy: "SENSITIVE" })
  idNumber!: string | null;
  @Published(() => String, { zh: "职称", en: "Professional title", policy: "PUBLIC", nullable: true })
  title!: string | null;
  @Published(() => String, { zh: "工作单位", en: "Employer", policy: "INTERNAL" })
  employer!: string | null;
  @Published(() => String, { zh: "联系电话", en: "Telephone", policy: "PERSONAL" })
  phone!: string | null;
  @Published(() => String, { zh: "电子邮箱", en: "E-mail address", policy: "PERSONAL" })
  email!: string | null;
  @Published(() => String, { zh: "专长简介", en: "What they are known for", policy: "INTERNAL" })
  summary!: string | null;
  @Published(() => ExpertStatus, { zh: "状态", en: "Whether they can be called on", policy: "PUBLIC" })
  status!: ExpertStatus;
  @Published(() => Division, {
    zh: "所在行政区划",
    en: "The deepest division they are known to be in",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: (row) => ({ code: row["divisionCode"] }),
  })
  division!: Division | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of experts. */
export const ExpertConnection = connectionOf(Expert, { people: true });
