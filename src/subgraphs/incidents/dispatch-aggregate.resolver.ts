import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Int, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { joined } from "../../dataset/aggregate-keys.js";
import { byLevelColumns, type KeyPart } from "../../dataset/aggregate-parts.js";
import { PublishedQuery } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { EventType } from "./event-type.type.js";
import { IncidentEntity } from "./incident.entity.js";
import { dispatchFilter } from "./incident.loader.js";

const incident = joined(dispatchFilter.dataset, "sent_to", {
  entity: IncidentEntity,
  property: "incidentId",
  key: "id",
});

const ofIncident = (text: Pick<KeyPart, "zh" | "en" | "type">, by: KeyPart["by"]): KeyPart => ({
  ...text,
  policy: "INTERNAL",
  by,
  join: incident.join,
});

const aggregate = aggregateOf(dispatchFilter, {
  keys: {
    division: ofIncident(
      { zh: "突发事件发生地", en: "Where the incident was", type: () => Division },
      byLevelColumns(incident.column),
    ),
    eventType: ofIncident(
      { zh: "突发事件类型", en: "Type of the incident", type: () => EventType },
      { kind: "value", column: incident.column("eventTypeCode") },
    ),
    level: ofIncident(
      { zh: "突发事件级别", en: "Level of the incident, I to IV as 1 to 4", type: () => Int },
      { kind: "value", column: incident.column("level") },
    ),
    alarmAt: ofIncident(
      { zh: "接警时间", en: "When the alarm came", type: () => String },
      { kind: "time", column: incident.column("alarmAt"), stored: "instant" },
    ),
  },
});

/** Dispatches in groups. */
@Resolver()
export class DispatchAggregateResolver {
  @PublishedQuery(() => aggregate.type, {
    zh: "出动分组统计(如各区接警至到场时间的中位数)",
    en: "Dispatches in groups: the median from alarm to arrival by district, say",
    policy: "INTERNAL",
  })
  dispatchAggregate(
    @Arg("where", () => dispatchFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, dispatchFilter.condition(ctx, where));
  }
}
