import { Float, ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";

/** A course that an expert completed, as published. */
@PublishedType("ExpertTraining", { zh: "专家培训", en: "A course that an expert completed" })
export class ExpertTraining {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "课程", en: "Course", policy: "PUBLIC" })
  course!: string;
  @Published(() => String, { zh: "课程英文名称", en: "Course in English", policy: "PUBLIC", nullable: true })
  courseEn!: string | null;
  @Published(() => String, { zh: "完成日期", en: "Day it was completed", policy: "PUBLIC" })
  completedOn!: string;
  @Published(() => Float, { zh: "学时", en: "Hours", policy: "PUBLIC" })
  hours!: number;
  @Published(() => String, { zh: "有效期至", en: "Last day it counts", policy: "PUBLIC", nullable: true })
  validUntil!: string | null;
}

/** A page of trainings, the earliest first. */
export const ExpertTrainingConnection = connectionOf(ExpertTraining);
