import { Directive, ID } from "type-graphql";
import { Point } from "../../dataset/point.js";
import { Published, PublishedType } from "../../dataset/published.js";

/** A team, as far as this subgraph knows it: by its identifier, and by its base point where stock near it is asked for. */
@PublishedType("Team", { key: "id", zh: "应急救援队伍", en: "A rescue team" })
export class Team {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Directive("@external")
  @Published(() => Point, { zh: "驻地点位", en: "Base point", policy: "PUBLIC", nullable: true })
  basePoint!: Point | null;
}
