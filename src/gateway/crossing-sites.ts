import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type NamedTypeNode,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Crossings } from "./crossings.js";

/** An argument that goes into another subgraph, or can when its variables say so. */
export interface Site {
  /** The variable that stands in its place in the rewritten document. */
  readonly variable: string;
  readonly type: GraphQLInputType;
  readonly value: ValueNode;
  /** Of the field: with `@skip` nothing is to be asked. */
  readonly directives: readonly DirectiveNode[];
}

/** A document with such arguments. */
export interface SitedDocument {
  readonly sites: readonly Site[];
  /** The document with a variable for each site: the same object each time, so that it is planned once. */
  readonly rewritten: DocumentNode;
}

/** Finds the sites of documents, each once. Undefined for a document that has none. */
export function siteFinder(
  schema: GraphQLSchema,
  crossings: Crossings,
): (document: DocumentNode) => SitedDocument | undefined {
  const leading = inputsThatLead(schema, crossings);
  const known = new WeakMap<DocumentNode, SitedDocument | { readonly sites: null }>();
  return (document) => {
    let sited = known.get(document);
    if (sited === undefined) {
      sited = findSites(schema, crossings, leading, document) ?? { sites: null };
      known.set(document, sited);
    }
    return sited.sites === null ? undefined : sited;
  };
}

/** Whether a value holds a crossing, however deep. */
export function leadsOut(crossings: Crossings, value: unknown, type: GraphQLInputType): boolean {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    return Array.isArray(value) && value.some((item) => leadsOut(crossings, item, bare.ofType));
  }
  if (!isInputObjectType(bare) || typeof value !== "object" || value === null) return false;
  const leaving = crossings.get(bare.name);
  const fields = bare.getFields();
  return Object.entries(value).some(([name, member]) => {
    if (leaving?.has(name)) return true;
    const field = fields[name];
    return field !== undefined && leadsOut(crossings, member, field.type);
  });
}

/** The inputs that hold a crossing, however deep. */
function inputsThatLead(schema: GraphQLSchema, crossings: Crossings): ReadonlySet<string> {
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
  const leading = new Set<string>(crossings.keys());
  for (let before = -1; before !== leading.size; ) {
    before = leading.size;
    for (const input of inputs) {
      const members = Object.values(input.getFields());
      if (members.some(({ type }) => leading.has(getNamedType(type).name))) leading.add(input.name);
    }
  }
  return leading;
}

function findSites(
  schema: GraphQLSchema,
  crossings: Crossings,
  leading: ReadonlySet<string>,
  document: DocumentNode,
): SitedDocument | undefined {
  const sites: Site[] = [];
  const definitions: VariableDefinitionNode[] = [];
  const types = new TypeInfo(schema);
  let directives: readonly DirectiveNode[] = [];
  const replaced = visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        directives = node.directives ?? [];
      },
      Argument: (node): ArgumentNode | false | undefined => {
        const type = types.getArgument()?.type;
        if (type === undefined || !leading.has(getNamedType(type).name)) return undefined;
        // What no variable decides is looked at once, here.
        const fixed: unknown = valueFromAST(node.value, type);
        if (fixed !== undefined && !leadsOut(crossings, fixed, type)) return undefined;
        const variable = `_crossing${sites.length}`;
        sites.push({ variable, type, value: node.value, directives });
        const name = { kind: Kind.NAME, value: variable } as const;
        const reference = { kind: Kind.VARIABLE, name } as const;
        definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable: reference, type: typeNode(type) });
        return { ...node, value: reference };
      },
    }),
  );
  if (sites.length === 0) return undefined;
  return { sites, rewritten: withVariables(replaced, definitions) };
}

/** Only variables that are used may be declared; those that stood in the sites alone are not any more. */
function withVariables(document: DocumentNode, added: readonly VariableDefinitionNode[]): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return {
    ...document,
    definitions: document.definitions.map((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
      const kept = (definition.variableDefinitions ?? []).filter(({ variable }) =>
        used.has(variable.name.value),
      );
      return { ...definition, variableDefinitions: [...kept, ...added] };
    }),
  };
}

/** Nullable, since a variable may be left out: whether it must be there was checked before. */
function typeNode(type: GraphQLInputType): VariableDefinitionNode["type"] {
  const text = String(type).replace(/!$/, "");
  const named = (name: string): NamedTypeNode => ({
    kind: Kind.NAMED_TYPE,
    name: { kind: Kind.NAME, value: name },
  });
  const inner = /^\[(\w+)(!?)\]$/.exec(text);
  if (inner === null) return named(text);
  const item = named(inner[1] as string);
  return { kind: Kind.LIST_TYPE, type: inner[2] === "!" ? { kind: Kind.NON_NULL_TYPE, type: item } : item };
}
