import { createUnionType, Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType, type TypeClass } from "../../dataset/published.js";
import { publishEnum } from "../../dataset/published-enum.js";
import { type Searchable, searchableType } from "../../dataset/searchable.js";
import { noteTypeValue } from "../../policy/input-members.js";

/** The published types of a search, over whatever the datasets declare as searchable. */
export interface SearchTypes {
  /** The values of `SearchType`, each with the name of the type that it stands for. */
  readonly names: ReadonlyMap<string, string>;
  /** By the name of a type, its key. */
  readonly keys: ReadonlyMap<string, string>;
  readonly type: Readonly<Record<string, string>>;
  readonly connection: TypeClass;
  readonly searchables: readonly Searchable[];
}

/** `EventType` as `EVENT_TYPE`. */
export const typeValue = (name: string) => name.replace(/(?<=.)[A-Z]/g, "_$&").toUpperCase();

/** A text that something was found by, as published. */
@PublishedType("SearchMatch", { zh: "命中的文字", en: "A text that something was found by" })
class SearchMatch {
  @Published(() => String, {
    zh: "字段(如 name、names.shortName)",
    en: "The field, such as name or names.shortName",
    policy: "PUBLIC",
  })
  field!: string;
  @Published(() => String, { zh: "命中处前后的原文", en: "The text around the match", policy: "PUBLIC" })
  fragment!: string;
  @Published(() => [String], { zh: "命中的原文片段", en: "The pieces that matched", policy: "PUBLIC" })
  matched!: readonly string[];
  @Published(() => String, {
    zh: "此名称起用日期(仅限有使用期的名称)",
    en: "First day of use, of a name that has one",
    policy: "PUBLIC",
    nullable: true,
  })
  validFrom!: string | null;
  @Published(() => String, {
    zh: "此名称停用日期(含当日)",
    en: "Last day of use, of a name that is no longer in use",
    policy: "PUBLIC",
    nullable: true,
  })
  validTo!: string | null;
}

/** Makes the types. Each thing is a stub with its key, which its own dataset fills in. */
export function searchTypes(searchables: readonly Searchable[]): SearchTypes {
  const types = searchables
    .map((searchable) => ({ ...searchableType(searchable), zh: searchable.zh, en: searchable.en }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const type = publishEnum(
    Object.fromEntries(types.map(({ name }) => [typeValue(name), typeValue(name)])),
    "SearchType",
    { zh: "可检索的类型", en: "What can be searched for" },
    Object.fromEntries(types.map(({ name, zh, en }) => [typeValue(name), [zh, en] as const])),
  );
  for (const { name } of types) noteTypeValue("SearchType", typeValue(name), name);
  const stubs = types.map(({ name, key, zh, en }) => stubOf(name, key, { zh, en }));
  const SearchItem = createUnionType({
    name: "SearchItem",
    description: "检索到的事物 / What was found",
    types: () => stubs as never,
    resolveType: ({ __typename }: { __typename: string }) => __typename,
  });

  @PublishedType("SearchHit", { zh: "检索结果", en: "Something that a search found" })
  class SearchHit {
    @Published(() => type, { zh: "类型", en: "What kind of thing it is", policy: "PUBLIC" })
    type!: string;
    @Published(() => Int, {
      zh: "得分(仅在同一次检索内可比,越高越好)",
      en: "Score: the higher the better; compare it within one search only",
      policy: "PUBLIC",
    })
    score!: number;
    @Published(() => [SearchMatch], {
      zh: "命中的文字(至多 5 处)",
      en: "The texts that it was found by, 5 at most",
      policy: "PUBLIC",
    })
    matches!: SearchMatch[];
    @Published(() => Float, {
      zh: "与圆心的距离(公里);仅在给出 near 时",
      en: "Kilometres from the centre; only where `near` was given",
      policy: "PUBLIC",
      nullable: true,
    })
    distanceKm!: number | null;
    @Published(() => SearchItem, {
      zh: "事物本身",
      en: "The thing itself",
      policy: "PUBLIC",
      nullable: true,
    })
    item!: object | null;
  }

  return {
    names: new Map(types.map(({ name }) => [typeValue(name), name])),
    keys: new Map(types.map(({ name, key }) => [name, key])),
    type,
    connection: connectionOf(SearchHit, { name: "Search" }),
    searchables,
  };
}

function stubOf(name: string, key: string, text: { zh: string; en: string }): TypeClass {
  class Stub {}
  Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })(Stub.prototype, key);
  PublishedType(name, { key, ...text })(Stub);
  return Stub;
}
