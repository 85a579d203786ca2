import { Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { publishEnum } from "../../dataset/published-enum.js";

/** What registrations have in common, the stronger evidence first. */
export const TeamDuplicateBasis = publishEnum(
  { USCC: "USCC", NAME: "NAME" },
  "TeamDuplicateBasis",
  { zh: "疑似重复的依据", en: "What registrations that may be one team have in common" },
  {
    USCC: ["统一社会信用代码相同", "The same unified social credit code"],
    NAME: [
      "名称相同(不计大小写、全半角、空格):仅此不能证明是同一队伍",
      "The same name, case, width and blanks aside: proves nothing by itself",
    ],
  },
);
/** One of {@link TeamDuplicateBasis}. */
export type TeamDuplicateBasis = (typeof TeamDuplicateBasis)[keyof typeof TeamDuplicateBasis];

/** Registrations by several provinces that may be one team, as published. */
@PublishedType("TeamDuplicate", {
  zh: "跨省疑似重复队伍:由两个以上省份登记、代码或名称相同的一组记录,须由人判断",
  en: "Records that more than one province registered with the same code or name: candidates, for people to decide on",
})
export class TeamDuplicate {
  @Published(() => TeamDuplicateBasis, { zh: "依据", en: "What they have in common", policy: "PUBLIC" })
  basis!: TeamDuplicateBasis;
  @Published(() => String, {
    zh: "相同的代码,或其中一个名称(按编码排在最前者)",
    en: "The code, or the first by its characters of the names",
    policy: "PUBLIC",
  })
  value!: string;
  @Published(() => Int, { zh: "记录数", en: "How many records", policy: "PUBLIC" })
  teamCount!: number;
  @Published(() => Int, { zh: "登记省份数", en: "How many provinces registered them", policy: "PUBLIC" })
  provinceCount!: number;
}

/** A page of candidates. */
export const TeamDuplicateConnection = connectionOf(TeamDuplicate);
