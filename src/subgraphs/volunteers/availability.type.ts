import { Int } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** When in the week a volunteer can come, as published. */
@PublishedType("VolunteerAvailability", {
  zh: "志愿者可服务时段",
  en: "When in the week a volunteer can come",
})
export class VolunteerAvailability {
  @Published(() => Int, { zh: "星期(1 为星期一)", en: "Day of the week: 1 is Monday", policy: "PUBLIC" })
  weekday!: number;
  @Published(() => String, {
    zh: "开始时间(北京时间 HH:MM)",
    en: "From, HH:MM in Asia/Shanghai",
    policy: "PUBLIC",
  })
  fromTime!: string;
  @Published(() => String, {
    zh: "结束时间(北京时间 HH:MM)",
    en: "To, HH:MM in Asia/Shanghai",
    policy: "PUBLIC",
  })
  toTime!: string;
}
