import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A depot, as far as this subgraph knows it: by its identifier. */
@PublishedType("Depot", { key: "id", zh: "应急物资储备库(点)", en: "A depot of emergency supplies" })
export class Depot {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
}
