import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Info, Int, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { COUNTED, COUNTED_PEOPLE, PageInfo } from "../../dataset/connection.js";
import {
  notePage,
  Published,
  PublishedRelation,
  PublishedType,
  shapeOf,
  type TypeClass,
} from "../../dataset/published.js";
import { agreementById } from "./agreement.loader.js";
import { Agreement } from "./agreement.type.js";

/** The types of a page of shared records. */
export interface SharedConnection {
  /** `SharedTeamConnection` for `Team`. */
  readonly type: TypeClass;
  /** Resolves its edges; belongs among the subgraph's resolvers. */
  readonly resolver: TypeClass;
}

/**
 * Makes the connection of another owner's type whose edges say under which agreement each record is shared. Its
 * nodes can be null: their owner may be down, or may no longer have one.
 * @param people whether they are people, who are counted in steps for some callers
 */
export function sharedConnectionOf(
  type: TypeClass,
  { people = false }: { readonly people?: boolean } = {},
): SharedConnection {
  const { name } = shapeOf(type);

  @PublishedType(`Shared${name}Edge`, {
    zh: `共享的 ${name} 及其协议`,
    en: `A shared ${name}, and under what`,
  })
  class SharedEdge {
    @Published(() => String, { zh: "游标", en: "Cursor", policy: "PUBLIC" })
    cursor!: string;
    @Published(() => type, { zh: "条目", en: "The record", policy: "PUBLIC", nullable: true })
    node!: object | null;
    @Published(() => String, { zh: "起始日期", en: "First day it was shared", policy: "PUBLIC" })
    since!: string;
  }

  @PublishedType(`Shared${name}Connection`, { zh: `共享的 ${name} 的一页`, en: `A page of shared ${name}` })
  class TypedConnection {
    @Published(() => [type], {
      zh: "本页条目",
      en: "The records of this page",
      policy: "PUBLIC",
      nullable: "items",
    })
    nodes!: (object | null)[];
    @Published(() => [SharedEdge], { zh: "条目及协议", en: "The records, and under what", policy: "PUBLIC" })
    edges!: SharedEdge[];
    @Published(() => PageInfo, { zh: "分页信息", en: "Where this page stands", policy: "PUBLIC" })
    pageInfo!: PageInfo;
    @Published(() => Int, {
      ...(people ? COUNTED_PEOPLE : COUNTED),
      policy: "PUBLIC",
    })
    totalCount!: number;
  }

  @Resolver(() => SharedEdge)
  class SharedEdgeResolver {
    @PublishedRelation(SharedEdge, () => Agreement, {
      zh: "据以共享的协议(有多份时为最先一份,其余见条目的 sharedUnder)",
      en: "The agreement it is shared under; the first where there are several, all are under the node's `sharedUnder`",
      policy: "PUBLIC",
      nullable: true,
    })
    agreement(
      @Root() { agreementId }: { agreementId: string },
      @Ctx() ctx: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ) {
      return agreementById.load(ctx, info, agreementId);
    }
  }

  // They are about the records: whoever is given none of these is not told how many there are, or under what.
  notePage(SharedEdge, name);
  notePage(TypedConnection, name);
  return { type: TypedConnection, resolver: SharedEdgeResolver };
}
