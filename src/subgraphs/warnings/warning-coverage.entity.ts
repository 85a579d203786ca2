import { defineEntity, p } from "@mikro-orm/core";
import { divisionColumns, instant, key, oneOf, text } from "../../store/columns.js";
import { WarningChannel, WarningColour, WarningStatus } from "./warning.enums.js";

/**
 * How many people of a town an alert or an update was meant for, and how many of them it reached, by whatever
 * channels, each person once. What it repeats of its warning (which never changes) is there so that the coverage of a
 * period is one range of an index. Of cancellations none is reported.
 */
export const WarningCoverageEntity = defineEntity({
  name: "WarningCoverage",
  tableName: "warning_coverage",
  uniques: [{ properties: ["warningId", "divisionCode"] }],
  indexes: [
    { properties: ["issuedAt", "id"] },
    { properties: ["provinceCode", "issuedAt", "id"] },
    { properties: ["prefectureCode", "issuedAt", "id"] },
    { properties: ["countyCode", "issuedAt", "id"] },
    { properties: ["townCode", "issuedAt", "id"] },
  ],
  properties: {
    id: key().primary(),
    warningId: key(),
    ...divisionColumns,
    eventTypeCode: text(20),
    colour: oneOf(WarningColour).nullable(),
    status: oneOf(WarningStatus),
    issuedAt: instant(),
    targeted: p.integer(),
    reached: p.integer(),
    reportedAt: instant(),
  },
});

/** How many people of a town one channel reached: people whom two channels reached are in both. */
export const WarningDeliveryEntity = defineEntity({
  name: "WarningDelivery",
  tableName: "warning_delivery",
  uniques: [{ properties: ["coverageId", "channel"] }],
  indexes: [{ properties: ["warningId", "id"] }],
  properties: {
    id: key().primary(),
    coverageId: key(),
    warningId: key(),
    channel: oneOf(WarningChannel),
    targeted: p.integer(),
    reached: p.integer(),
    reportedAt: instant(),
  },
});
