import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A type of emergencies, as far as this subgraph knows it: by its code. */
@PublishedType("EventType", { key: "code", zh: "突发事件类型", en: "A type of emergencies" })
export class EventType {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
}
