import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** An expert, as far as this subgraph knows it: by its identifier. */
@PublishedType("Expert", { key: "id", zh: "应急专家", en: "An expert" })
export class Expert {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
}
