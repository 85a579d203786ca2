import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Int, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { teamById, teamFilter } from "./team.loader.js";
import { Team } from "./team.type.js";
import { type TeamDuplicateRow, teamDuplicates } from "./team-duplicate.loader.js";
import { TeamDuplicate, TeamDuplicateConnection } from "./team-duplicate.type.js";

/** Candidates for duplicates at the root, and the records that each is made of. */
@Resolver(() => TeamDuplicate)
export class TeamDuplicateResolver {
  @PublishedQuery(() => TeamDuplicateConnection, {
    zh: "跨省疑似重复队伍:先列代码相同者,再列名称相同者",
    en: "Teams that several provinces may have registered each: by code first, then by name",
    policy: "PUBLIC",
    needs: ["Team.name", "Team.uscc"],
  })
  teamDuplicates(
    @Arg("where", () => teamFilter.input, {
      nullable: true,
      description: "只在这些队伍中查找 / Look among these teams only",
    })
    where: object | null,
    @Arg("first", () => Int, {
      nullable: true,
      description: "取前多少组(1–500,默认 20) / How many candidates (1 to 500, default 20)",
    })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: "从此游标之后 / After this cursor" })
    after: string | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return teamDuplicates(ctx, info, { first, after }, teamFilter.condition(ctx, where));
  }

  @PublishedRelation(TeamDuplicate, () => [Team], {
    zh: "所涉登记记录",
    en: "The records, by identifier",
    policy: "PUBLIC",
    nullable: true,
  })
  async teams(
    @Root() { teamIds }: TeamDuplicateRow,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const teams = await Promise.all(teamIds.map((id) => teamById.load(ctx, info, id)));
    return teams.filter((team) => team !== null);
  }
}
