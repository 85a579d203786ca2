import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { CategoryMatch, SupplyScheme } from "./supply-category.enums.js";

/** A category of supplies as published. */
@PublishedType("SupplyCategory", {
  key: "id",
  zh: "应急物资分类",
  en: "A category of supplies in one of the schemes in use",
})
export class SupplyCategory {
  @Published(() => ID, { zh: "编号(体系:代码)", en: "Identifier, scheme:code", policy: "PUBLIC" })
  id!: string;
  @Published(() => SupplyScheme, { zh: "分类体系", en: "The scheme it is of", policy: "PUBLIC" })
  scheme!: SupplyScheme;
  @Published(() => ID, { zh: "代码", en: "Code within its scheme", policy: "PUBLIC" })
  code!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
}

/** A page of supply categories. */
export const SupplyCategoryConnection = connectionOf(SupplyCategory);

/** What stands for a category in another scheme, as published; the category itself hangs in the resolver. */
@PublishedType("SupplyCategoryMatch", {
  zh: "另一体系中的对应分类",
  en: "What stands for a category in another scheme",
})
export class SupplyCategoryMatch {
  @Published(() => CategoryMatch, {
    zh: "对方分类与本分类的关系",
    en: "What the other category is to this one",
    policy: "PUBLIC",
    from: ["match", "fromId", "toId"],
  })
  match!: CategoryMatch;
}

/** A row of the crosswalk. */
export interface CrosswalkRow extends SupplyCategoryMatch {
  readonly fromId: string;
  readonly toId: string;
}

/** A {@link SupplyCategoryMatch} with what its category is found by. */
export interface CategoryMatchRow extends SupplyCategoryMatch {
  readonly categoryId: string;
}

const INVERSE: Readonly<Record<CategoryMatch, CategoryMatch>> = {
  EXACT: "EXACT",
  BROADER: "NARROWER",
  NARROWER: "BROADER",
  RELATED: "RELATED",
};

/** A row of the crosswalk as seen from one of its two categories. */
export function matchSeenFrom(id: string, { fromId, toId, match }: CrosswalkRow): CategoryMatchRow {
  return fromId === id ? { match, categoryId: toId } : { match: INVERSE[match], categoryId: fromId };
}
