import { Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { ExerciseKind } from "./plan.enums.js";

/** An exercise as published: that it was held is open, how well it went is not. */
@PublishedType("Exercise", { key: "id", zh: "预案演练", en: "An exercise of a plan that was held" })
export class Exercise {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => ExerciseKind, { zh: "形式", en: "How it was held", policy: "PUBLIC" })
  kind!: ExerciseKind;
  @Published(() => String, { zh: "演练日期", en: "Day it was held", policy: "PUBLIC" })
  heldOn!: string;
  @Published(() => Int, { zh: "参演人数", en: "How many took part", policy: "PUBLIC", nullable: true })
  participants!: number | null;
  @Published(() => Float, {
    zh: "评估得分(0–100)",
    en: "Score of its evaluation, 0 to 100",
    policy: "INTERNAL",
  })
  score!: number | null;
  @Published(() => String, { zh: "发现的问题", en: "What it found wrong", policy: "INTERNAL" })
  findings!: string | null;
  @Published(() => Division, {
    zh: "演练所在行政区划",
    en: "The division that it was held in",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => ({ code }),
  })
  division!: Division | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of exercises. */
export const ExerciseConnection = connectionOf(Exercise);
