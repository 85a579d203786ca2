import type { GraphQLResolveInfo } from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import { every, havingChild, not } from "../../dataset/condition.js";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { instantArgument } from "../../dataset/instant-argument.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import {
  allOf,
  type Condition,
  childrenBy,
  childrenByDivision,
  childrenThrough,
  relation,
} from "../../dataset/relation.js";
import { byOwner, throughLink } from "../../dataset/relation-filter.js";
import type { Searchable } from "../../dataset/searchable.js";
import { fault } from "../../errors.js";
import { mayUse } from "../../policy/access.js";
import { classOf } from "../../policy/classification.js";
import type { Sql } from "../../store/per-parent.js";
import { ExpertAppointment } from "./appointment.type.js";
import { ExpertEngagement } from "./engagement.type.js";
import { type ExpertPageArgs, OnCallFilter } from "./expert.args.js";
import {
  ExpertAppointmentEntity,
  ExpertDomainEntity,
  ExpertEngagementEntity,
  ExpertEntity,
  ExpertShiftEntity,
  ExpertSpecialtyEntity,
  ExpertTeamEntity,
  ExpertTrainingEntity,
} from "./expert.entity.js";
import { ExpertStatus } from "./expert.enums.js";
import { Expert } from "./expert.type.js";
import { ExpertDomain } from "./expert-domain.type.js";
import { ExpertShift } from "./shift.type.js";
import { ExpertTeamMembership } from "./team-membership.type.js";
import { ExpertTraining } from "./training.type.js";

const experts = dataset({ entity: ExpertEntity, type: Expert, people: true, share: "EXPERTS" });
const within = { owner: experts, by: "expertId" };
const domains = dataset({ entity: ExpertDomainEntity, type: ExpertDomain, key: "code" });
const appointments = dataset({
  entity: ExpertAppointmentEntity,
  type: ExpertAppointment,
  order: [{ property: "validFrom" }],
  within,
});
const engagements = dataset({
  entity: ExpertEngagementEntity,
  type: ExpertEngagement,
  order: [{ property: "startedOn" }],
  within,
});
const shifts = dataset({
  entity: ExpertShiftEntity,
  type: ExpertShift,
  order: [{ property: "startsAt" }],
  within,
});
const trainings = dataset({
  entity: ExpertTrainingEntity,
  type: ExpertTraining,
  order: [{ property: "completedOn" }],
  within,
});
const memberships = dataset({ entity: ExpertTeamEntity, type: ExpertTeamMembership, within });

export const expertById = lookUp(experts);
export const appointmentFilter = filterOf(appointments);
export const expertFilter = filterOf(experts, {
  division: true,
  relations: {
    domains: throughLink(
      filterOf(domains),
      { entity: ExpertSpecialtyEntity, parent: "expertId", child: "domainCode" },
      { zh: "专业领域", en: "Domains" },
    ),
    appointments: byOwner(appointmentFilter, "expertId", { zh: "聘任", en: "Appointments" }),
    engagements: byOwner(filterOf(engagements), "expertId", {
      zh: "参与工作",
      en: "What they were called in for",
    }),
    shifts: byOwner(filterOf(shifts), "expertId", { zh: "值班班次", en: "Shifts" }),
    trainings: byOwner(filterOf(trainings), "expertId", { zh: "培训", en: "Trainings" }),
    teams: byOwner(filterOf(memberships), "expertId", { zh: "所属队伍", en: "Teams they belong to" }),
  },
  own: {
    onCall: {
      zh: "某时刻是否值班(在册且正在班次内,不论由谁聘任)",
      en: "Whether they are on call at an instant: in service, with a shift that contains it, whoever appointed them",
      policy: "PUBLIC",
      byClock: true,
      type: () => OnCallFilter,
      sql: (ctx, given) => {
        const { eq, at } = given as OnCallFilter;
        if (eq === null) {
          throw fault("BAD_FILTER", {
            field: "Expert.onCall",
            reason: "`eq` is null. Leave it out for `true`.",
          });
        }
        return onDuty(eq ?? true, instantArgument(ctx, "onCall.at", at), at).sql;
      },
    },
  },
});
export const expertOrder = orderOf(experts);
export const allExperts = allOf(experts);
export const expertsByDivision = childrenByDivision(experts);
// Not a join: an expert who has two roles in a team is still one expert of it.
export const expertsByTeam = relation(experts, {
  name: "expert_team.teamId",
  match: (team) =>
    sql`${experts.column("id")} in (select m.expert_id from expert_team as m where m.team_id = ${team()})`,
  references: () => ["ExpertTeamMembership.team"],
});

export const domainByCode = lookUp(domains);
export const allDomains = allOf(domains);
export const domainsByExpert = childrenThrough(domains, {
  entity: ExpertSpecialtyEntity,
  parent: "expertId",
  child: "domainCode",
});
/** Of an expert's domains, the primary one. */
export const PRIMARY: Condition = { signature: "primary", sql: sql`${sql.ref("l.primary")} = 1` };

export const appointmentsByExpert = childrenBy(appointments, "expertId");
// Nearly everybody has one: their number is one of people.
export const appointmentsByAgency = childrenBy(appointments, "agencyId", { people: true });
export const engagementsByExpert = childrenBy(engagements, "expertId");
export const shiftsByExpert = childrenBy(shifts, "expertId");
export const trainingsByExpert = childrenBy(trainings, "expertId");
export const membershipsByExpert = childrenBy(memberships, "expertId");

/** Whether an expert has a shift that contains the instant `at`, now by default; being in service is not asked here. */
export async function isOnCall(
  ctx: RequestContext,
  info: GraphQLResolveInfo,
  expertId: string,
  at: string | null | undefined,
) {
  const contains = {
    signature: { at: at ?? null },
    sql: containing(shifts.column, instantArgument(ctx, "at", at)),
  };
  return (await shiftsByExpert.list(ctx, info, expertId, contains)).length > 0;
}

/**
 * The condition of the arguments that narrow experts.
 * @throws BAD_INSTANT; FORBIDDEN_FIELD for what the caller may not filter on either
 */
export function narrowed(ctx: RequestContext, { domain, onCall, at }: ExpertPageArgs): Condition | undefined {
  // Read even when `onCall` is left out, so that a wrong one is not silently accepted.
  const instant = instantArgument(ctx, "at", at);
  if (domain != null) refuse(ctx, "Expert.domains");
  if (onCall != null) refuse(ctx, "Expert.onCall");
  return every(
    domain == null ? undefined : ofDomain(domain),
    onCall == null ? undefined : onDuty(onCall, instant, at),
  );
}

function refuse({ caller }: RequestContext, field: string): void {
  const policy = classOf(field) ?? "PUBLIC";
  if (!mayUse(caller, field, policy)) throw fault("FORBIDDEN_FIELD", { field, policy, role: caller.role });
}

function ofDomain(code: string): Condition {
  const specialties = { entity: ExpertSpecialtyEntity, parent: "expertId" };
  return havingChild(experts, specialties, (column) => sql`${column("domainCode")} = ${code}`, {
    domain: code,
  });
}

/** The signature leaves the present out: cursors of "who is on call" stay good as time passes. */
function onDuty(onCall: boolean, instant: string, at: string | null | undefined): Condition {
  const duty = { entity: ExpertShiftEntity, parent: "expertId" };
  const signature = { onCallAt: at ?? null };
  const shift = havingChild(experts, duty, (column) => containing(column, instant), signature);
  // Rosters outlive their people: who has retired or is suspended does not answer the telephone.
  const onRoster = {
    ...shift,
    sql: sql`(${experts.column("status")} = ${ExpertStatus.ACTIVE} and ${shift.sql})`,
  };
  return onCall ? onRoster : not(onRoster);
}

function containing(column: (property: string) => Sql, instant: string): Sql {
  return sql`${column("startsAt")} <= ${instant} and ${column("endsAt")} > ${instant}`;
}

/** How experts are found by a search: by whoever may see that there are any. */
export const expertSearch: Searchable = {
  dataset: experts,
  zh: "应急救援专家",
  en: "Experts",
  policy: "INTERNAL",
  fields: { name: 10, nameEn: 8, title: 5, employer: 5, summary: 4 },
  children: [
    {
      dataset: domains,
      relation: "domains",
      link: { entity: ExpertSpecialtyEntity, parent: "expertId", child: "domainCode" },
      fields: { name: 6, nameEn: 6 },
    },
  ],
};
/** How the domains of experts are found. */
export const domainSearch: Searchable = {
  dataset: domains,
  zh: "专家领域",
  en: "Domains of experts",
  fields: { name: 10, nameEn: 8, code: 6 },
};
