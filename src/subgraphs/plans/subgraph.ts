import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { ExerciseResolver } from "./exercise.resolver.js";
import { ExerciseAggregateResolver } from "./exercise-aggregate.resolver.js";
import { PLAN_KEY_QUERIES } from "./key-queries.js";
import { AgencyPlansResolver, DivisionPlansResolver, PlanLinkResolver } from "./links.resolver.js";
import { ExerciseEntity, PlanEntity, PlanLinkEntity } from "./plan.entity.js";
import { exerciseById, planById } from "./plan.loader.js";
import { PlanResolver } from "./plan.resolver.js";
import { PlanAggregateResolver } from "./plan-aggregate.resolver.js";

/** Emergency plans, how they are linked, and their exercises. */
export const plansSubgraph: SubgraphDefinition = {
  name: "plans",
  entities: [PlanEntity, PlanLinkEntity, ExerciseEntity],
  resolvers: [
    PlanResolver,
    ExerciseResolver,
    PlanLinkResolver,
    PlanAggregateResolver,
    ExerciseAggregateResolver,
    DivisionPlansResolver,
    AgencyPlansResolver,
    ...PLAN_KEY_QUERIES,
  ],
  references: {
    Plan: ({ id }, ctx, info) => planById.load(ctx, info, id),
    Exercise: ({ id }, ctx, info) => exerciseById.load(ctx, info, id),
    Division: ({ code }) => ({ code }),
    Agency: ({ id }) => ({ id }),
  },
};
