import {
  type GraphQLError,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";

/** graphql-js's words for a member or a value that a type does not have, when it knows no near miss. */
const NOT_THERE = [
  /is not defined by type "(\w+)"\.$/,
  /does not exist in "(\w+)" enum\.$/,
  /Enum "(\w+)" cannot represent .*\.$/s,
];
/** Its words for something else in the place of an object. */
const NO_OBJECT = [
  /Expected value of type "\W*(\w+)\W*", found .*\.$/s,
  /Expected type "(\w+)" to be an object\.$/,
];
/** A message that holds more than a few words of what was sent is not gone through. */
const LONGEST = 1000;
/** A longer list would be read by nobody: near misses are then what there is. */
const MOST_NAMED = 30;

/**
 * Names what can be written in an error about something that cannot: graphql-js suggests what is spelt alike, and nothing is
 * like the two letters of `eq`, or tells that a grouping is an object.
 * @param schema what the caller sees: of nothing else is anything named
 */
export function namingMembers(schema: GraphQLSchema, { message }: Pick<GraphQLError, "message">): string {
  // What a caller sent stands in it, as long as he likes: looked for is only what is told of it.
  if (message.length > LONGEST) return message;
  const wanted = typeIn(NO_OBJECT, message);
  const type = schema.getType(wanted ?? typeIn(NOT_THERE, message) ?? "");
  if (isEnumType(type)) return naming(message, type.getValues());
  if (!isInputObjectType(type)) return message;
  // What a gateway alone gives stands in the schema of a subgraph that is served by itself.
  const members = Object.values(type.getFields()).filter(({ name }) => !name.startsWith("_"));
  if (wanted === undefined) return naming(message, members);
  // The most telling sample is one that has to be there, or whose value can be written out.
  const sample =
    members.find(isNeeded) ?? members.find((each) => !sampleOf(each).includes("…")) ?? members[0];
  if (sample === undefined) return message;
  return naming(`${message} Write an object, such as { ${sample.name}: ${sampleOf(sample)} }.`, members);
}

function naming(message: string, list: readonly { readonly name: string }[]): string {
  return list.length > MOST_NAMED ? message : `${message} It has ${list.map(({ name }) => name).join(", ")}.`;
}

function typeIn(words: readonly RegExp[], message: string): string | undefined {
  for (const pattern of words) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

const isNeeded = ({ type, defaultValue }: GraphQLInputField) =>
  isNonNullType(type) && defaultValue === undefined;

/** A value as one would write it. */
function sampleOf({ type }: GraphQLInputField): string {
  const bare = isNonNullType(type) ? type.ofType : type;
  const leaf = getNamedType(bare);
  const one = isEnumType(leaf)
    ? (leaf.getValues()[0]?.name ?? "…")
    : isInputObjectType(leaf)
      ? "{ … }"
      : (SAMPLES[leaf.name] ?? '"…"');
  return isListType(bare) ? `[${one}]` : one;
}

const SAMPLES: Readonly<Record<string, string>> = { Boolean: "true", Int: "1", Float: "1.5" };
