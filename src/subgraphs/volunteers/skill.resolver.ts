import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { Skill } from "./skill.type.js";
import { allSkills, skillByCode } from "./volunteer.loader.js";
import { VolunteerSkill } from "./volunteer-skill.type.js";

/** The list of skills, and the skill that a volunteer has. */
@Resolver(() => VolunteerSkill)
export class SkillResolver {
  @PublishedQuery(() => [Skill], {
    zh: "志愿者技能目录",
    en: "The skills that volunteers are found by",
    policy: "PUBLIC",
  })
  skills(@Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return allSkills.list(ctx, info, ROOT);
  }

  @PublishedRelation(VolunteerSkill, () => Skill, {
    zh: "技能",
    en: "The skill",
    policy: "PUBLIC",
    nullable: true,
    from: ["skillCode"],
  })
  skill(
    @Root() held: VolunteerSkill & { skillCode: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return skillByCode.load(ctx, info, held.skillCode);
  }
}
