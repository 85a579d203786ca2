import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType, type Row } from "../../dataset/published.js";
import { AccessKind, AccessOutcome } from "./access.enums.js";

const list = (property: string) => ({
  from: [property],
  read: (row: Row) => JSON.parse(String(row[property])) as string[],
});

/** One pull of data, as published. */
@PublishedType("AccessEntry", { zh: "一次数据访问的审计记录", en: "One pull of data, as it is on record" })
export class AccessEntry {
  @Published(() => ID, { zh: "在审计链中的序号", en: "Its place in the chain", policy: "PUBLIC" })
  seq!: number;
  @Published(() => String, { zh: "时间", en: "When it was put on record", policy: "PUBLIC" })
  at!: string;
  @Published(() => String, {
    zh: "请求编号(同一导出的各页相同)",
    en: "The request's id, the same for all pages of an export",
    policy: "PUBLIC",
  })
  requestId!: string;
  @Published(() => AccessKind, { zh: "访问方式", en: "How the data were pulled", policy: "PUBLIC" })
  kind!: AccessKind;
  @Published(() => String, { zh: "访问者角色", en: "The caller's role", policy: "PUBLIC" })
  role!: string;
  @Published(() => String, {
    zh: "访问者(令牌主体)",
    en: "The caller: the subject of the token",
    policy: "PERSONAL",
    nullable: true,
  })
  subject!: string | null;
  @Published(() => String, {
    zh: "访问者所属协作方的区划代码",
    en: "The partner that the caller belongs to, by the code of its division",
    policy: "PUBLIC",
    nullable: true,
  })
  partner!: string | null;
  @Published(() => String, {
    zh: "来源地址",
    en: "Where the request came from",
    policy: "PERSONAL",
    nullable: true,
  })
  address!: string | null;
  @Published(() => String, {
    zh: "操作名或所存查询名",
    en: "Name of the operation or of the saved query",
    policy: "PUBLIC",
    nullable: true,
  })
  operation!: string | null;
  @Published(() => String, {
    zh: "查询文本(去除其中的值)的 SHA-256",
    en: "SHA-256 of the document without the values in it",
    policy: "PUBLIC",
    nullable: true,
  })
  document!: string | null;
  @Published(() => String, {
    zh: "访问者所述目的",
    en: "What the caller said that it was for",
    policy: "PUBLIC",
    nullable: true,
  })
  purpose!: string | null;
  @Published(() => AccessOutcome, { zh: "结果", en: "What became of it", policy: "PUBLIC" })
  outcome!: AccessOutcome;
  @Published(() => [String], {
    zh: "答复中的错误代码",
    en: "Codes of the errors in the answer",
    policy: "PUBLIC",
    ...list("codes"),
  })
  codes!: string[];
}

/** What a pull gave of one type, as published. */
@PublishedType("AccessRead", { zh: "一次访问所得的某类数据", en: "What a pull gave of one type" })
export class AccessRead {
  @Published(() => String, {
    zh: "数据类别;来源未说明者为 UNKNOWN",
    en: "The shared dataset; UNKNOWN where a source did not say",
    policy: "PUBLIC",
  })
  dataset!: string;
  @Published(() => String, { zh: "类型", en: "The type", policy: "PUBLIC" })
  type!: string;
  @Published(() => Int, { zh: "行数", en: "Rows", policy: "PUBLIC", from: ["rowCount"] })
  rows!: number;
  @Published(() => Int, {
    zh: "统计组数",
    en: "Groups of aggregates",
    policy: "PUBLIC",
    from: ["groupCount"],
  })
  groups!: number;
  @Published(() => [String], {
    zh: "所选且可读的字段",
    en: "Fields that were selected and could be read",
    policy: "PUBLIC",
    ...list("fields"),
  })
  fields!: string[];
  @Published(() => [String], {
    zh: "经处理的字段及其方式",
    en: "Fields that were not given as they are, and how",
    policy: "PUBLIC",
    ...list("masks"),
  })
  masks!: string[];
  @Published(() => [String], {
    zh: "所依据的协议编号",
    en: "The agreements that it was given under",
    policy: "PUBLIC",
    ...list("agreements"),
  })
  agreements!: string[];
}

/** Pulls by who, of what and in which week, as published. */
@PublishedType("AccessSummary", {
  zh: "按访问者、数据类别、周汇总的数据访问",
  en: "Pulls by who, of what and in which week",
})
export class AccessSummary {
  @Published(() => String, {
    zh: "协作方的区划代码;非协作方为空",
    en: "The partner by the code of its division; null for others",
    policy: "PUBLIC",
    nullable: true,
  })
  partner!: string | null;
  @Published(() => String, { zh: "角色", en: "The callers' role", policy: "PUBLIC" })
  role!: string;
  @Published(() => String, { zh: "数据类别", en: "The shared dataset", policy: "PUBLIC" })
  dataset!: string;
  @Published(() => String, {
    zh: "ISO 周(上海时间),如 2026-W48",
    en: "ISO week of Shanghai's days, such as 2026-W48",
    policy: "PUBLIC",
  })
  week!: string;
  @Published(() => Int, { zh: "访问次数(导出按页计)", en: "Pulls; pages of exports", policy: "PUBLIC" })
  pulls!: number;
  @Published(() => Int, { zh: "行数", en: "Rows", policy: "PUBLIC" })
  rows!: number;
  @Published(() => Int, { zh: "统计组数", en: "Groups of aggregates", policy: "PUBLIC" })
  groups!: number;
}

/** A page of pulls. */
export const AccessEntryConnection = connectionOf(AccessEntry);
