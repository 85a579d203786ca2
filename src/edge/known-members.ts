import { type GraphQLError, type GraphQLSchema, isInputObjectType } from "graphql";

/** graphql-js's words for a member that an input does not have, when it knows no near miss. */
const UNKNOWN_MEMBER = /is not defined by type "(\w+)"\.$/;
/** Of a longer input a list would not help: near misses are then what there is. */
const MOST_NAMED = 12;

/**
 * Names an input's members in an error about one that it does not have: graphql-js suggests what is spelt alike, and
 * nothing is like the two letters of `eq`.
 * @param schema what the caller sees: of nothing else is anything named
 */
export function namingMembers(schema: GraphQLSchema, { message }: Pick<GraphQLError, "message">): string {
  const name = UNKNOWN_MEMBER.exec(message)?.[1];
  const type = name === undefined ? undefined : schema.getType(name);
  if (!isInputObjectType(type)) return message;
  // What a gateway alone gives stands in the schema of a subgraph that is served by itself.
  const members = Object.keys(type.getFields()).filter((member) => !member.startsWith("_"));
  return members.length > MOST_NAMED ? message : `${message} It has ${members.join(", ")}.`;
}
