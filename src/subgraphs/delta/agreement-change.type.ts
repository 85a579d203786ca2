import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";
import { AgreementGrant } from "./agreement-grant.type.js";
import { FieldRule } from "./delta.enums.js";
import { Division } from "./division.type.js";

/** That an agreement gives more than another one in force. */
@PublishedType("AgreementWarning", {
  zh: "提示:与另一份有效协议不一致(同一行以较宽者为准)",
  en: "It gives more of a field than another agreement in force; for one row the more permissive applies",
})
export class AgreementWarning {
  @Published(() => ID, { zh: "接收方区划代码", en: "Division of the receiving party", policy: "PUBLIC" })
  receiver!: string;
  @Published(() => String, { zh: "字段", en: "The field", policy: "PUBLIC" })
  coordinate!: string;
  @Published(() => FieldRule, { zh: "本协议的规则", en: "The rule here", policy: "PUBLIC" })
  rule!: FieldRule;
  @Published(() => ID, { zh: "另一份协议的编号", en: "The other agreement", policy: "PUBLIC" })
  agreementId!: string;
  @Published(() => FieldRule, { zh: "另一份协议的规则", en: "The rule there", policy: "PUBLIC" })
  otherRule!: FieldRule;
}

/** What a mutation did to an agreement. */
@PublishedType("AgreementChange", { zh: "协议变更结果", en: "What became of an agreement" })
export class AgreementChange {
  @Published(() => ID, { zh: "协议编号", en: "The agreement's identifier", policy: "PUBLIC" })
  agreementId!: string;
  @Published(() => [AgreementWarning], {
    zh: "与其他有效协议不一致之处(起草和提出时)",
    en: "Where it gives more than others in force; told when it is drafted and proposed",
    policy: "PUBLIC",
  })
  warnings!: AgreementWarning[];
}

/** What agreements give the caller now. */
@PublishedType("MyGrants", { zh: "现行协议给予本方的内容", en: "What agreements give the caller now" })
export class MyGrants {
  @Published(() => Division, {
    zh: "令牌所代表的区划",
    en: "The division that the token speaks for",
    policy: "PUBLIC",
    nullable: true,
  })
  division!: Division | null;
  @Published(() => [String], {
    zh: "令牌所载职务",
    en: "The duties that the token names",
    policy: "PUBLIC",
  })
  duties!: readonly string[];
  @Published(() => Boolean, {
    zh: "Ⅰ、Ⅱ级响应是否进行中(应急提升有效)",
    en: "Whether a response of level I or II is on, so that grants for duties hold",
    policy: "PUBLIC",
  })
  uplift!: boolean;
  @Published(() => [AgreementGrant], {
    zh: "现行授予",
    en: "The grants that hold now",
    policy: "PUBLIC",
  })
  grants!: readonly AgreementGrant[];
}
