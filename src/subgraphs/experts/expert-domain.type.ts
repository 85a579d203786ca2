import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A field of knowledge that experts are found by, as published. */
@PublishedType("ExpertDomain", {
  key: "code",
  zh: "专家领域",
  en: "A field of knowledge that experts are found by",
})
export class ExpertDomain {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
}
