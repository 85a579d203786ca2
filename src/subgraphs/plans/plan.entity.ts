import { defineEntity, p } from "@mikro-orm/core";
import {
  day,
  divisionColumns,
  divisionIndexes,
  key,
  oneOf,
  provenanceColumns,
  real,
  text,
} from "../../store/columns.js";
import { ExerciseKind, PlanEventClass, PlanKind, PlanLevel, PlanLinkKind, PlanStatus } from "./plan.enums.js";

/** An emergency plan. An overall plan is for every class of events and has none of its own. */
export const PlanEntity = defineEntity({
  name: "Plan",
  tableName: "plan",
  indexes: [
    ...divisionIndexes,
    { properties: ["ownerAgencyId", "id"] },
    { properties: ["parentPlanId", "id"] },
    { properties: ["kind", "id"] },
  ],
  properties: {
    id: key().primary(),
    code: text(40).unique(),
    title: text(160),
    titleEn: text(200).nullable(),
    kind: oneOf(PlanKind),
    eventClass: oneOf(PlanEventClass).nullable(),
    level: oneOf(PlanLevel),
    structured: p.boolean(),
    ownerAgencyId: key(),
    parentPlanId: key().nullable(),
    status: oneOf(PlanStatus),
    version: text(20),
    effectiveOn: day().nullable(),
    revisedOn: day().nullable(),
    reviewDueOn: day().nullable(),
    // No column: see the loader. It is named here for its type.
    lastExercisedOn: day().nullable().persist(false),
    ...divisionColumns,
    ...provenanceColumns,
  },
});

/** That a plan was fitted to another; HIERARCHY and GOVERNMENT_ENTERPRISE go from the lower plan to the upper one. */
export const PlanLinkEntity = defineEntity({
  name: "PlanLink",
  tableName: "plan_link",
  indexes: [{ properties: ["planId", "id"] }, { properties: ["linkedPlanId", "id"] }],
  properties: {
    id: key().primary(),
    planId: key(),
    linkedPlanId: key(),
    kind: oneOf(PlanLinkKind),
    agreedOn: day().nullable(),
  },
});

/** An exercise of a plan that was held. */
export const ExerciseEntity = defineEntity({
  name: "Exercise",
  tableName: "exercise",
  indexes: [...divisionIndexes, { properties: ["planId", "heldOn", "id"] }, { properties: ["heldOn", "id"] }],
  properties: {
    id: key().primary(),
    planId: key(),
    kind: oneOf(ExerciseKind),
    heldOn: day(),
    participants: p.integer().nullable(),
    score: real().nullable(),
    findings: text(500).nullable(),
    ...divisionColumns,
    ...provenanceColumns,
  },
});
