import { publishEnum } from "../../dataset/published-enum.js";

/** The four classes of emergencies in the Emergency Response Law. */
export const EventClass = publishEnum(
  {
    NATURAL: "NATURAL",
    ACCIDENT: "ACCIDENT",
    PUBLIC_HEALTH: "PUBLIC_HEALTH",
    SOCIAL_SECURITY: "SOCIAL_SECURITY",
  },
  "EventClass",
  { zh: "突发事件类别", en: "The four classes of emergencies" },
  {
    NATURAL: ["自然灾害", "Natural disaster"],
    ACCIDENT: ["事故灾难", "Accident"],
    PUBLIC_HEALTH: ["公共卫生事件", "Public-health emergency"],
    SOCIAL_SECURITY: ["社会安全事件", "Social-security incident"],
  },
);
/** One of {@link EventClass}. */
export type EventClass = (typeof EventClass)[keyof typeof EventClass];
