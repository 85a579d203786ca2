import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A rescue team, as far as this subgraph knows it: by its identifier. */
@PublishedType("Team", { key: "id", zh: "应急救援队伍", en: "A rescue team" })
export class Team {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
}
