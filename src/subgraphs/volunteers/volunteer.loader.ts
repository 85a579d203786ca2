import { sql } from "kysely";
import { havingChild } from "../../dataset/condition.js";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, type Condition, childrenBy, childrenByDivision } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import type { Searchable } from "../../dataset/searchable.js";
import { toOne } from "../../dataset/to-one-filter.js";
import { VolunteerAvailability } from "./availability.type.js";
import { VolunteerOrganisation } from "./organisation.type.js";
import { Skill } from "./skill.type.js";
import { VolunteerStepEvent } from "./step-event.type.js";
import {
  SkillEntity,
  VolunteerAvailabilityEntity,
  VolunteerEntity,
  VolunteerOrganisationEntity,
  VolunteerSkillEntity,
  VolunteerStepEventEntity,
} from "./volunteer.entity.js";
import { Volunteer } from "./volunteer.type.js";
import { VolunteerSkill } from "./volunteer-skill.type.js";

const volunteers = dataset({ entity: VolunteerEntity, type: Volunteer, people: true, share: "VOLUNTEERS" });
const within = { owner: volunteers, by: "volunteerId" };
const organisations = dataset({
  entity: VolunteerOrganisationEntity,
  type: VolunteerOrganisation,
  share: "VOLUNTEERS",
});
const skills = dataset({ entity: SkillEntity, type: Skill, key: "code" });
const volunteerSkills = dataset({ entity: VolunteerSkillEntity, type: VolunteerSkill, within });
const stepEvents = dataset({
  entity: VolunteerStepEventEntity,
  type: VolunteerStepEvent,
  order: [{ property: "happenedOn" }],
  within,
});
const availability = dataset({
  entity: VolunteerAvailabilityEntity,
  type: VolunteerAvailability,
  order: [{ property: "weekday" }, { property: "fromTime" }],
  within,
});

const heldSkillFilter = filterOf(volunteerSkills, {
  toOne: { skill: toOne(filterOf(skills), "skillCode", { zh: "技能", en: "The skill" }) },
});

export const organisationFilter = filterOf(organisations, { division: true });
export const volunteerById = lookUp(volunteers);
export const volunteerFilter = filterOf(volunteers, {
  division: true,
  relations: {
    skills: byOwner(heldSkillFilter, "volunteerId", { zh: "技能", en: "Skills" }),
    steps: byOwner(filterOf(stepEvents), "volunteerId", {
      zh: "六个环节的记录",
      en: "What happened in the six steps",
    }),
    availability: byOwner(filterOf(availability), "volunteerId", {
      zh: "可服务时间",
      en: "When they are available",
    }),
  },
  toOne: {
    organisation: toOne(organisationFilter, "organisationId", {
      zh: "所属组织",
      en: "Organisation that keeps them",
    }),
  },
});
export const volunteerOrder = orderOf(volunteers);
export const allVolunteers = allOf(volunteers);
export const volunteersByDivision = childrenByDivision(volunteers);
export const volunteersByOrganisation = childrenBy(volunteers, "organisationId");

export const organisationById = lookUp(organisations);
export const organisationOrder = orderOf(organisations);
export const allOrganisations = allOf(organisations);
export const organisationsByDivision = childrenByDivision(organisations);

export const skillByCode = lookUp(skills);
export const allSkills = allOf(skills);
export const skillsByVolunteer = childrenBy(volunteerSkills, "volunteerId");
export const stepEventsByVolunteer = childrenBy(stepEvents, "volunteerId");
export const availabilityByVolunteer = childrenBy(availability, "volunteerId");

/** Only volunteers who have this skill, whether or not their certificate has run out. */
export function skilled(code: string | null | undefined): Condition | undefined {
  if (code == null) return undefined;
  const held = { entity: VolunteerSkillEntity, parent: "volunteerId" };
  return havingChild(volunteers, held, (column) => sql`${column("skillCode")} = ${code}`, { skill: code });
}

/** How organisations of volunteers are found by a search. Volunteers are not: their names are PERSONAL. */
export const organisationSearch: Searchable = {
  dataset: organisations,
  zh: "志愿者组织",
  en: "Organisations of volunteers",
  fields: { name: 10 },
};
/** How skills are found. */
export const skillSearch: Searchable = {
  dataset: skills,
  zh: "志愿者技能",
  en: "Skills of volunteers",
  fields: { name: 10, nameEn: 8, code: 6 },
};
