import { Field, ID, InputType, Int } from "type-graphql";
import { describe } from "../../dataset/published.js";
import { AgreementScope, FieldRule, LegalBasis, PartyRole } from "./delta.enums.js";

const text = (zh: string, en: string) => ({ description: describe({ zh, en }) });
const optional = (zh: string, en: string) => ({ ...text(zh, en), nullable: true });

/** A party of a draft. */
@InputType("AgreementPartyInput", text("缔约方", "A party"))
export class AgreementPartyInput {
  @Field(() => ID, optional("区划代码", "Statistical code of its division"))
  division?: string | null;
  @Field(() => ID, optional("机构编号", "Identifier of its agency"))
  agency?: string | null;
  @Field(() => PartyRole, text("角色", "What it does under the agreement"))
  role!: PartyRole;
}

/** What a grant says of a field. */
@InputType("AgreementFieldRuleInput", text("字段规则", "What is said of a field"))
export class AgreementFieldRuleInput {
  @Field(() => String, text("字段,如 Team.contactPhone", "The field, such as Team.contactPhone"))
  coordinate!: string;
  @Field(() => FieldRule, text("规则", "The rule"))
  rule!: FieldRule;
  @Field(
    () => String,
    optional(
      "细节:MASK 为 PHONE、ID_NUMBER、NAME、EMAIL、TEXT;GENERALISE 为 DISTRICT、GRID、DECADE;BUCKET 为步长",
      "MASK: PHONE, ID_NUMBER, NAME, EMAIL or TEXT; GENERALISE: DISTRICT, GRID or DECADE; BUCKET: the step",
    ),
  )
  detail?: string | null;
}

/** Rows of one type that a draft gives. */
@InputType(
  "AgreementGrantInput",
  text("授予:一种记录的若干行及其字段规则", "Rows of one type, and rules for their fields"),
)
export class AgreementGrantInput {
  @Field(() => String, text("记录类型,如 Team", "The type of the records, such as Team"))
  recordType!: string;
  @Field(
    () => ID,
    optional(
      "接收方区划代码;空为全部接收方",
      "Division of the receiving party that it is for; all by default",
    ),
  )
  receiver?: string | null;
  @Field(
    () => String,
    optional(
      "行范围:该类型的筛选条件(JSON);空为全部行",
      "Which rows: the type's own filter as JSON; all by default",
    ),
  )
  rowScope?: string | null;
  @Field(
    () => String,
    optional(
      "应急提升:仅在Ⅰ、Ⅱ级响应期间对担任此职务者有效(如 commander)",
      "A duty such as commander: then it holds for its bearers alone, while a response of level I or II is on",
    ),
  )
  upliftDuty?: string | null;
  @Field(
    () => [AgreementFieldRuleInput],
    text(
      "与默认不同的字段(默认公开字段为明文,其余不提供)",
      "Fields that differ from the default, by which public fields are clear and others are not given",
    ),
  )
  rules!: AgreementFieldRuleInput[];
}

/** A draft of an agreement, whole: what it leaves out it does not have. */
@InputType("AgreementDraftInput", text("协议草案(整份)", "A draft of an agreement, as a whole"))
export class AgreementDraftInput {
  @Field(() => ID, optional("改写的草案编号;空为新草案", "The draft that it replaces; a new one by default"))
  id?: string | null;
  @Field(
    () => ID,
    text("起草方的区划代码(须为缔约方)", "Division of the party that it is drafted for, one of the parties'"),
  )
  draftedFor!: string;
  @Field(() => String, text("标题", "Title"))
  title!: string;
  @Field(() => String, text("英文标题", "Title in English"))
  titleEn!: string;
  @Field(() => String, optional("文号", "Document number"))
  documentNumber?: string | null;
  @Field(() => AgreementScope, text("层级", "At which geographic scope it is made"))
  scopeLevel!: AgreementScope;
  @Field(() => String, optional("签署日期 YYYY-MM-DD", "Day it was signed, YYYY-MM-DD"))
  signedOn?: string | null;
  @Field(() => String, optional("生效日期 YYYY-MM-DD", "First day it is valid, YYYY-MM-DD"))
  validFrom?: string | null;
  @Field(() => String, optional("有效期至 YYYY-MM-DD", "Last day it is valid, YYYY-MM-DD"))
  validTo?: string | null;
  @Field(() => String, text("目的", "What the data are handed over for"))
  purpose!: string;
  @Field(() => LegalBasis, text("法律依据", "On what legal ground"))
  legalBasis!: LegalBasis;
  @Field(() => Int, optional("每日条数上限;空为不限", "Records a day, at most; unbounded by default"))
  quotaPerDay?: number | null;
  @Field(
    () => Int,
    optional(
      "个人信息保存天数;空为至协议终止",
      "Days that personal data may be kept; until it ends by default",
    ),
  )
  retentionDays?: number | null;
  @Field(() => [AgreementPartyInput], text("缔约方", "Parties"))
  parties!: AgreementPartyInput[];
  @Field(() => [AgreementGrantInput], text("授予", "What it gives"))
  grants!: AgreementGrantInput[];
}
