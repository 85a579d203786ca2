import { defineEntity, p } from "@mikro-orm/core";
import { Gender } from "../../dataset/gender.js";
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
import {
  VolunteerOrganisationKind,
  VolunteerStatus,
  VolunteerStep,
  VolunteerStepKind,
} from "./volunteer.enums.js";

/** Who keeps volunteers. */
export const VolunteerOrganisationEntity = defineEntity({
  name: "VolunteerOrganisation",
  tableName: "volunteer_organisation",
  indexes: divisionIndexes,
  properties: {
    id: key().primary(),
    name: text(120),
    kind: oneOf(VolunteerOrganisationKind),
    uscc: text(18).nullable(),
    contactName: text(60).nullable(),
    contactPhone: text(30).nullable(),
    memberCount: p.integer().nullable(),
    registeredOn: day().nullable(),
    ...divisionColumns,
    ...provenanceColumns,
  },
});

/** A person who helps unpaid. `step` is where the last of their step events left them. */
export const VolunteerEntity = defineEntity({
  name: "Volunteer",
  tableName: "volunteer",
  indexes: [
    ...divisionIndexes,
    { properties: ["organisationId", "id"] },
    { properties: ["step", "id"] },
    { properties: ["registeredOn", "id"] },
    { properties: ["serviceHours", "id"] },
  ],
  properties: {
    id: key().primary(),
    name: text(60),
    gender: oneOf(Gender).nullable(),
    birthDate: day().nullable(),
    idNumber: text(18).nullable(),
    phone: text(30).nullable(),
    organisationId: key().nullable(),
    step: oneOf(VolunteerStep),
    registeredOn: day().nullable(),
    serviceHours: real(),
    status: oneOf(VolunteerStatus),
    ...divisionColumns,
    ...provenanceColumns,
  },
});

/** Something that a volunteer can do. */
export const SkillEntity = defineEntity({
  name: "Skill",
  tableName: "skill",
  properties: {
    code: text(40).primary(),
    name: text(60),
    nameEn: text(80),
    certificateRequired: p.boolean(),
  },
});

/** A skill of a volunteer, and the certificate that shows it. */
export const VolunteerSkillEntity = defineEntity({
  name: "VolunteerSkill",
  tableName: "volunteer_skill",
  indexes: [
    { properties: ["volunteerId", "id"] },
    { properties: ["skillCode", "volunteerId"] },
    { properties: ["validUntil", "volunteerId"] },
  ],
  properties: {
    id: key().primary(),
    volunteerId: key(),
    skillCode: text(40),
    certificateNumber: text(60).nullable(),
    issuedBy: text(120).nullable(),
    issuedOn: day().nullable(),
    validUntil: day().nullable(),
  },
});

/** Something that happened in one of the plan's six steps; `hours` of training or service, `score` of an assessment. */
export const VolunteerStepEventEntity = defineEntity({
  name: "VolunteerStepEvent",
  tableName: "volunteer_step_event",
  indexes: [{ properties: ["volunteerId", "happenedOn", "id"] }],
  properties: {
    id: key().primary(),
    volunteerId: key(),
    step: oneOf(VolunteerStepKind),
    happenedOn: day(),
    hours: real().nullable(),
    score: p.integer().nullable(),
    note: text(300).nullable(),
  },
});

/** When in the week a volunteer can come: Monday is 1, times are of Asia/Shanghai. */
export const VolunteerAvailabilityEntity = defineEntity({
  name: "VolunteerAvailability",
  tableName: "volunteer_availability",
  indexes: [{ properties: ["volunteerId", "weekday", "fromTime", "id"] }],
  properties: {
    id: key().primary(),
    volunteerId: key(),
    weekday: p.integer(),
    fromTime: text(5),
    toTime: text(5),
  },
});
