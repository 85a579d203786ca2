import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Freshness, freshnessOf } from "../../dataset/provenance.js";
import { Published, PublishedType, type Row } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { SharedDataset } from "./delta.enums.js";
import { Division } from "./division.type.js";

/** A feed of records as published. */
@PublishedType("PartnerDataset", {
  key: "id",
  zh: "来源数据集:记录来源(provenance.source)所指",
  en: "A feed of records: what `provenance.source` of a record names",
})
export class PartnerDataset {
  @Published(() => ID, {
    zh: "编号,同记录的 provenance.source",
    en: "Identifier, as in provenance.source",
    policy: "PUBLIC",
  })
  id!: string;
  @Published(() => String, { zh: "标题", en: "Title", policy: "PUBLIC" })
  title!: string;
  @Published(() => String, { zh: "英文标题", en: "Title in English", policy: "PUBLIC" })
  titleEn!: string;
  @Published(() => SharedDataset, { zh: "数据类别", en: "What it holds", policy: "PUBLIC" })
  dataset!: SharedDataset;
  @Published(() => Division, {
    zh: "来源省级行政区",
    en: "The province it comes from",
    policy: "PUBLIC",
    nullable: true,
    from: ["provinceCode"],
    read: ({ provinceCode: code }) => ({ code }),
  })
  province!: Division | null;
  @Published(() => Agency, {
    zh: "提供机构",
    en: "Agency that provides it",
    policy: "PUBLIC",
    nullable: true,
    from: ["agencyId"],
    read: ({ agencyId: id }) => (id === null ? null : { id }),
  })
  agency!: Agency | null;
  @Published(() => Int, { zh: "约定更新周期(天)", en: "Promised rhythm in days", policy: "PUBLIC" })
  expectedEveryDays!: number;
  @Published(() => String, {
    zh: "最近接收时间(ISO 8601)",
    en: "When it last arrived (ISO 8601)",
    policy: "PUBLIC",
    nullable: true,
  })
  lastReceivedAt!: string | null;
  @Published(() => Int, {
    zh: "记录数",
    en: "Records in it when it last arrived",
    policy: "PUBLIC",
    nullable: true,
  })
  recordCount!: number | null;
  @Published(() => Freshness, {
    zh: "新鲜度;从未接收时为未知",
    en: "How late it is; unknown when it never arrived",
    policy: "PUBLIC",
    from: ["lastReceivedAt", "expectedEveryDays"],
    read: freshness,
  })
  freshness!: Freshness;
  @Published(() => Boolean, {
    zh: "是否为合成样例",
    en: "Whether it is synthetic sample data",
    policy: "PUBLIC",
  })
  synthetic!: boolean;
}

/** A page of feeds. */
export const PartnerDatasetConnection = connectionOf(PartnerDataset);

function freshness(row: Row): Freshness {
  const lastReceivedAt = row["lastReceivedAt"] as string | null;
  if (lastReceivedAt === null) return "UNKNOWN";
  return freshnessOf(Date.parse(lastReceivedAt), row["expectedEveryDays"] as number, Date.now());
}
