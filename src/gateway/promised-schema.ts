import {
  buildSchema,
  findBreakingChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
} from "graphql";

/** A schema as a promise to clients: sorted, and without descriptions, which may change at any time. */
export function printPromise(schema: GraphQLSchema): string {
  const document = parse(printSchema(lexicographicSortSchema(schema)), { noLocation: true });
  const bare = visit(document, {
    enter: (node) => ("description" in node ? { ...node, description: undefined } : undefined),
  });
  return `${print(bare)}\n`;
}

/**
 * What a schema takes away from clients that were promised another, by graphql-js's own account. What was promised as
 * deprecated may go: whoever uses it has been told.
 * @param promised as {@link printPromise} prints it
 * @returns a sentence for each; none where every operation that was valid still is, and every type of its answer still fits
 */
export function brokenPromises(promised: string, schema: GraphQLSchema): readonly string[] {
  const before = buildSchema(promised);
  return findBreakingChanges(before, schema)
    .map(({ description }) => description)
    .filter((description) => !wasDeprecated(before, description));
}

function wasDeprecated(schema: GraphQLSchema, description: string): boolean {
  const [, typeOfField, field] = /^(\w+)\.(\w+) was removed\.$/.exec(description) ?? [];
  const [, value, typeOfValue] = /^(\w+) was removed from enum type (\w+)\.$/.exec(description) ?? [];
  const [, typeOfArg, fieldOfArg, arg] = /^(\w+)\.(\w+) arg (\w+) was removed\.$/.exec(description) ?? [];
  const type = schema.getType(typeOfField ?? typeOfValue ?? typeOfArg ?? "");
  if (isEnumType(type)) return type.getValue(value ?? "")?.deprecationReason != null;
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return false;
  if (arg === undefined) return type.getFields()[field ?? ""]?.deprecationReason != null;
  const owner = isInputObjectType(type) ? undefined : type.getFields()[fieldOfArg ?? ""];
  return owner?.args.find(({ name }) => name === arg)?.deprecationReason != null;
}
