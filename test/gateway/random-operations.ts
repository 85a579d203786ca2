import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Random } from "../support/random.js";

/*
 * Beside `test/support/random-operation.ts`, which is for whole supergraphs, the planner's own included: it gives no
 * argument, chooses each field by chance, and must not alias keys, for what the planner does with them. This one is for
 * one subgraph's schema: arguments that mean something there, keys that exist, `_entities`, and few fields. They share
 * no choice but the walk itself, and the seeds of both would say something else.
 */

/** An operation with its variables. */
export interface RandomOperation {
  readonly text: string;
  readonly variables: Record<string, unknown>;
}

/** Keys that exist, by type and by the field of its key. */
export type KnownKeys = ReadonlyMap<string, { readonly key: string; readonly values: readonly string[] }>;

const DEPTH_MAXIMUM = 4;

/** Makes operations of a subgraph: fields, arguments, aliases, fragments, conditions and entities, as they come. */
export class OperationMaker {
  private readonly definitions: string[] = [];
  private readonly variables: Record<string, unknown> = {};
  private readonly fragments: string[] = [];
  private names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly keys: KnownKeys,
    private readonly random: Random,
  ) {}

  operation(): RandomOperation {
    const query = this.schema.getQueryType() as GraphQLObjectType;
    const roots = Object.values(query.getFields()).filter(({ name }) => !/^_(service|entities)$/.test(name));
    const entities = query.getFields()["_entities"] !== undefined && this.chance(0.4);
    const selected = entities
      ? [this.entities()]
      : this.some(roots, 1 + this.below(2)).map((field) => this.field(field, 0));
    const head = this.definitions.length === 0 ? "query" : `query(${this.definitions.join(", ")})`;
    return {
      text: `${head} { ${selected.join(" ")} } ${this.fragments.join(" ")}`,
      variables: this.variables,
    };
  }

  private entities(): string {
    const entity = this.schema.getType("_Entity");
    const types = isAbstractType(entity) ? this.schema.getPossibleTypes(entity) : [];
    const known = types.filter(({ name }) => this.keys.has(name));
    const chosen = this.some(known, 1 + this.below(3));
    const representations = chosen.flatMap(({ name }) => {
      const { key, values } = this.keys.get(name) as { key: string; values: readonly string[] };
      const wanted = [...this.some(values, 1 + this.below(6)), ...(this.chance(0.2) ? ["unknown"] : [])];
      return wanted.map((value) => ({ __typename: name, [key]: value }));
    });
    if (this.chance(0.1) && chosen[0]) representations.push({ __typename: chosen[0].name });
    const list = representations.sort(() => this.random() - 0.5);
    const parts = chosen.map((type) => `... on ${type.name} ${this.selection(type, 1)}`);
    return `_entities(representations: ${this.variable("[_Any!]!", list)}) { __typename ${parts.join(" ")} }`;
  }

  private selection(type: GraphQLOutputType, depth: number): string {
    if (isAbstractType(type)) {
      const parts = this.some(this.schema.getPossibleTypes(type), 3).map(
        (each) => `... on ${each.name} ${this.selection(each, depth + 1)}`,
      );
      const own = isInterfaceType(type) && depth < DEPTH_MAXIMUM ? Object.values(type.getFields()) : [];
      const common = this.some(own, this.below(3)).map((field) => this.field(field, depth));
      return `{ __typename ${[...common, ...parts].join(" ")} }`;
    }
    if (!isObjectType(type)) return "";
    const isShallow = (field: GraphQLField<unknown, unknown>) => isLeafType(getNamedType(field.type));
    const fields = Object.values(type.getFields()).filter(
      (field) => isShallow(field) || depth < DEPTH_MAXIMUM,
    );
    const lists = fields.filter(({ name }) => name === "nodes" || name === "edges");
    const wanted = [...(this.chance(0.8) ? lists.slice(0, 1) : []), ...this.some(fields, 1 + this.below(4))];
    const selected = wanted.map((field) => this.field(field, depth));
    if (this.chance(0.3)) selected.push(this.chance(0.5) ? "__typename" : "what: __typename");
    const parts = selected.map((each) => {
      if (this.chance(0.1)) return `... on ${type.name} { ${each} }`;
      if (this.chance(0.05)) return `... { ${each} }`;
      if (!this.chance(0.07)) return each;
      const name = `F${this.fragments.length}`;
      this.fragments.push(`fragment ${name} on ${type.name} { ${each} }`);
      return `...${name}`;
    });
    return `{ ${parts.join(" ")} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const args = field.args.flatMap((arg) => this.argument(arg, field));
    const alias = args.length > 0 || this.chance(0.15) ? `${field.name}_${this.names++}: ` : "";
    const given = args.length === 0 ? "" : `(${args.join(", ")})`;
    const below = this.selection(getNamedType(field.type), depth + 1);
    return `${alias}${field.name}${given}${this.condition()} ${below}`;
  }

  private condition(): string {
    if (!this.chance(0.06)) return "";
    const what = this.chance(0.5) ? "skip" : "include";
    const value = this.chance(0.5);
    return ` @${what}(if: ${this.chance(0.5) ? this.variable("Boolean!", value) : value})`;
  }

  private argument(arg: GraphQLArgument, field: GraphQLField<unknown, unknown>): string[] {
    const required = isNonNullType(arg.type);
    if (!required && !this.chance(arg.name === "first" ? 0.8 : 0.15)) return [];
    const value =
      arg.name === "first" || arg.name === "last"
        ? this.chance(0.03)
          ? 501
          : 1 + this.below(6)
        : this.value(arg.type, 0, getNamedType(field.type).name);
    if (value === undefined) return [];
    if (required || this.chance(0.6)) return [`${arg.name}: ${this.variable(String(arg.type), value)}`];
    return [`${arg.name}: ${literal(value, arg.type)}`];
  }

  private value(type: GraphQLInputType, depth: number, near: string): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, depth, near);
    if (isListType(type)) return [this.value(type.ofType, depth, near)].filter((each) => each !== undefined);
    if (isEnumType(type)) return this.one(type.getValues()).name;
    if (isInputObjectType(type)) {
      if (depth > 2) return undefined;
      // What is for the gateway alone is not given at random.
      const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith("_"));
      const wanted = fields.filter((field) => isNonNullType(field.type));
      const chosen = wanted.length > 0 ? wanted : this.some(fields, 1);
      const members = chosen.map(({ name, type: of }) => [name, this.value(of, depth + 1, near)]);
      return Object.fromEntries(members.filter(([, value]) => value !== undefined));
    }
    switch (type.name) {
      case "Int":
        return this.below(5);
      case "Float":
        return 30 + this.below(20) / 10;
      case "Boolean":
        return this.chance(0.5);
      case "ID":
        return this.one(this.keys.get(near)?.values ?? ["310115"]);
      default:
        return this.one(["消防", "310115", "a", "2026-11-01", "2026-11-01T08:00:00+08:00"]);
    }
  }

  private variable(type: string, value: unknown): string {
    const name = `v${this.definitions.length}`;
    this.definitions.push(`$${name}: ${type}`);
    this.variables[name] = value;
    return `$${name}`;
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private one<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  private some<T>(values: readonly T[], count: number): T[] {
    const left = [...values];
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(this.below(left.length), 1),
    ).flat();
  }
}

/** As it stands in a document. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (isListType(type))
    return `[${(value as unknown[]).map((each) => literal(each, type.ofType)).join(", ")}]`;
  if (isEnumType(type)) return String(value);
  if (!isInputObjectType(type)) return JSON.stringify(value);
  const fields = type.getFields();
  const members = Object.entries(value as object).map(
    ([name, member]) => `${name}: ${literal(member, fields[name]?.type as GraphQLInputType)}`,
  );
  return `{ ${members.join(", ")} }`;
}
