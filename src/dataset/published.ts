import "reflect-metadata";
import type { GraphQLScalarType } from "graphql";
import { Directive, Field, FieldResolver, Mutation, ObjectType, Query } from "type-graphql";
import { noteAction } from "../policy/actions.js";
import type { Role } from "../policy/caller.js";
import { classify } from "../policy/classification.js";
import type { PolicyClass } from "../policy/policy-class.js";
import { makeCallable } from "./direct.js";

/** What a person reads in the IDE: Chinese first, English after. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** How a field is published. */
export interface Publication extends Bilingual {
  /** How far it may travel. */
  readonly policy: PolicyClass;
  /**
   * Whether it can be null, or with `items` whether the items of a list can: those that another source may fail to
   * give. Fields that are not PUBLIC can always be null: that is how they are refused.
   */
  readonly nullable?: boolean | "items";
  /** Fields that it tells of beside its own, as `Type.field`: a search around a point tells where things are. */
  readonly needs?: readonly string[];
  /** For INTERNAL fields: whether partners see them in rows that concern them (see `Dataset.concerns`). */
  readonly concerned?: boolean;
}

/** How a field is read from its row. */
export interface ColumnPublication extends Publication {
  /** The entity's properties that it needs; the field's own name by default. */
  readonly from?: readonly string[];
  /** Whether its value changes with time alone, so that a copy of it would go out of date without any change. */
  readonly passing?: boolean;
  /** Makes the published value from a row that holds those properties; the first property's value by default. */
  readonly read?: (row: Row) => unknown;
}

/** How a relation is published; its resolver finds the `from` properties on the root object. */
export interface RelationPublication extends Publication, Pick<ColumnPublication, "from"> {
  /**
   * Whether its value follows from the one `from` property alone, as that of a look-up does: rows that share the
   * property then share the value, and it may be resolved once for all of them.
   */
  readonly shared?: boolean;
  /** For a list that is read from the other end: what it is read by, which knows the references that it tells of. */
  readonly through?: { readonly references: () => readonly string[] };
  /** Lists that it is computed or found from, as `Type.field`: where an agreement hides one, it is hidden too. */
  readonly hiddenWith?: readonly string[];
}

/** A published field as noted. */
export interface PublishedField extends ColumnPublication {
  readonly type: TypeThunk;
  /** A resolver makes its value; the row only lends what the resolver needs. */
  readonly relation: boolean;
}

/** A row as the store gives it, by property name, with only the properties that were selected. */
export type Row = Readonly<Record<string, unknown>>;

/** Gives a field's type: a class, a scalar, a registered enum, or one of these in a list. */
export type TypeThunk = () => GraphQLScalarType | object;

/** A class that is published as a GraphQL type. */
export type TypeClass<T extends object = object> = new () => T;

/** What {@link PublishedType} and {@link Published} noted of a class. */
export interface PublishedShape {
  readonly name: string;
  readonly fields: ReadonlyMap<string, PublishedField>;
}

const names = new WeakMap<TypeClass, string>();
const keys = new WeakMap<TypeClass, { readonly name: string; readonly key: string }>();
const fields = new WeakMap<TypeClass, Map<string, PublishedField>>();
const shared = new Map<string, string>();
const elements = new WeakMap<TypeClass, string>();

/** `中文 / English` */
export function describe(text: Bilingual): string {
  return `${text.zh} / ${text.en}`;
}

/**
 * Publishes a class as an object type.
 * @param name its name in the graph
 * @param options its description, and the key that other subgraphs refer to it by (`id`), where it has one
 */
export function PublishedType(name: string, options: Bilingual & { key?: string; shareable?: boolean }) {
  return (target: TypeClass): void => {
    ObjectType(name, { description: describe(options), simpleResolvers: true })(target);
    if (options.key !== undefined) Directive(`@key(fields: "${options.key}")`)(target);
    if (options.shareable === true) Directive("@shareable")(target);
    names.set(target, name);
    if (options.key !== undefined) keys.set(target, { name, key: options.key });
    // Property decorators run before the class decorator, so the type's name is known only now.
    for (const [field, { policy, type, needs, concerned = false }] of fieldsOf(target)) {
      classify(`${name}.${field}`, policy, {
        leadsTo: () => targetOf(type()),
        concerned,
        ...needing(needs),
      });
    }
  };
}

/** Publishes a property that is read from the row, in the class that {@link PublishedType} names. */
export function Published(type: TypeThunk, options: ColumnPublication) {
  return (prototype: object, property: string): void => {
    Field(type, { description: describe(options), nullable: nullable(options) })(prototype, property);
    tag(options.policy, prototype, property);
    fieldsOf(prototype.constructor as TypeClass).set(property, { ...options, type, relation: false });
  };
}

/** Publishes a method of a resolver class as a field of the type `owner`: a relation, or something computed. */
export function PublishedRelation(owner: TypeClass, type: TypeThunk, options: RelationPublication) {
  return (prototype: object, method: string, descriptor: PropertyDescriptor): void => {
    FieldResolver(type, { description: describe(options), nullable: nullable(options) })(
      prototype,
      method,
      descriptor,
    );
    tag(options.policy, prototype, method);
    const coordinate = `${shapeOf(owner).name}.${method}`;
    makeCallable(coordinate, descriptor);
    const { policy, concerned = false, needs, through, hiddenWith } = options;
    classify(coordinate, policy, {
      leadsTo: () => targetOf(type()),
      concerned,
      ...needing(needs),
      ...(options.from && { lends: options.from }),
      ...(through && { through: through.references }),
      ...(hiddenWith && { hiddenWith }),
    });
    const [by, ...more] = options.from ?? [];
    if (options.shared === true && by !== undefined && more.length === 0) shared.set(coordinate, by);
    fieldsOf(owner).set(method, { ...options, type, relation: true });
  };
}

/** Publishes a method of a resolver class as a root field. Root fields can be null: their source may be down. */
export function PublishedQuery(type: TypeThunk, options: Publication) {
  return (prototype: object, method: string, descriptor: PropertyDescriptor): void => {
    Query(type, { description: describe(options), nullable: true })(prototype, method, descriptor);
    makeCallable(`Query.${method}`, descriptor);
    tag(options.policy, prototype, method);
    classify(`Query.${method}`, options.policy, {
      leadsTo: () => targetOf(type()),
      ...needing(options.needs),
    });
  };
}

/** How an action is published: who may ask for it at all. */
export interface ActionPublication extends Bilingual {
  readonly by: readonly Role[];
}

/**
 * Publishes a method of a resolver class as a mutation. The roles stand before it (see `guard.ts`); in the schema one
 * that is for admins alone has the strictest class, so that contracts leave it out.
 */
export function PublishedMutation(type: TypeThunk, { by, ...text }: ActionPublication) {
  return (prototype: object, method: string, descriptor: PropertyDescriptor): void => {
    const policy = by.every((role) => role === "admin") ? "SENSITIVE" : "PUBLIC";
    const coordinate = `Mutation.${method}`;
    Mutation(type, { description: describe(text), nullable: true })(prototype, method, descriptor);
    tag(policy, prototype, method);
    classify(coordinate, policy, { leadsTo: () => targetOf(type()) });
    noteAction(coordinate, by);
  };
}

/**
 * Publishes a method of a resolver class as a root field for the gateway alone; its name begins with `_`. No policy
 * stands before it, as its method must check what it gives: whoever reaches a subgraph by itself can ask it.
 */
export function InternalQuery(type: TypeThunk, options: Bilingual & { readonly nullable?: boolean }) {
  return (prototype: object, method: string, descriptor: PropertyDescriptor): void => {
    const { nullable = false } = options;
    Query(type, { description: describe(options), nullable })(prototype, method, descriptor);
    Directive("@inaccessible")(prototype, method);
  };
}

/**
 * The property whose value decides that of a relation, where rows that share the one share the other.
 * @param coordinate `Type.field`
 */
export function sharedBy(coordinate: string): string | undefined {
  return shared.get(coordinate);
}

/** The name of a published type and the key that other subgraphs refer to it by, where it has one. */
export function keyOf(type: TypeClass): { readonly name: string; readonly key: string } | undefined {
  return keys.get(type);
}

/**
 * Notes the type whose rows a page or a group is about.
 * @param page the class of the page
 * @param typeName the type of its rows
 */
export function notePage(page: TypeClass, typeName: string): void {
  elements.set(page, typeName);
}

/** The name of the type that a field leads to: of a list or a page, that of its rows; undefined for a scalar. */
export function targetOf(type: unknown): string | undefined {
  const one = Array.isArray(type) ? type[0] : type;
  if (typeof one !== "function") return undefined;
  return elements.get(one as TypeClass) ?? names.get(one as TypeClass);
}

/** What was published of a class. */
export function shapeOf(type: TypeClass): PublishedShape {
  return { name: names.get(type) ?? type.name, fields: fieldsOf(type) };
}

const needing = (needs: readonly string[] | undefined) => (needs === undefined ? {} : { needs });

function fieldsOf(type: TypeClass): Map<string, PublishedField> {
  let known = fields.get(type);
  if (known === undefined) {
    known = new Map();
    fields.set(type, known);
  }
  return known;
}

function nullable(options: Publication): boolean | "items" | "itemsAndList" {
  if (options.nullable === "items") return options.policy === "PUBLIC" ? "items" : "itemsAndList";
  return options.nullable === true || options.policy !== "PUBLIC";
}

/** The class travels in the schema too, where contracts and clients can see it. */
function tag(policy: PolicyClass, prototype: object, property: string): void {
  if (policy !== "PUBLIC") Directive(`@tag(name: "${policy.toLowerCase()}")`)(prototype, property);
}
