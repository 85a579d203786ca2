import { publishEnum } from "../../dataset/published-enum.js";

/** The colour of a warning, by how grave it is. */
export const WarningColour = publishEnum(
  { RED: "RED", ORANGE: "ORANGE", YELLOW: "YELLOW", BLUE: "BLUE" },
  "WarningColour",
  { zh: "预警颜色(级别)", en: "Colour of a warning: how grave it is" },
  {
    RED: ["红色(一级,最高)", "Red: level 1, the gravest"],
    ORANGE: ["橙色(二级)", "Orange: level 2"],
    YELLOW: ["黄色(三级)", "Yellow: level 3"],
    BLUE: ["蓝色(四级)", "Blue: level 4"],
  },
);
/** One of {@link WarningColour}. */
export type WarningColour = (typeof WarningColour)[keyof typeof WarningColour];

/** Whether a message begins a warning, changes it or ends it. */
export const WarningMessageType = publishEnum(
  { ALERT: "ALERT", UPDATE: "UPDATE", CANCEL: "CANCEL" },
  "WarningMessageType",
  { zh: "预警信息类型", en: "Whether a message begins a warning, changes it or ends it" },
  {
    ALERT: ["首次发布", "First issue"],
    UPDATE: ["更新", "Update of an earlier message"],
    CANCEL: ["解除", "Cancels an earlier message"],
  },
);
/** One of {@link WarningMessageType}. */
export type WarningMessageType = (typeof WarningMessageType)[keyof typeof WarningMessageType];

/** Whether a warning is meant in earnest. */
export const WarningStatus = publishEnum(
  { ACTUAL: "ACTUAL", EXERCISE: "EXERCISE", TEST: "TEST" },
  "WarningStatus",
  { zh: "预警状态", en: "Whether a warning is meant in earnest" },
  {
    ACTUAL: ["实际", "Actual: to be acted on"],
    EXERCISE: ["演练", "Part of an exercise"],
    TEST: ["测试", "Test of the system"],
  },
);
/** One of {@link WarningStatus}. */
export type WarningStatus = (typeof WarningStatus)[keyof typeof WarningStatus];

/** By what a warning reaches people. */
export const WarningChannel = publishEnum(
  {
    SMS: "SMS",
    APP: "APP",
    TELEVISION: "TELEVISION",
    RADIO: "RADIO",
    LOUDSPEAKER: "LOUDSPEAKER",
    DISPLAY: "DISPLAY",
    DOOR_TO_DOOR: "DOOR_TO_DOOR",
  },
  "WarningChannel",
  { zh: "发布渠道", en: "By what a warning reaches people" },
  {
    SMS: ["手机短信", "Text message"],
    APP: ["应用与社交媒体", "Apps and social media"],
    TELEVISION: ["电视", "Television"],
    RADIO: ["广播", "Radio"],
    LOUDSPEAKER: ["大喇叭", "Loudspeakers in the street"],
    DISPLAY: ["电子显示屏", "Electronic displays"],
    DOOR_TO_DOOR: ["入户告知", "From door to door"],
  },
);
/** One of {@link WarningChannel}. */
export type WarningChannel = (typeof WarningChannel)[keyof typeof WarningChannel];
