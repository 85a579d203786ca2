import { Field, Int, ObjectType } from "type-graphql";
import { describe, notePage, PublishedType, shapeOf, type TypeClass } from "./published.js";

/** Where a page stands in its list. */
@PublishedType("PageInfo", { zh: "分页信息", en: "Where a page stands in its list", shareable: true })
export class PageInfo {
  @Field(() => Boolean, { description: "后面是否还有 / Whether more follow" })
  hasNextPage!: boolean;
  @Field(() => Boolean, { description: "前面是否还有 / Whether more come before" })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: "本页第一条的游标 / Cursor of the first row here" })
  startCursor!: string | null;
  @Field(() => String, { nullable: true, description: "本页最后一条的游标 / Cursor of the last row here" })
  endCursor!: string | null;
}

/** A row with its cursor. */
export interface Edge {
  readonly cursor: string;
  readonly node: object;
}

/** A page of a list, in Relay's shape. Edges and the count are made only when asked for. */
export interface Connection {
  readonly nodes: readonly object[];
  readonly edges: readonly Edge[];
  readonly pageInfo: PageInfo;
  readonly totalCount: Promise<number>;
}

/** Where the nodes of a connection are selected. */
export const NODE_PATHS = [["nodes"], ["edges", "node"]] as const;

const connections = new WeakMap<TypeClass, TypeClass>();

/**
 * The connection type of a published type, e.g. `TeamConnection` for `Team`. One class for each type.
 * @param name what it begins with, where that is not the type's name
 * @param people whether a count of its rows is one of people, which is told in steps to some callers
 */
export function connectionOf(
  type: TypeClass,
  { name = shapeOf(type).name, people = false }: { readonly name?: string; readonly people?: boolean } = {},
): TypeClass {
  let connection = connections.get(type);
  if (connection === undefined) {
    connection = makeConnection(type, name, people);
    connections.set(type, connection);
    notePage(connection, shapeOf(type).name);
  }
  return connection;
}

/** What `totalCount` of a list is. */
export const COUNTED = {
  zh: "总数(仅在请求时计算)",
  en: "How many in the whole list (counted only when asked for)",
};
/** The same of a list of people. */
export const COUNTED_PEOPLE = {
  zh: "总数(仅在请求时计算;无权读取个人信息者所得按 5 向上取整)",
  en: "How many in the whole list (counted only when asked for); rounded up to fives for whoever may not read PERSONAL fields",
};

function makeConnection(type: TypeClass, name: string, people: boolean): TypeClass {
  @ObjectType(`${name}Edge`, {
    description: `${name} 及其游标 / A ${name} with its cursor`,
    simpleResolvers: true,
  })
  class TypedEdge {
    @Field(() => String, { description: "游标 / Cursor" })
    cursor!: string;
    @Field(() => type, { description: "条目 / The row" })
    node!: object;
  }

  @ObjectType(`${name}Connection`, {
    description: `${name} 的一页 / A page of ${name}`,
    simpleResolvers: true,
  })
  class TypedConnection {
    @Field(() => [type], { description: "本页条目 / The rows of this page" })
    nodes!: object[];
    @Field(() => [TypedEdge], { description: "条目及游标 / The rows with their cursors" })
    edges!: TypedEdge[];
    @Field(() => PageInfo, { description: "分页信息 / Where this page stands" })
    pageInfo!: PageInfo;
    @Field(() => Int, { description: describe(people ? COUNTED_PEOPLE : COUNTED) })
    totalCount!: number;
  }
  return TypedConnection;
}
