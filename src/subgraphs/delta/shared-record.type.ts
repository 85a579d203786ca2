import { ID } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";

/** A shared record as it is read. The graph shows it as the edges of a shared connection. */
@PublishedType("SharedRecord", { zh: "共享记录", en: "A shared record" })
export class SharedRecord {
  @Published(() => ID, { zh: "记录编号", en: "Identifier of the record", policy: "PUBLIC" })
  recordId!: string;
  @Published(() => ID, { zh: "协议编号", en: "Identifier of the agreement", policy: "PUBLIC" })
  agreementId!: string;
  @Published(() => String, { zh: "起始日期", en: "First day it was shared", policy: "PUBLIC" })
  since!: string;
}
