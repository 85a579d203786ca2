import { Float, ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { POINT_PROPERTIES, Point, toPoint } from "../../dataset/point.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { DepotMode, DepotStatus, DepotTier } from "./depot.enums.js";
import { Division } from "./division.type.js";

/** A depot as published. */
@PublishedType("Depot", {
  key: "id",
  zh: "应急物资储备库(点):不论来自哪个省市、何种储备方式,均为同一类型",
  en: "A depot of emergency supplies, of one type whichever province and mode of reserve it is",
})
export class Depot {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC", nullable: true })
  nameEn!: string | null;
  @Published(() => DepotTier, {
    zh: "储备层级(仅政府储备)",
    en: "Tier, of government's reserves only",
    policy: "PUBLIC",
    nullable: true,
  })
  tier!: DepotTier | null;
  @Published(() => DepotMode, { zh: "储备方式", en: "How the reserve is held", policy: "PUBLIC" })
  mode!: DepotMode;
  @Published(() => DepotStatus, { zh: "状态", en: "Whether it gives out stock", policy: "PUBLIC" })
  status!: DepotStatus;
  @Published(() => Division, {
    zh: "所属行政区划",
    en: "The deepest division it is known to belong to",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => ({ code }),
  })
  division!: Division | null;
  @Published(() => Point, {
    zh: "点位",
    en: "Where it is",
    policy: "PUBLIC",
    nullable: true,
    from: POINT_PROPERTIES,
    read: toPoint,
  })
  location!: Point | null;
  @Published(() => Agency, {
    zh: "所有机构",
    en: "Agency that owns it",
    policy: "PUBLIC",
    nullable: true,
    from: ["ownerAgencyId"],
    read: ({ ownerAgencyId: id }) => ({ id }),
  })
  ownerAgency!: Agency | null;
  @Published(() => Agency, {
    zh: "代管机构",
    en: "Agency that keeps it",
    policy: "PUBLIC",
    nullable: true,
    from: ["keeperAgencyId"],
    read: ({ keeperAgencyId: id }) => (id === null ? null : { id }),
  })
  keeperAgency!: Agency | null;
  @Published(() => String, {
    zh: "代管单位名称",
    en: "Who keeps it, by name",
    policy: "PUBLIC",
    nullable: true,
  })
  keeperName!: string | null;
  @Published(() => String, { zh: "地址", en: "Address", policy: "INTERNAL" })
  address!: string | null;
  @Published(() => String, { zh: "联系人", en: "Contact person", policy: "PERSONAL" })
  contactName!: string | null;
  @Published(() => String, { zh: "联系电话", en: "Contact's telephone", policy: "PERSONAL" })
  contactPhone!: string | null;
  @Published(() => Float, {
    zh: "库房面积(平方米)",
    en: "Floor area in square metres",
    policy: "PUBLIC",
    nullable: true,
  })
  floorAreaM2!: number | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of depots. */
export const DepotConnection = connectionOf(Depot);
