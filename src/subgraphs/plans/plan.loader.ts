import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, childrenByDivision } from "../../dataset/relation.js";
import { byOwner, throughLink } from "../../dataset/relation-filter.js";
import { Exercise } from "./exercise.type.js";
import { ExerciseEntity, PlanEntity, PlanLinkEntity } from "./plan.entity.js";
import { Plan } from "./plan.type.js";
import { PlanLink } from "./plan-link.type.js";

const plans = dataset({
  entity: PlanEntity,
  type: Plan,
  share: "PLANS",
  // One step down the index of a plan's exercises for each plan that is read.
  expressions: {
    lastExercisedOn: sql`(select max(x.held_on) from exercise as x where x.plan_id = ${sql.ref("c.id")})`,
  },
});
const within = { owner: plans, by: "planId" };
const exercises = dataset({
  entity: ExerciseEntity,
  type: Exercise,
  order: [{ property: "heldOn" }],
  within,
});
const links = dataset({ entity: PlanLinkEntity, type: PlanLink, within });

export const planById = lookUp(plans);
export const planFilter = filterOf(plans, {
  division: true,
  relations: {
    exercises: byOwner(filterOf(exercises, { division: true, name: "PlanExerciseFilter" }), "planId", {
      zh: "演练",
      en: "Exercises",
    }),
    links: byOwner(filterOf(links), "planId", { zh: "与其他预案的衔接", en: "Links to other plans" }),
  },
});
export const planOrder = orderOf(plans);
export const allPlans = allOf(plans);
export const plansByDivision = childrenByDivision(plans);
export const plansByOwner = childrenBy(plans, "ownerAgencyId");
export const plansByParent = childrenBy(plans, "parentPlanId");

export const linksByPlan = childrenBy(links, "planId");
export const linksToPlan = childrenBy(links, "linkedPlanId");

export const exerciseById = lookUp(exercises);
export const exerciseFilter = filterOf(exercises, {
  division: true,
  relations: {
    // An exercise has one plan: `some` and `every` say the same of it.
    plan: throughLink(
      planFilter,
      { entity: ExerciseEntity, parent: "id", child: "planId" },
      { zh: "所演练的预案", en: "The plan that was exercised" },
    ),
  },
});
export const exerciseOrder = orderOf(exercises);
export const allExercises = allOf(exercises);
export const exercisesByPlan = childrenBy(exercises, "planId");
