import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** An agency, as far as this subgraph knows it: by its identifier. */
@PublishedType("Agency", { key: "id", zh: "机构", en: "An agency" })
export class Agency {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
}
