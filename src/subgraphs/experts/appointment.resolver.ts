import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { AT_DESCRIPTION, dayInShanghai, instantArgument } from "../../dataset/instant-argument.js";
import { PublishedRelation } from "../../dataset/published.js";
import { ExpertAppointment } from "./appointment.type.js";
import { expertById } from "./expert.loader.js";
import { Expert } from "./expert.type.js";

/** What hangs from an appointment. */
@Resolver(() => ExpertAppointment)
export class ExpertAppointmentResolver {
  @PublishedRelation(ExpertAppointment, () => Expert, {
    zh: "专家",
    en: "The expert",
    policy: "INTERNAL",
    from: ["expertId"],
  })
  expert(
    @Root() appointment: ExpertAppointment & { expertId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return expertById.load(ctx, info, appointment.expertId);
  }

  @PublishedRelation(ExpertAppointment, () => Boolean, {
    zh: "是否在聘期内(按北京时间的日期)",
    en: "Whether it is in force on that day in Asia/Shanghai",
    policy: "PUBLIC",
    nullable: true,
    from: ["validFrom", "validTo"],
    needs: ["ExpertAppointment.validTo"],
  })
  current(
    @Root() { validFrom, validTo }: ExpertAppointment,
    @Arg("at", () => String, { nullable: true, description: AT_DESCRIPTION }) at: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    const day = dayInShanghai(instantArgument(ctx, "at", at));
    return validFrom <= day && (validTo === null || day <= validTo);
  }
}
