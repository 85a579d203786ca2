import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import {
  allEventLevels,
  allEventTypes,
  eventTypeByCode,
  eventTypeFilter,
  eventTypeOrder,
  eventTypesByParent,
} from "./event.loader.js";
import { EventLevel, EventType, EventTypeConnection } from "./event.type.js";

/** Event types and levels at the root, and the tree of the types. */
@Resolver(() => EventType)
export class EventResolver {
  @PublishedQuery(() => EventType, {
    zh: "按代码取一个事件类型",
    en: "One event type by its code",
    policy: "PUBLIC",
  })
  eventType(
    @Arg("code", () => ID) code: string,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return eventTypeByCode.find(ctx, info, code);
  }

  @PublishedQuery(() => EventTypeConnection, { zh: "事件类型列表", en: "Event types", policy: "PUBLIC" })
  eventTypes(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => eventTypeFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [eventTypeOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allEventTypes.page(
      ctx,
      info,
      ROOT,
      page,
      eventTypeFilter.condition(ctx, where),
      eventTypeOrder.columns(ctx, orderBy),
    );
  }

  @PublishedQuery(() => [EventLevel], {
    zh: "事件级别(自重至轻)",
    en: "Levels of emergencies, the gravest first",
    policy: "PUBLIC",
  })
  eventLevels(@Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return allEventLevels.list(ctx, info, ROOT);
  }

  @PublishedRelation(EventType, () => EventType, {
    zh: "上级类型",
    en: "The type that it belongs to",
    policy: "PUBLIC",
    nullable: true,
    from: ["parentCode"],
  })
  parent(
    @Root() { parentCode }: EventType & { parentCode: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return parentCode === null ? null : eventTypeByCode.load(ctx, info, parentCode);
  }

  @PublishedRelation(EventType, () => [EventType], {
    zh: "下级类型",
    en: "The types directly below it",
    policy: "PUBLIC",
    nullable: true,
  })
  children(@Root() eventType: EventType, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return eventTypesByParent.list(ctx, info, eventType.code);
  }
}
