import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A capability of the catalogue, as far as this subgraph knows it: by its code. */
@PublishedType("Capability", { key: "code", zh: "能力", en: "A capability of the catalogue" })
export class Capability {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
}
