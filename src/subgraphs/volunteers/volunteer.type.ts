import { Float, ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Gender } from "../../dataset/gender.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { VolunteerStatus, VolunteerStep } from "./volunteer.enums.js";

/** A volunteer as published. */
@PublishedType("Volunteer", { key: "id", zh: "应急救援志愿者", en: "A volunteer for rescue work" })
export class Volunteer {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "姓名", en: "Name", policy: "PERSONAL" })
  name!: string | null;
  @Published(() => Gender, { zh: "性别", en: "Gender", policy: "PERSONAL" })
  gender!: Gender | null;
  @Published(() => String, { zh: "出生日期", en: "Day of birth", policy: "SENSITIVE" })
  birthDate!: string | null;
  @Published(() => String, { zh: "身份证件号码", en: "Identity number", policy: "SENSITIVE" })
  idNumber!: string | null;
  @Published(() => String, { zh: "联系电话", en: "Telephone", policy: "PERSONAL" })
  phone!: string | null;
  @Published(() => VolunteerStep, { zh: "所处环节", en: "How far they have come", policy: "PUBLIC" })
  step!: VolunteerStep;
  @Published(() => String, { zh: "注册日期", en: "Day they registered", policy: "PUBLIC", nullable: true })
  registeredOn!: string | null;
  @Published(() => Float, { zh: "累计服务时长(小时)", en: "Hours of service in all", policy: "PUBLIC" })
  serviceHours!: number;
  @Published(() => VolunteerStatus, { zh: "状态", en: "Whether they can be called on", policy: "PUBLIC" })
  status!: VolunteerStatus;
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

/** A page of volunteers. */
export const VolunteerConnection = connectionOf(Volunteer, { people: true });
