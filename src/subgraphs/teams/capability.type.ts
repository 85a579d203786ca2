import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";

/** A capability of the catalogue, as far as this subgraph knows it: by its code. */
@PublishedType("Capability", { key: "code", zh: "能力", en: "A capability of the catalogue" })
export class Capability {
  @Published(() => ID, { zh: "代码", en: "Code", policy: "PUBLIC" })
  code!: string;
}

/** A capability that is registered for a team, as published. */
@PublishedType("TeamCapability", {
  zh: "登记的队伍能力;有核验日期者为经核验,至有效期止",
  en: "A capability that is registered for a team; verified where `verifiedOn` is set, until `validUntil`",
})
export class TeamCapability {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Capability, {
    zh: "能力",
    en: "The capability",
    policy: "PUBLIC",
    nullable: true,
    from: ["capabilityCode"],
    read: (row) => ({ code: row["capabilityCode"] }),
  })
  capability!: Capability | null;
  @Published(() => Int, { zh: "等级(1 最强)", en: "Type: 1 is the strongest", policy: "PUBLIC" })
  typeLevel!: number;
  @Published(() => Agency, {
    zh: "核验机构",
    en: "Who verified it",
    policy: "PUBLIC",
    nullable: true,
    from: ["verifiedByAgencyId"],
    read: ({ verifiedByAgencyId: id }) => (id === null ? null : { id }),
  })
  verifiedBy!: Agency | null;
  @Published(() => String, { zh: "核验日期", en: "Day it was verified", policy: "PUBLIC", nullable: true })
  verifiedOn!: string | null;
  @Published(() => String, { zh: "有效期至", en: "Last day it is valid", policy: "PUBLIC", nullable: true })
  validUntil!: string | null;
}

/** A page of teams' registered capabilities. */
export const TeamCapabilityConnection = connectionOf(TeamCapability);
