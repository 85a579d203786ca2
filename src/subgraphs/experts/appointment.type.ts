import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { Division } from "./division.type.js";
import { AppointmentLevel } from "./expert.enums.js";

/** From when to when an expert stands on a register, as published. */
@PublishedType("ExpertAppointment", {
  zh: "专家聘任",
  en: "From when to when an expert stands on a register",
})
export class ExpertAppointment {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => AppointmentLevel, { zh: "聘任层级", en: "Whose register it is", policy: "PUBLIC" })
  level!: AppointmentLevel;
  @Published(() => Agency, {
    zh: "聘任机构",
    en: "Agency that appointed",
    policy: "PUBLIC",
    nullable: true,
    from: ["agencyId"],
    read: (row) => ({ id: row["agencyId"] }),
  })
  agency!: Agency | null;
  @Published(() => Division, {
    zh: "聘任所在行政区划",
    en: "Division that the appointment is for",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: (row) => ({ code: row["divisionCode"] }),
  })
  division!: Division | null;
  @Published(() => String, { zh: "聘期开始日期", en: "First day", policy: "PUBLIC" })
  validFrom!: string;
  @Published(() => String, {
    zh: "聘期结束日期",
    en: "Last day; none while it is open",
    policy: "PUBLIC",
    nullable: true,
  })
  validTo!: string | null;
}

/** A page of appointments, the earliest first. */
export const ExpertAppointmentConnection = connectionOf(ExpertAppointment, { people: true });
