import { Published, PublishedType } from "../../dataset/published.js";
import { AgencyNameRole } from "./agency.enums.js";

/** A name of an agency with the days it is or was in use, as published. */
@PublishedType("AgencyName", { zh: "机构名称及其使用期", en: "A name of an agency, and when it was in use" })
export class AgencyName {
  @Published(() => AgencyNameRole, { zh: "名称性质", en: "How the agency bears it", policy: "PUBLIC" })
  role!: AgencyNameRole;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC", nullable: true })
  nameEn!: string | null;
  @Published(() => String, { zh: "简称", en: "Short name", policy: "PUBLIC", nullable: true })
  shortName!: string | null;
  @Published(() => String, {
    zh: "起用日期(空为未查明)",
    en: "First day of use; null where not established",
    policy: "PUBLIC",
    nullable: true,
  })
  validFrom!: string | null;
  @Published(() => String, {
    zh: "停用日期(含当日;空为仍在使用)",
    en: "Last day of use; null while in use",
    policy: "PUBLIC",
    nullable: true,
  })
  validTo!: string | null;
  @Published(() => String, { zh: "依据", en: "What this is known from", policy: "PUBLIC", nullable: true })
  sourceNote!: string | null;
}
