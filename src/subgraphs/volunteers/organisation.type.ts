import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { VolunteerOrganisationKind } from "./volunteer.enums.js";

/** An organisation that keeps volunteers, as published. */
@PublishedType("VolunteerOrganisation", {
  key: "id",
  zh: "志愿者组织",
  en: "An organisation that keeps volunteers",
})
export class VolunteerOrganisation {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => VolunteerOrganisationKind, {
    zh: "类别",
    en: "What kind of organisation it is",
    policy: "PUBLIC",
  })
  kind!: VolunteerOrganisationKind;
  @Published(() => String, {
    zh: "统一社会信用代码(GB 32100)",
    en: "Unified social credit code (GB 32100)",
    policy: "PUBLIC",
    nullable: true,
  })
  uscc!: string | null;
  @Published(() => String, { zh: "联系人", en: "Contact person", policy: "PERSONAL" })
  contactName!: string | null;
  @Published(() => String, { zh: "联系电话", en: "Contact's telephone", policy: "PERSONAL" })
  contactPhone!: string | null;
  @Published(() => Int, {
    zh: "成员数(组织自报)",
    en: "Members, by its own count",
    policy: "PUBLIC",
    nullable: true,
  })
  memberCount!: number | null;
  @Published(() => String, { zh: "登记日期", en: "Day it was registered", policy: "PUBLIC", nullable: true })
  registeredOn!: string | null;
  @Published(() => Division, {
    zh: "所属行政区划",
    en: "The deepest division it is known to belong to",
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

/** A page of organisations. */
export const VolunteerOrganisationConnection = connectionOf(VolunteerOrganisation);
