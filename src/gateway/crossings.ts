import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
} from "graphql";
import { INSIDE, NEAR } from "../dataset/key-inputs.js";

/** A root field of a subgraph that is there for the gateway alone (see `dataset/key-queries.ts`). */
export interface Ask {
  /** The subgraph that answers, as the transports name it. */
  readonly source: string;
  /** Asks with the variables `where` or `orderBy`, `first`, and `atLeast` where it counts. */
  readonly document: DocumentNode;
  readonly field: string;
  /** The input that holds the question. */
  readonly input: string;
}

/** A member of an input that leads out of its subgraph, and what becomes of it. */
export type Crossing = {
  /** What clients write. */
  readonly member: string;
  /** What the subgraph gets instead. */
  readonly hidden: string;
  /** For people: the type and the field that it goes through. */
  readonly coordinate: string;
  readonly description: string;
} & (
  | { readonly kind: "related"; readonly ask: Ask }
  | { readonly kind: "referred"; readonly ask: Ask }
  | { readonly kind: "near"; readonly places: ReadonlyMap<string, Ask> }
  | { readonly kind: "orderByValue"; readonly ask: Ask }
  | { readonly kind: "orderByCount"; readonly ask: Ask }
);

/** The crossings of each input, by the input's name and the member's. */
export type Crossings = ReadonlyMap<string, ReadonlyMap<string, Crossing>>;

const QUERY = /^_(keysOf|placesOf|valuesOf|countsOf)_([A-Za-z0-9]+)(?:_by_([A-Za-z0-9]+))?$/;

interface Asked {
  readonly sort: string;
  readonly type: string;
  readonly by: string | undefined;
  readonly ask: Ask;
}

/**
 * Finds where filters and orders can go from one subgraph into another: whoever holds keys offers root fields for
 * the gateway, whoever can be narrowed by keys has hidden members in its inputs, and their names say which fit.
 */
export function findCrossings(supergraph: DocumentNode): Crossings {
  const asked = rootFields(supergraph).flatMap(toAsked);
  const descriptions = fieldDescriptions(supergraph);
  const crossings = new Map<string, ReadonlyMap<string, Crossing>>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) continue;
    const own = new Set(definition.fields?.map(({ name }) => name.value));
    const found = [...own]
      .filter((name) => name.startsWith("_"))
      .flatMap((hidden) => crossingsAt(definition, hidden, asked, descriptions))
      .filter(({ member }) => !own.has(member));
    if (found.length > 0)
      crossings.set(definition.name.value, new Map(found.map((each) => [each.member, each])));
  }
  return crossings;
}

function crossingsAt(
  { name: { value: input } }: InputObjectTypeDefinitionNode,
  hidden: string,
  asked: readonly Asked[],
  descriptions: ReadonlyMap<string, string>,
): Crossing[] {
  const find = (sort: string, type: string) =>
    asked.filter((each) => each.sort === sort && each.type === type);
  if (hidden === NEAR) {
    const places = new Map(
      asked.flatMap(({ sort, type, ask }) => (sort === "placesOf" ? [[type, ask]] : [])),
    );
    const description = "在这些条目周围 / Near rows that meet a condition";
    return [{ kind: "near", member: "near", hidden, coordinate: input, description, places }];
  }
  if (hidden === INSIDE) {
    const description = "位于符合条件的区划之内 / Inside a division that meets this";
    return find("keysOf", "Division")
      .filter(({ by }) => by === undefined)
      .map(({ ask }) => ({
        kind: "referred",
        member: "inside",
        hidden,
        coordinate: "Division",
        description,
        ask,
      }));
  }
  const [, part, field, type] = /^_(keys|values)_(?:([A-Za-z0-9]+)_)?([A-Za-z0-9]+)$/.exec(hidden) ?? [];
  if (type === undefined) return [];
  const related = (sort: string, kind: "related" | "orderByCount"): Crossing[] =>
    find(sort, type).flatMap(({ by, ask }) => {
      if (by === undefined) return [];
      const coordinate = `${type}.${by}`;
      return [{ kind, member: by, hidden, coordinate, description: descriptions.get(coordinate) ?? by, ask }];
    });
  if (part === "values") {
    if (field === undefined) return related("countsOf", "orderByCount");
    const description = "按其字段排序 / By a field of what it refers to";
    return find("valuesOf", type).map(({ ask }) => ({
      kind: "orderByValue",
      member: field,
      hidden,
      coordinate: type,
      description,
      ask,
    }));
  }
  const [itself] = find("keysOf", type).filter(({ by }) => by === undefined);
  const isOwn = input === (itself?.ask.input ?? `${type}Filter`);
  if (isOwn) return related("keysOf", "related");
  if (itself === undefined) return [];
  const description = "所指条目符合此条件 / What it refers to meets this";
  return [{ kind: "referred", member: "where", hidden, coordinate: type, description, ask: itself.ask }];
}

function toAsked({ name, arguments: args = [], directives = [] }: FieldDefinitionNode): Asked[] {
  const [, sort, type, by] = QUERY.exec(name.value) ?? [];
  const question = args.find((argument) => ["where", "orderBy"].includes(argument.name.value));
  const graph = directives
    .find((directive) => directive.name.value === "join__field")
    ?.arguments?.find((argument) => argument.name.value === "graph")?.value;
  if (sort === undefined || type === undefined || question === undefined || graph?.kind !== Kind.ENUM)
    return [];
  const variables = args.map((argument) => `$${argument.name.value}: ${written(argument.type)}`).join(", ");
  const passed = args.map((argument) => `${argument.name.value}: $${argument.name.value}`).join(", ");
  const document = parse(`query (${variables}) { ${name.value}(${passed}) }`, { noLocation: true });
  const input = nameOf(question.type);
  return [{ sort, type, by, ask: { source: graph.value.toLowerCase(), document, field: name.value, input } }];
}

function rootFields(supergraph: DocumentNode): readonly FieldDefinitionNode[] {
  return objectTypes(supergraph).find(({ name }) => name.value === "Query")?.fields ?? [];
}

function fieldDescriptions(supergraph: DocumentNode): ReadonlyMap<string, string> {
  return new Map(
    objectTypes(supergraph).flatMap(({ name, fields = [] }) =>
      fields.map((field): [string, string] => [
        `${name.value}.${field.name.value}`,
        field.description?.value ?? field.name.value,
      ]),
    ),
  );
}

function objectTypes(document: DocumentNode): ObjectTypeDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function written(type: TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  const inner = written(type.type);
  return type.kind === Kind.NON_NULL_TYPE ? `${inner}!` : `[${inner}]`;
}
