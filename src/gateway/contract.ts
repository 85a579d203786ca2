import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type StringValueNode,
  specifiedScalarTypes,
  type TypeNode,
} from "graphql";
import { access, mayKnowType, maySee, mayUse, rulesFor } from "../policy/access.js";
import type { Caller } from "../policy/caller.js";
import { factsOf } from "../policy/classification.js";
import type { FieldRule, RuleName } from "../policy/field-rule.js";
import { placeOf, rightOfMember, typeOfValue } from "../policy/input-members.js";
import { small } from "./crossing-types.js";
import type { Crossings } from "./crossings.js";

/** What a partner may change: to agree or not to what is proposed to him. */
const PARTNER_MUTATIONS: ReadonlySet<string> = new Set(["acceptAgreement", "rejectAgreement"]);

/**
 * The schema as one partner sees it: without the types that no agreement gives him rows of, the fields that are
 * hidden from him in all rows, and whatever compares, orders or groups by what he does not read in clear. A field that
 * he sees changed says how, and can be null.
 * @param document the graph's public schema
 * @param caller with his grants
 */
export function contractSchema(document: DocumentNode, crossings: Crossings, caller: Caller): GraphQLSchema {
  const permitted = document.definitions.flatMap((definition) =>
    permittedPart(definition, crossings, caller),
  );
  const definitions = reachable(withoutGaps(permitted));
  return buildASTSchema({ ...document, definitions }, { assumeValid: true, assumeValidSDL: true });
}

function permittedPart(definition: DefinitionNode, crossings: Crossings, caller: Caller): DefinitionNode[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return mayKnowType(caller, definition.name.value) ? [permittedFields(definition, caller)] : [];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return [permittedMembers(definition, crossings, caller)];
    case Kind.ENUM_TYPE_DEFINITION:
      return [permittedValues(definition, caller)];
    default:
      return [definition];
  }
}

function permittedFields(type: ObjectTypeDefinitionNode, caller: Caller): ObjectTypeDefinitionNode {
  const owner = type.name.value;
  const fields = (type.fields ?? []).flatMap((field) => {
    const coordinate = `${owner}.${field.name.value}`;
    if (owner === "Mutation" && !PARTNER_MUTATIONS.has(field.name.value)) return [];
    if (!maySee(caller, coordinate) || !leadsToKnown(caller, coordinate)) return [];
    return [access(caller, coordinate) === "CHANGED" ? changed(field, rulesFor(caller, coordinate)) : field];
  });
  return { ...type, fields };
}

function permittedMembers(
  type: InputObjectTypeDefinitionNode,
  crossings: Crossings,
  caller: Caller,
): InputObjectTypeDefinitionNode {
  const input = type.name.value;
  const ways = crossings.get(input);
  const fields = (type.fields ?? []).filter(({ name: { value: member } }) => {
    const right = rightOfMember(input, member);
    if (right !== undefined && !mayUse(caller, right.coordinate, right.policy)) return false;
    if (right !== undefined && !leadsToKnown(caller, right.coordinate)) return false;
    const crossing = ways?.get(member);
    if (crossing === undefined) return isNearKnown(input, member, crossings, caller);
    const { kind, coordinate } = crossing;
    if (kind === "near") return true;
    // Through a reference to the rows of a type, or through a field that others add to it.
    if (kind === "referred" || kind === "orderByValue") return mayKnowType(caller, coordinate);
    return mayUse(caller, coordinate) && leadsToKnown(caller, coordinate);
  });
  return { ...type, fields };
}

/** The types around whose rows one can look are members of one input; others are always there. */
function isNearKnown(input: string, member: string, crossings: Crossings, caller: Caller): boolean {
  if (input !== "NearFilter") return true;
  for (const ways of crossings.values()) {
    for (const crossing of ways.values()) {
      if (crossing.kind !== "near") continue;
      const type = [...crossing.places.keys()].find((each) => small(each) === member);
      const place = type && placeOf(type);
      return type !== undefined && place !== undefined && mayKnowType(caller, type) && mayUse(caller, place);
    }
  }
  return true;
}

function permittedValues(type: EnumTypeDefinitionNode, caller: Caller): EnumTypeDefinitionNode {
  const values = (type.values ?? []).filter(({ name }) => {
    const typeName = typeOfValue(type.name.value, name.value);
    return typeName === undefined || mayKnowType(caller, typeName);
  });
  return { ...type, values };
}

function leadsToKnown(caller: Caller, coordinate: string): boolean {
  const target = factsOf(coordinate).leadsTo?.();
  return target === undefined || mayKnowType(caller, target);
}

const CHANGES: Readonly<Record<RuleName, string>> = {
  CLEAR: "部分行原样 / In clear in some rows",
  HIDE: "部分行隐去 / Hidden in some rows",
  TOKEN: "以令牌代替 / A token",
  MASK: "脱敏 / Masked",
  GENERALISE: "概化 / Generalised",
  BUCKET: "向下取整 / Rounded down",
};

/** A field whose value is changed on its way out: it says how, and where nothing is left of a value it is null. */
function changed(field: FieldDefinitionNode, rules: readonly FieldRule[]): FieldDefinitionNode {
  const told = rules.filter(({ rule }) => rules.length > 1 || rule !== "CLEAR");
  const text =
    told.length === 0
      ? "范围之外为空 / Null where it is not shared"
      : told.map(({ rule, detail }) => `${CHANGES[rule]}${detail === null ? "" : `: ${detail}`}`).join("; ");
  const before = field.description?.value ?? field.name.value;
  const description: StringValueNode = { kind: Kind.STRING, value: `${before}(${text})` };
  const type = field.type.kind === Kind.NON_NULL_TYPE ? field.type.type : field.type;
  return { ...field, description, type };
}

type TypeDefinition = DefinitionNode & { readonly name: { readonly value: string } };

const SCALARS: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));
/** Members that combine conditions: an input that has nothing else compares nothing. */
const COMBINING: ReadonlySet<string> = new Set(["and", "or", "not"]);

/** Leaves out what refers to something that is not there, until nothing does. */
function withoutGaps(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const known = new Set([...SCALARS, ...definitions.filter(isType).map(({ name }) => name.value)]);
  const filled = definitions.flatMap((definition): DefinitionNode[] => {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION: {
        const fields = (definition.fields ?? []).flatMap((field) => fieldWithoutGaps(field, known));
        return fields.length === 0 ? [] : [same(definition, definition.fields, fields)];
      }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
        const fields = (definition.fields ?? []).filter(({ type }) => known.has(nameOf(type)));
        const lost = (definition.fields ?? []).filter((field) => !fields.includes(field));
        const compares = fields.some(({ name }) => !COMBINING.has(name.value));
        return !compares || lost.some(isRequired) ? [] : [same(definition, definition.fields, fields)];
      }
      case Kind.UNION_TYPE_DEFINITION: {
        const types = (definition.types ?? []).filter(({ name }) => known.has(name.value));
        if (types.length === definition.types?.length) return [definition];
        return types.length === 0 ? [] : [{ ...definition, types }];
      }
      case Kind.ENUM_TYPE_DEFINITION:
        return definition.values?.length === 0 ? [] : [definition];
      default:
        return [definition];
    }
  });
  const isDone = filled.length === definitions.length && filled.every((each, at) => each === definitions[at]);
  return isDone ? filled : withoutGaps(filled);
}

function fieldWithoutGaps(field: FieldDefinitionNode, known: ReadonlySet<string>): FieldDefinitionNode[] {
  if (!known.has(nameOf(field.type))) return [];
  const lost = (field.arguments ?? []).filter(({ type }) => !known.has(nameOf(type)));
  if (lost.length === 0) return [field];
  if (lost.some(isRequired)) return [];
  return [{ ...field, arguments: (field.arguments ?? []).filter((argument) => !lost.includes(argument)) }];
}

/** The same object when nothing was left out, so that it is seen when all is done. */
function same<T extends object, F>(definition: T, before: readonly F[] | undefined, after: readonly F[]): T {
  const isSame = before?.length === after.length && before.every((field, at) => field === after[at]);
  return isSame ? definition : { ...definition, fields: after };
}

/** What the roots lead to. */
function reachable(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const types = new Map(definitions.filter(isType).map((definition) => [definition.name.value, definition]));
  const seen = new Set<string>();
  const queue = ["Query", "Mutation"];
  for (const name of queue) {
    const definition = types.get(name);
    if (definition === undefined || seen.has(name)) continue;
    seen.add(name);
    queue.push(...namesIn(definition));
  }
  return definitions.filter((definition) => !isType(definition) || seen.has(definition.name.value));
}

function namesIn(definition: DefinitionNode): string[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return (definition.fields ?? []).flatMap(({ type, arguments: args = [] }) => [
        nameOf(type),
        ...args.map((argument) => nameOf(argument.type)),
      ]);
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (definition.fields ?? []).map(({ type }) => nameOf(type));
    case Kind.UNION_TYPE_DEFINITION:
      return (definition.types ?? []).map(({ name }) => name.value);
    default:
      return [];
  }
}

function isType(definition: DefinitionNode): definition is TypeDefinition {
  const { kind } = definition;
  return kind.endsWith("TypeDefinition");
}

const isRequired = ({ type, defaultValue }: InputValueDefinitionNode) =>
  type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
