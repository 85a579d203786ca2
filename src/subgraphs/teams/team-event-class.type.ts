import { Published, PublishedType } from "../../dataset/published.js";
import { EventClass } from "./team.enums.js";

/** A class of events that a team is for. A team shows the bare values; this is how they are read. */
@PublishedType("TeamEventClassEntry", { zh: "适用事件类别", en: "A class of events that a team is for" })
export class TeamEventClass {
  @Published(() => EventClass, { zh: "事件类别", en: "Class of events", policy: "PUBLIC" })
  eventClass!: EventClass;
}
