import { type GraphQLInputObjectType, type GraphQLObjectType, getNamedType } from "graphql";
import { Arg, buildSchemaSync, Query, Resolver } from "type-graphql";
import type { DatasetFilter } from "./filter.js";
import type { TypeClass } from "./published.js";

const known = new WeakMap<TypeClass, GraphQLInputObjectType>();

/**
 * The GraphQL input type of a filter, as its subgraph has it: for filters that are kept as JSON and must be checked
 * where no client's document is. Built when it is first asked for, by the code that builds subgraphs.
 */
export function filterInputType({ input }: DatasetFilter): GraphQLInputObjectType {
  let type = known.get(input);
  if (type === undefined) {
    @Resolver()
    class FilterResolver {
      @Query(() => Boolean)
      filtered(@Arg("where", () => input) where: object): boolean {
        return where !== null;
      }
    }
    const schema = buildSchemaSync({ resolvers: [FilterResolver], validate: false });
    const [argument] = (schema.getQueryType() as GraphQLObjectType).getFields()["filtered"]?.args ?? [];
    type = getNamedType(argument?.type) as GraphQLInputObjectType;
    known.set(input, type);
  }
  return type;
}
