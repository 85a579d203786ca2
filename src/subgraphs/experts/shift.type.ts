import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { Team } from "./team.type.js";

/** A duty shift of an expert, as published. */
@PublishedType("ExpertShift", { zh: "专家值班", en: "A duty shift of an expert" })
export class ExpertShift {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Team, {
    zh: "值班所属队伍",
    en: "Team that it is for, where it is for one",
    policy: "PUBLIC",
    nullable: true,
    from: ["teamId"],
    read: ({ teamId: id }) => (id === null ? null : { id }),
  })
  team!: Team | null;
  @Published(() => Division, {
    zh: "值班所在行政区划",
    en: "Division that it is for",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: (row) => ({ code: row["divisionCode"] }),
  })
  division!: Division | null;
  @Published(() => String, { zh: "开始时间(ISO 8601)", en: "When it starts (ISO 8601)", policy: "PUBLIC" })
  startsAt!: string;
  @Published(() => String, {
    zh: "结束时间(ISO 8601),不含",
    en: "When it has ended (ISO 8601)",
    policy: "PUBLIC",
  })
  endsAt!: string;
}

/** A page of shifts, the earliest first. */
export const ExpertShiftConnection = connectionOf(ExpertShift);
