import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** Something that a volunteer can do, as published. */
@PublishedType("Skill", { key: "code", zh: "志愿者技能", en: "Something that a volunteer can do" })
export class Skill {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
  @Published(() => Boolean, {
    zh: "是否须持证",
    en: "Whether it counts only with a certificate",
    policy: "PUBLIC",
  })
  certificateRequired!: boolean;
}
