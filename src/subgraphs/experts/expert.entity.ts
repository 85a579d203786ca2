import { defineEntity, p } from "@mikro-orm/core";
import { Gender } from "../../dataset/gender.js";
import {
  day,
  divisionColumns,
  divisionIndexes,
  instant,
  key,
  oneOf,
  provenanceColumns,
  real,
  text,
} from "../../store/columns.js";
import { AppointmentLevel, ExpertStatus, ExpertTeamRole, ExpertUse } from "./expert.enums.js";

/** A field of knowledge that experts are found by. */
export const ExpertDomainEntity = defineEntity({
  name: "ExpertDomain",
  tableName: "expert_domain",
  properties: { code: text(40).primary(), name: text(60), nameEn: text(80) },
});

/** A person whom the rescue system asks for advice. */
export const ExpertEntity = defineEntity({
  name: "Expert",
  tableName: "expert",
  indexes: divisionIndexes,
  properties: {
    id: key().primary(),
    name: text(60),
    nameEn: text(80).nullable(),
    gender: oneOf(Gender).nullable(),
    birthDate: day().nullable(),
    idNumber: text(18).nullable(),
    title: text(80).nullable(),
    employer: text(120).nullable(),
    phone: text(30).nullable(),
    email: text(120).nullable(),
    summary: text(500).nullable(),
    status: oneOf(ExpertStatus),
    ...divisionColumns,
    ...provenanceColumns,
  },
});

/** A domain of an expert; one of them is the primary one. */
export const ExpertSpecialtyEntity = defineEntity({
  name: "ExpertSpecialty",
  tableName: "expert_specialty",
  indexes: [{ properties: ["expertId", "domainCode"] }, { properties: ["domainCode", "expertId"] }],
  properties: { id: key().primary(), expertId: key(), domainCode: text(40), primary: p.boolean() },
});

/** From when to when an expert stood on an agency's register. */
export const ExpertAppointmentEntity = defineEntity({
  name: "ExpertAppointment",
  tableName: "expert_appointment",
  indexes: [{ properties: ["expertId", "validFrom", "id"] }, { properties: ["agencyId", "validFrom", "id"] }],
  properties: {
    id: key().primary(),
    expertId: key(),
    level: oneOf(AppointmentLevel),
    agencyId: key(),
    divisionCode: text(12),
    validFrom: day(),
    validTo: day().nullable(),
  },
});

/** One time that an expert was used. */
export const ExpertEngagementEntity = defineEntity({
  name: "ExpertEngagement",
  tableName: "expert_engagement",
  indexes: [{ properties: ["expertId", "startedOn", "id"] }],
  properties: {
    id: key().primary(),
    expertId: key(),
    use: oneOf(ExpertUse),
    subject: text(200).nullable(),
    startedOn: day(),
    days: p.integer(),
  },
});

/** A duty shift. An expert is on call while one of theirs lasts: `startsAt` belongs to it, `endsAt` does not. */
export const ExpertShiftEntity = defineEntity({
  name: "ExpertShift",
  tableName: "expert_shift",
  // The second is for "who is on call": by its end, so that the past, which grows, is never read.
  indexes: [
    { properties: ["expertId", "startsAt", "id"] },
    { properties: ["endsAt", "startsAt", "expertId"] },
  ],
  properties: {
    id: key().primary(),
    expertId: key(),
    teamId: key().nullable(),
    divisionCode: text(12),
    startsAt: instant(),
    endsAt: instant(),
  },
});

/** What an expert is to a team. One pair can stand here twice, with two roles. */
export const ExpertTeamEntity = defineEntity({
  name: "ExpertTeam",
  tableName: "expert_team",
  indexes: [{ properties: ["expertId", "id"] }, { properties: ["teamId", "expertId"] }],
  properties: {
    id: key().primary(),
    expertId: key(),
    teamId: key(),
    role: oneOf(ExpertTeamRole),
    since: day(),
  },
});

/** A course that an expert completed. */
export const ExpertTrainingEntity = defineEntity({
  name: "ExpertTraining",
  tableName: "expert_training",
  indexes: [{ properties: ["expertId", "completedOn", "id"] }],
  properties: {
    id: key().primary(),
    expertId: key(),
    course: text(120),
    courseEn: text(160).nullable(),
    completedOn: day(),
    hours: real(),
    validUntil: day().nullable(),
  },
});
