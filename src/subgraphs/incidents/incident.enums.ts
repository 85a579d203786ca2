import { publishEnum } from "../../dataset/published-enum.js";

/** How far an incident has come. */
export const IncidentStatus = publishEnum(
  {
    REPORTED: "REPORTED",
    RESPONDING: "RESPONDING",
    CONTROLLED: "CONTROLLED",
    CLOSED: "CLOSED",
    FALSE_ALARM: "FALSE_ALARM",
  },
  "IncidentStatus",
  { zh: "突发事件处置状态", en: "How far an incident has come" },
  {
    REPORTED: ["已接报", "Reported, nobody sent yet"],
    RESPONDING: ["处置中", "Teams are on their way or at work"],
    CONTROLLED: ["已控制", "Under control, not yet over"],
    CLOSED: ["已结束", "Over"],
    FALSE_ALARM: ["误报", "There was no incident"],
  },
);
/** One of {@link IncidentStatus}. */
export type IncidentStatus = (typeof IncidentStatus)[keyof typeof IncidentStatus];
