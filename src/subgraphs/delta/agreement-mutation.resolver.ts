import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PublishedMutation, PublishedRelation } from "../../dataset/published.js";
import { agreementById } from "./agreement.loader.js";
import { draftAgreement, takeStep } from "./agreement.service.js";
import { Agreement } from "./agreement.type.js";
import { AgreementChange } from "./agreement-change.type.js";
import { AgreementDraftInput } from "./agreement-draft.input.js";

const KEEPER = ["admin"] as const;
const OTHER_SIDE = ["admin", "partner"] as const;
const PARTY = {
  nullable: true,
  description: "代表的缔约方区划代码(管理员必填) / Division of the party; admins name it",
};
const NOTE = { nullable: true, description: "说明 / Note" };

/** The life of agreements: each mutation is one step, put on record. */
@Resolver(() => AgreementChange)
export class AgreementMutationResolver {
  @PublishedMutation(() => AgreementChange, {
    zh: "起草协议,或整份改写草案;已提出的不可改写",
    en: "Drafts an agreement, or writes a draft anew as a whole; what was proposed is never changed",
    by: KEEPER,
  })
  draftAgreement(
    @Arg("draft", () => AgreementDraftInput, { description: "草案 / The draft" }) draft: AgreementDraftInput,
    @Ctx() ctx: RequestContext,
  ) {
    return draftAgreement(ctx, draft);
  }

  @PublishedMutation(() => AgreementChange, {
    zh: "向对方提出草案",
    en: "Proposes a draft to the other side",
    by: KEEPER,
  })
  proposeAgreement(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext) {
    return takeStep(ctx, id, "PROPOSE");
  }

  @PublishedMutation(() => AgreementChange, {
    zh: "缔约方接受提案(起草方除外);各方均接受后即为已接受",
    en: "Accepts a proposal for a party other than the drafting one; it is accepted when all of them have",
    by: OTHER_SIDE,
  })
  acceptAgreement(
    @Arg("id", () => ID) id: string,
    @Arg("party", () => ID, PARTY) party: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return takeStep(ctx, id, "ACCEPT", { party });
  }

  @PublishedMutation(() => AgreementChange, {
    zh: "退回尚未生效的提案,重新成为草案",
    en: "Sends back a proposal that is not in force: it is a draft again",
    by: OTHER_SIDE,
  })
  rejectAgreement(
    @Arg("id", () => ID) id: string,
    @Arg("party", () => ID, PARTY) party: string | null,
    @Arg("note", () => String, NOTE) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return takeStep(ctx, id, "REJECT", { party, note });
  }

  @PublishedMutation(() => AgreementChange, {
    zh: "使已接受的协议生效",
    en: "Brings an accepted agreement into force",
    by: KEEPER,
  })
  bringAgreementIntoForce(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext) {
    return takeStep(ctx, id, "ENTER_INTO_FORCE");
  }

  @PublishedMutation(() => AgreementChange, {
    zh: "中止协议:立即停止给予",
    en: "Suspends an agreement: it gives nothing from now on",
    by: KEEPER,
  })
  suspendAgreement(
    @Arg("id", () => ID) id: string,
    @Arg("note", () => String, NOTE) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return takeStep(ctx, id, "SUSPEND", { note });
  }

  @PublishedMutation(() => AgreementChange, {
    zh: "恢复已中止的协议",
    en: "Resumes an agreement that was suspended",
    by: KEEPER,
  })
  resumeAgreement(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext) {
    return takeStep(ctx, id, "RESUME");
  }

  @PublishedMutation(() => AgreementChange, {
    zh: "终止协议(不可恢复)",
    en: "Ends an agreement, for good",
    by: KEEPER,
  })
  endAgreement(
    @Arg("id", () => ID) id: string,
    @Arg("note", () => String, NOTE) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return takeStep(ctx, id, "END", { note });
  }

  @PublishedRelation(AgreementChange, () => Agreement, {
    zh: "协议现状;本方不可见时为空",
    en: "The agreement as it is now; null where it is not the caller's to see",
    policy: "PUBLIC",
    nullable: true,
  })
  agreement(@Root() change: AgreementChange, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return agreementById.load(ctx, info, change.agreementId);
  }
}
