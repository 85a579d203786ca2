import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import {
  agreementById,
  agreementFilter,
  agreementOrder,
  allAgreements,
  datasetsByAgreement,
  partiesByAgreement,
} from "./agreement.loader.js";
import { Agreement, AgreementConnection, AgreementDataset, AgreementParty } from "./agreement.type.js";

/** Agreements at the root, and what hangs from an agreement. */
@Resolver(() => Agreement)
export class AgreementResolver {
  @PublishedQuery(() => Agreement, {
    zh: "按编号取一份协议",
    en: "One agreement by its identifier",
    policy: "PUBLIC",
  })
  agreement(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return agreementById.find(ctx, info, id);
  }

  @PublishedQuery(() => AgreementConnection, { zh: "协议列表", en: "Agreements", policy: "PUBLIC" })
  agreements(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => agreementFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [agreementOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allAgreements.page(
      ctx,
      info,
      ROOT,
      page,
      agreementFilter.condition(ctx, where),
      agreementOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Agreement, () => [AgreementParty], {
    zh: "缔约方",
    en: "Parties",
    policy: "PUBLIC",
    nullable: true,
  })
  parties(@Root() agreement: Agreement, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return partiesByAgreement.list(ctx, info, agreement.id);
  }

  @PublishedRelation(Agreement, () => [AgreementDataset], {
    zh: "所涉数据",
    en: "What it shares",
    policy: "PUBLIC",
    nullable: true,
  })
  datasets(@Root() agreement: Agreement, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return datasetsByAgreement.list(ctx, info, agreement.id);
  }
}
