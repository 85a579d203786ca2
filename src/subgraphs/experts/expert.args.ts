import { ArgsType, Field, ID, InputType } from "type-graphql";
import { AT_DESCRIPTION } from "../../dataset/instant-argument.js";
import { PageArgs } from "../../dataset/page-args.js";

/** Whether experts are on call at an instant, in a filter. */
@InputType("OnCallFilter", {
  description: "按某时刻是否值班筛选 / Filter on whether somebody is on call at an instant",
})
export class OnCallFilter {
  @Field(() => Boolean, {
    nullable: true,
    description: "true(默认)值班中,false 未值班 / true, as by default: on call; false: not",
  })
  eq?: boolean | null;
  @Field(() => String, { nullable: true, description: AT_DESCRIPTION })
  at?: string | null;
}

/** What the arguments of lists that a filter has made superfluous say. */
const USE_WHERE = "use `where: { onCall: { at } }`, which aggregates and relations take too";

/** A page of experts, by whether they are on call. */
@ArgsType()
export class OnCallPageArgs extends PageArgs {
  @Field(() => Boolean, {
    nullable: true,
    description:
      "true 仅值班中的专家,false 仅未值班的专家 / true: only those on call; false: only the others",
    deprecationReason: USE_WHERE,
  })
  onCall?: boolean | null;
  @Field(() => String, { nullable: true, description: AT_DESCRIPTION, deprecationReason: USE_WHERE })
  at?: string | null;
}

/** A page of experts, by domain and by whether they are on call. */
@ArgsType()
export class ExpertPageArgs extends OnCallPageArgs {
  @Field(() => ID, {
    nullable: true,
    description: "仅此领域的专家 / Only experts of this domain",
    deprecationReason: "use `where: { domains: { some: { code: { eq } } } }`",
  })
  domain?: string | null;
}
