import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A division, as far as this subgraph knows it: by its code. */
@PublishedType("Division", { key: "code", zh: "行政区划", en: "An administrative division" })
export class Division {
  @Published(() => ID, { zh: "统计用区划代码", en: "Statistical code", policy: "PUBLIC" })
  code!: string;
}
