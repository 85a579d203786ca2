import { Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { AircraftKind, AirUnitStatus } from "./aviation.enums.js";
import { Division } from "./division.type.js";

/** An air unit as published. */
@PublishedType("AirUnit", {
  key: "id",
  zh: "航空救援单元:一架航空器及其机组",
  en: "An air unit: an aircraft with its crew",
})
export class AirUnit {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC", nullable: true })
  nameEn!: string | null;
  @Published(() => AircraftKind, { zh: "航空器类别", en: "Kind of aircraft", policy: "PUBLIC" })
  kind!: AircraftKind;
  @Published(() => AirUnitStatus, { zh: "状态", en: "Whether it can be sent", policy: "PUBLIC" })
  status!: AirUnitStatus;
  @Published(() => Agency, {
    zh: "运营机构",
    en: "Agency that operates it",
    policy: "PUBLIC",
    nullable: true,
    from: ["operatorAgencyId"],
    read: ({ operatorAgencyId: id }) => ({ id }),
  })
  operatorAgency!: Agency | null;
  @Published(() => Float, {
    zh: "巡航速度(千米/小时)",
    en: "Cruising speed in kilometres an hour",
    policy: "PUBLIC",
  })
  cruiseKmh!: number;
  @Published(() => Int, {
    zh: "出动准备时间(分钟)",
    en: "Minutes from the call to the take-off",
    policy: "PUBLIC",
  })
  turnoutMinutes!: number;
  @Published(() => Division, {
    zh: "驻地所属行政区划",
    en: "The division of its home site",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => ({ code }),
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

/** A page of air units. */
export const AirUnitConnection = connectionOf(AirUnit);
