import { ID, Int } from "type-graphql";
import { Published, PublishedType, type Row } from "./published.js";
import { publishEnum } from "./published-enum.js";

/** How late a record is against the rhythm that its source promised (the four states of HDX, and unknown). */
export const Freshness = publishEnum(
  { FRESH: "FRESH", DUE: "DUE", OVERDUE: "OVERDUE", DELINQUENT: "DELINQUENT", UNKNOWN: "UNKNOWN" },
  "Freshness",
  { zh: "新鲜度", en: "How late a record is against the promised rhythm" },
  {
    FRESH: ["新", "Within its rhythm"],
    DUE: ["到期", "Up to two rhythms old"],
    OVERDUE: ["逾期", "Up to three rhythms old"],
    DELINQUENT: ["严重逾期", "More than three rhythms old"],
    UNKNOWN: ["未知", "No rhythm was promised"],
  },
);
/** One of {@link Freshness}. */
export type Freshness = (typeof Freshness)[keyof typeof Freshness];

/** Where a record came from, and how old it is. */
@PublishedType("Provenance", { zh: "来源", en: "Where a record came from", shareable: true })
export class Provenance {
  @Published(() => ID, { zh: "来源数据集", en: "The dataset it came in", policy: "PUBLIC" })
  source!: string;
  @Published(() => ID, {
    zh: "来源省级行政区代码",
    en: "Code of the province it came from",
    policy: "PUBLIC",
  })
  provinceCode!: string;
  @Published(() => ID, { zh: "来源机构编号", en: "Agency it came from", policy: "PUBLIC", nullable: true })
  agencyId!: string | null;
  @Published(() => String, {
    zh: "观测时间(ISO 8601)",
    en: "When it was true at the source (ISO 8601)",
    policy: "PUBLIC",
  })
  observedAt!: string;
  @Published(() => String, {
    zh: "接收时间(ISO 8601)",
    en: "When it arrived here (ISO 8601)",
    policy: "PUBLIC",
  })
  receivedAt!: string;
  @Published(() => Int, {
    zh: "约定更新周期(天)",
    en: "Promised rhythm in days",
    policy: "PUBLIC",
    nullable: true,
  })
  refreshEveryDays!: number | null;
  @Published(() => Freshness, { zh: "新鲜度", en: "How late it is", policy: "PUBLIC", passing: true })
  freshness!: Freshness;
  @Published(() => Boolean, {
    zh: "是否为合成样例",
    en: "Whether it is synthetic sample data",
    policy: "PUBLIC",
  })
  synthetic!: boolean;
  @Published(() => String, {
    zh: "数据质量说明",
    en: "What was found wrong with it as received",
    policy: "PUBLIC",
    nullable: true,
  })
  qualityNote!: string | null;
}

/** The properties that {@link toProvenance} reads. */
export const PROVENANCE_PROPERTIES = [
  "source",
  "sourceProvince",
  "sourceAgencyId",
  "observedAt",
  "receivedAt",
  "refreshEveryDays",
  "synthetic",
  "qualityNote",
] as const;

/** The published provenance of a row. */
export function toProvenance(row: Row): Provenance {
  const observedAt = row["observedAt"] as string;
  const refreshEveryDays = row["refreshEveryDays"] as number | null;
  return {
    source: row["source"] as string,
    provinceCode: row["sourceProvince"] as string,
    agencyId: row["sourceAgencyId"] as string | null,
    observedAt,
    receivedAt: row["receivedAt"] as string,
    refreshEveryDays,
    freshness: freshnessOf(Date.parse(observedAt), refreshEveryDays, Date.now()),
    synthetic: row["synthetic"] as boolean,
    qualityNote: row["qualityNote"] as string | null,
  };
}

const DAY_MS = 86_400_000;

/**
 * The state of a record.
 * @param observedAtMs when it was true, in epoch milliseconds
 * @param everyDays the promised rhythm, null where there is none
 * @param nowMs the present, in epoch milliseconds
 */
export function freshnessOf(observedAtMs: number, everyDays: number | null, nowMs: number): Freshness {
  if (everyDays === null) return "UNKNOWN";
  const rhythms = (nowMs - observedAtMs) / (everyDays * DAY_MS);
  if (rhythms <= 1) return "FRESH";
  if (rhythms <= 2) return "DUE";
  return rhythms <= 3 ? "OVERDUE" : "DELINQUENT";
}
