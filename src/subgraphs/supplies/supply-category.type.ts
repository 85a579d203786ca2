import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A supply category, as far as this subgraph knows it: by its identifier. */
@PublishedType("SupplyCategory", { key: "id", zh: "物资类别", en: "A category of supplies" })
export class SupplyCategory {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
}
