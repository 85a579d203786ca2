import {
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  parse,
} from "graphql";

/** Operations over every edge of the graph and every member of its inputs, made from the schema alone. */

type Field = GraphQLField<unknown, unknown>;

/** An operation, what it is about, and the variables that it takes ids by. */
export interface Way {
  readonly path: string;
  readonly document: DocumentNode;
  /** Of the type that it ends at. */
  readonly type: string;
}

/** Variables of every operation: ids by `<Type>_<key>`; whoever runs it says which. */
export const idVariable = (typeName: string, key: string) => `${typeName}_${key}`;

const CONSTANTS: Readonly<Record<string, string>> = {
  from: '"kg"',
  to: '"g"',
  date: '"2026-01-01"',
  text: '"应急"',
  type: '"Team"',
  longitude: "121.3",
  latitude: "31.1",
  km: "50",
  value: "1",
};

function argument(field: Field, { name, type }: GraphQLArgument): string {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name as string;
  if (named.name === "CentreInput") return "{ latitude: 31.2, longitude: 121.5, datum: WGS84 }";
  const constant = CONSTANTS[name];
  if (constant !== undefined) return constant;
  return `$${idVariable(getNamedType(field.type).name, name)}`;
}

function step(field: Field): string {
  const given = field.args.filter(isRequiredArgument).map((each) => `${each.name}: ${argument(field, each)}`);
  if (field.args.some(({ name }) => name === "first")) given.push("first: 3");
  return `${field.name}${given.length === 0 ? "" : `(${given.join(", ")})`}`;
}

/** Everything that stands in a type and is not an object, each under an alias, in a fragment. */
function leavesOf(type: GraphQLObjectType): string {
  const leaves = Object.values(type.getFields()).map((field) => {
    const target = getNamedType(field.type);
    if (isLeafType(target)) return `a_${field.name}: ${step(field)}`;
    if (isObjectType(target) && target.name === "PageInfo")
      return `a_${field.name}: pageInfo { endCursor startCursor }`;
    // What is told of groups, and points, are a level below.
    if (
      isObjectType(target) &&
      Object.values(target.getFields()).every(({ type: inner }) => isLeafType(getNamedType(inner)))
    )
      return `a_${field.name}: ${step(field)} { ${Object.keys(target.getFields()).join(" ")} }`;
    return "";
  });
  return leaves.join(" ");
}

/** An operation, with the variables that occur in it. */
export function operation(body: string, fragments = ""): DocumentNode {
  const used = [...new Set([...body.matchAll(/\$([A-Za-z]+_\w+)/g)].map((match) => match[1]))];
  const variables = used.length === 0 ? "" : `(${used.map((name) => `$${name}: ID!`).join(", ")})`;
  return parse(`query ${variables} ${body} ${fragments}`);
}

/** For each type the ways that enter it by different fields, each by the shortest route from the root. */
export function waysInto(schema: GraphQLSchema): Way[] {
  const root = schema.getQueryType() as GraphQLObjectType;
  const shortest = new Map<string, readonly string[]>([[root.name, []]]);
  const queue: GraphQLObjectType[] = [root];
  const ways: Way[] = [];
  const add = (type: GraphQLObjectType, steps: readonly string[]) => {
    if (steps.length === 0) return;
    const opened = steps.map((each) => `${each} { `).join("");
    const body = `{ ${opened} __typename ...Last${" }".repeat(steps.length)} }`;
    const leaves = leavesOf(type);
    const fragment = `fragment Last on ${type.name} { ${leaves === "" ? "__typename" : leaves} }`;
    const variables = operation(`${body} ${fragment}`);
    ways.push({ path: steps.join(" > "), document: variables, type: type.name });
  };
  for (const type of queue) {
    const here = shortest.get(type.name) as readonly string[];
    for (const field of Object.values(type.getFields())) {
      const target = getNamedType(field.type);
      const types = isObjectType(target) ? [target] : isUnionType(target) ? target.getTypes() : [];
      for (const into of types) {
        const steps = [...here, isUnionType(target) ? `${step(field)} { ... on ${into.name}` : step(field)];
        if (isUnionType(target)) addInUnion(ways, into, here, field);
        else add(into, steps);
        if (shortest.has(into.name) || isUnionType(target)) continue;
        shortest.set(into.name, steps);
        queue.push(into);
      }
    }
  }
  return ways;
}

function addInUnion(ways: Way[], type: GraphQLObjectType, here: readonly string[], field: Field): void {
  const opened = here.map((each) => `${each} { `).join("");
  const leaves = leavesOf(type);
  const body = `{ ${opened} ${step(field)} { __typename ... on ${type.name} { ${leaves} } } ${"}".repeat(here.length)} }`;
  ways.push({
    path: [...here, `${field.name} on ${type.name}`].join(" > "),
    document: operation(body),
    type: type.name,
  });
}

/** A member of an input, inside the arguments that it can be given in. */
export interface MemberUse {
  readonly input: string;
  readonly member: string;
  /** The root field, with the member's value where `VALUE` stands. */
  readonly query: string;
  readonly type: GraphQLInputObjectType | undefined;
  readonly leaf: string;
}

/** What tells of a list: how long it is, what is in it in which order, and its cursors. */
function told({ type }: Field): string {
  const target = getNamedType(type);
  if (!isObjectType(target)) return "";
  const { nodes, totalCount, pageInfo } = target.getFields();
  const row = nodes && getNamedType(nodes.type);
  if (!isObjectType(row)) return "{ __typename }";
  const shown = ["id", "code", "count"].find((name) => row.getFields()[name] !== undefined) ?? "__typename";
  return `{ nodes { ${shown} } ${totalCount ? "totalCount" : ""} ${pageInfo ? "pageInfo { endCursor }" : ""} }`;
}

/** Every member of every input that `where`, `orderBy`, `groupBy` and `having` of root fields lead to, once. */
export function memberUses(schema: GraphQLSchema): MemberUse[] {
  const root = schema.getQueryType() as GraphQLObjectType;
  const seen = new Set<string>();
  interface Place {
    readonly input: GraphQLInputObjectType;
    /** The operation with `INPUT` where the input's literal stands. */
    readonly around: string;
  }
  const queue: Place[] = [];
  for (const field of Object.values(root.getFields())) {
    for (const arg of field.args) {
      const input = getNamedType(arg.type);
      if (!isInputObjectType(input) || isRequiredArgument(arg)) continue;
      const inner = told(field);
      const listed = isListType(getNullableType(arg.type));
      const required = field.args
        .filter(isRequiredArgument)
        .map((each) => `${each.name}: ${argument(field, each)}`);
      if (field.args.some(({ name }) => name === "first")) required.push("first: 50");
      const given = [...required, `${arg.name}: ${listed ? "[INPUT]" : "INPUT"}`].join(", ");
      queue.push({ input, around: `{ ${field.name}(${given}) ${inner} }` });
    }
  }
  const uses: MemberUse[] = [];
  for (const { input, around } of queue) {
    if (seen.has(input.name)) continue;
    seen.add(input.name);
    for (const [name, { type }] of Object.entries(input.getFields())) {
      const named = getNamedType(type);
      const others = Object.values(input.getFields())
        .filter((field) => field.name !== name && isRequired(field.type))
        .map((field) => `${field.name}: ${literal(field.type)}`);
      const wrap = (value: string) => {
        const listed = isListType(getNullableType(type)) ? `[${value}]` : value;
        return around.replace("INPUT", `{ ${[...others, `${name}: ${listed}`].join(", ")} }`);
      };
      uses.push({
        input: input.name,
        member: name,
        query: wrap("VALUE"),
        type: isInputObjectType(named) ? named : undefined,
        leaf: isInputObjectType(named) ? "" : literal(named),
      });
      if (isInputObjectType(named)) queue.push({ input: named, around: wrap("INPUT") });
    }
  }
  return uses;
}

const isRequired = (type: GraphQLArgument["type"]) => String(type).endsWith("!");

/** Some value of an input type. */
export function literal(type: unknown): string {
  const named = getNamedType(type as GraphQLArgument["type"]);
  if (isEnumType(named)) return named.getValues()[0]?.name as string;
  if (isInputObjectType(named)) {
    const required = Object.values(named.getFields()).filter((field) => isRequired(field.type));
    return `{ ${required.map((field) => `${field.name}: ${literal(field.type)}`).join(", ")} }`;
  }
  switch (named?.name) {
    case "Int":
    case "Float":
      return "31";
    case "Boolean":
      return "true";
    default:
      return '"x"';
  }
}
