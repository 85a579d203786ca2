import { Float, ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { POINT_PROPERTIES, Point, toPoint } from "../../dataset/point.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { notePage, Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { LandingSiteKind, LandingSiteStatus, LandingSurface } from "./aviation.enums.js";
import { Division } from "./division.type.js";

/** A landing site as published. */
@PublishedType("LandingSite", {
  key: "id",
  zh: "航空器起降点:仅民用,不含任何军用场所",
  en: "A landing site; civil ones only, no military place is in here",
})
export class LandingSite {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC", nullable: true })
  nameEn!: string | null;
  @Published(() => LandingSiteKind, { zh: "类别", en: "What kind of place it is", policy: "PUBLIC" })
  kind!: LandingSiteKind;
  @Published(() => LandingSurface, {
    zh: "道面",
    en: "What it is made of",
    policy: "PUBLIC",
    nullable: true,
  })
  surface!: LandingSurface | null;
  @Published(() => LandingSiteStatus, { zh: "状态", en: "Whether it can be used", policy: "PUBLIC" })
  status!: LandingSiteStatus;
  @Published(() => Agency, {
    zh: "所有机构",
    en: "Agency that owns it",
    policy: "PUBLIC",
    nullable: true,
    from: ["ownerAgencyId"],
    read: ({ ownerAgencyId: id }) => (id === null ? null : { id }),
  })
  ownerAgency!: Agency | null;
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
  @Published(() => String, { zh: "联系人", en: "Contact person", policy: "PERSONAL" })
  contactName!: string | null;
  @Published(() => String, { zh: "联系电话", en: "Contact's telephone", policy: "PERSONAL" })
  contactPhone!: string | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of landing sites. */
export const LandingSiteConnection = connectionOf(LandingSite);

/** A landing site, and how far it is. */
@PublishedType("NearbyLandingSite", { zh: "附近的起降点", en: "A landing site, and how far it is" })
export class NearbyLandingSite {
  @Published(() => Float, {
    zh: "直线距离(千米,精确到米)",
    en: "Distance as the crow flies, in kilometres to the metre",
    policy: "PUBLIC",
    needs: ["LandingSite.location"],
  })
  distanceKm!: number;
  @Published(() => LandingSite, { zh: "起降点", en: "The landing site", policy: "PUBLIC" })
  landingSite!: LandingSite;
}

notePage(NearbyLandingSite, "LandingSite");
