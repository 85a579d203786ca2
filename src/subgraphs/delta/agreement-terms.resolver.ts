import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { selectedFields } from "../../dataset/selection.js";
import { isResponseOn } from "../../store/sharing-table.js";
import { agreementById } from "./agreement.loader.js";
import { Agreement, TERMS } from "./agreement.type.js";
import { MyGrants } from "./agreement-change.type.js";
import {
  AgreementFieldRule,
  AgreementGrant,
  AgreementStepRecord,
  DatasetSharing,
  PersonalDataPurge,
} from "./agreement-grant.type.js";
import {
  allCategories,
  grantById,
  grantsByAgreement,
  purgesByAgreement,
  rulesByGrant,
  stepsByAgreement,
} from "./agreement-terms.loader.js";

type Terms = { readonly id: string; readonly grants?: null; readonly steps?: null; readonly purges?: null };

/** The terms of an agreement: lists that are null where the agreement is not the caller's to know (see `dataset/shown.ts`). */
@Resolver(() => Agreement)
export class AgreementTermsResolver {
  @PublishedRelation(Agreement, () => [AgreementGrant], { zh: "授予", en: "What it gives", ...TERMS })
  grants(@Root() { id, grants }: Terms, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return grants === null ? null : grantsByAgreement.list(ctx, info, id);
  }

  @PublishedRelation(Agreement, () => [AgreementStepRecord], {
    zh: "流程记录,由早到晚",
    en: "The steps of its life, oldest first",
    ...TERMS,
  })
  steps(@Root() { id, steps }: Terms, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return steps === null ? null : stepsByAgreement.list(ctx, info, id);
  }

  @PublishedRelation(Agreement, () => [PersonalDataPurge], {
    zh: "据此接收的个人信息的清除记录",
    en: "When personal data received under it was erased",
    ...TERMS,
  })
  purges(@Root() { id, purges }: Terms, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return purges === null ? null : purgesByAgreement.list(ctx, info, id);
  }

  @PublishedQuery(() => [DatasetSharing], {
    zh: "各数据集的共享类型(国家目录三类)",
    en: "How each dataset is shared by default, in the national catalogue's three categories",
    policy: "PUBLIC",
  })
  sharingCategories(@Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return allCategories.list(ctx, info, ROOT);
  }

  @PublishedQuery(() => MyGrants, {
    zh: "现行协议给予本方的内容(仅合作方令牌)",
    en: "What agreements give the caller now, by his token; null for whoever is no partner",
    policy: "PUBLIC",
  })
  async myGrants(@Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo): Promise<MyGrants | null> {
    const { partner, duties = [], grants } = ctx.caller;
    if (partner === undefined) return null;
    const scopes = [...(grants?.scopes.values() ?? [])].flat();
    // Its agreement is found by a property that is not published.
    const wanted = new Set(selectedFields(info, "AgreementGrant", [["grants"]]))
      .add("agreement")
      .add("rules");
    const found = await Promise.all(scopes.map(({ grantId }) => grantById.load(ctx, wanted, grantId)));
    return {
      division: { code: partner },
      duties,
      uplift: await isResponseOn(ctx.store),
      grants: found.filter((grant) => grant !== null),
    };
  }
}

/** What hangs from a grant. */
@Resolver(() => AgreementGrant)
export class AgreementGrantResolver {
  @PublishedRelation(AgreementGrant, () => Agreement, {
    zh: "所属协议",
    en: "The agreement that gives it",
    policy: "PUBLIC",
    nullable: true,
    from: ["agreementId"],
  })
  agreement(@Root() grant: AgreementGrant, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return agreementById.load(ctx, info, grant.agreementId);
  }

  @PublishedRelation(AgreementGrant, () => [AgreementFieldRule], {
    zh: "与默认不同的字段规则",
    en: "Rules for fields that differ from the default",
    policy: "PUBLIC",
    nullable: true,
  })
  rules(@Root() grant: AgreementGrant, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return rulesByGrant.list(ctx, info, grant.id);
  }
}
