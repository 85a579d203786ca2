import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A unit, as far as this subgraph knows it: by its code. */
@PublishedType("Unit", { key: "code", zh: "计量单位", en: "A unit of measure" })
export class Unit {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
}
