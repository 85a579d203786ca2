import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  parse,
  parseType,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from "graphql";
import { fault } from "../../errors.js";
import { MOST_VALUES, sizeOf } from "../operation-size.js";
import { type Column, columnsOf, holdsLists } from "./columns.js";
import { isConnection, isRowField, nameOf, PAGING_ARGUMENTS, wayToConnection } from "./connections.js";
import { type Selected, selectionTree, type Variables } from "./selection-tree.js";

/** Rows of a page on the way through a list, the most that one may ask for first. */
const PAGES = [500, 100, 20, 5, 1] as const;
/** The same when each row holds lists of its own: what a page weighs is what memory the export needs. */
const HEAVY_PAGES = PAGES.slice(1);

/** How an operation is exported: what to ask for, page by page, and what is in the rows. */
export interface ExportPlan {
  /** The first page, with everything that was asked for around the list. */
  readonly first: DocumentNode;
  /** The pages after it: the list alone, without its count. */
  readonly rest: DocumentNode;
  /** The variable of `rest` that takes the cursor. */
  readonly cursorVariable: string;
  /** The alias under which a connection tells whether more follows. */
  readonly control: string;
  /** Response keys from the root to the connection. */
  readonly way: readonly string[];
  /** Response keys of the connection's fields that hold rows, and of its count where it was asked for. */
  readonly rowKeys: readonly string[];
  readonly countKey: string | undefined;
  /** The alias of how many groups hold too few people to be shown, where the connection is one that hides such. */
  readonly hiddenKey: string | undefined;
  readonly columns: readonly Column[];
  /** Names of `Type.field` on the way to the rows. */
  readonly wayCoordinates: readonly string[];
  /** What the list is narrowed by: the arguments on the way, as written. */
  readonly filter: readonly string[];
}

/**
 * Plans the export of an operation.
 * @param document validated against the schema
 * @param variables coerced; they decide what `@include` and `@skip` leave
 * @throws EXPORT_NOT_A_QUERY, EXPORT_NO_CONNECTION, EXPORT_TWO_CONNECTIONS, EXPORT_COLUMNS_COLLIDE, EXPORT_TOO_WIDE
 */
export function planExport(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): ExportPlan {
  if (operation.operation !== "query") throw fault("EXPORT_NOT_A_QUERY", { kind: operation.operation });
  return planTree(
    schema,
    document,
    operation,
    variables,
    selectionTree(schema, document, operation, variables),
  );
}

/**
 * Plans the export of what a tree selects of a query: of all of it, or of it without its other connections.
 * @param share how many exports are held side by side
 * @throws as {@link planExport}
 */
export function planTree(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  tree: readonly Selected[],
  share = 1,
): ExportPlan {
  const way = wayToConnection(tree);
  const connection = way.at(-1) as Selected;
  const text = print(document);
  const names = {
    control: unusedName("exportPage", text),
    cursorVariable: unusedName("exportCursor", text),
  };
  // The largest page that any other operation could ask for too; the last is what is left when none is.
  const sizes = holdsLists(connection) ? HEAVY_PAGES : PAGES;
  const pageSize = sizes.find((size) => {
    const page = toDocument(operation, tree, { way, ...names, pageSize: size }, "first");
    const [asked] = page.definitions as readonly OperationDefinitionNode[];
    return asked !== undefined && sizeOf(schema, page, asked, variables).values <= MOST_VALUES / share;
  });
  const rewriting: Rewriting = { way, ...names, pageSize: pageSize ?? 1 };
  const counts = connection.children.find(({ node }) => node.name.value === "totalCount");
  return {
    first: toDocument(operation, tree, rewriting, "first"),
    rest: toDocument(operation, tree, rewriting, "rest"),
    cursorVariable: rewriting.cursorVariable,
    control: rewriting.control,
    way: way.map(({ key }) => key),
    rowKeys: connection.children.filter(({ node }) => isRowField(node.name.value)).map(({ key }) => key),
    countKey: counts?.key,
    hiddenKey: hidesGroups(connection) ? hiddenAlias(rewriting.control) : undefined,
    columns: columnsOf(connection),
    wayCoordinates: way.map(({ parent, node }) => `${parent.name}.${node.name.value}`),
    filter: way.flatMap((field, depth) => {
      const args = field === connection ? withoutPaging(field) : (field.node.arguments ?? []);
      return args.map((arg) => `${nameOf(way.slice(0, depth + 1))}.${print(arg)}`);
    }),
  };
}

interface Rewriting {
  readonly way: readonly Selected[];
  readonly control: string;
  readonly cursorVariable: string;
  readonly pageSize: number;
}

type Part = "first" | "rest";

function toDocument(
  operation: OperationDefinitionNode,
  tree: readonly Selected[],
  rewriting: Rewriting,
  part: Part,
): DocumentNode {
  const selectionSet = toSelectionSet(tree, rewriting, part, 0);
  const used = new Set<string>();
  visit(selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions: VariableDefinitionNode[] = (operation.variableDefinitions ?? []).filter(
    ({ variable }) => used.has(variable.name.value),
  );
  variableDefinitions.push({
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: nameNode(rewriting.cursorVariable) },
    type: cursorType(rewriting.way.at(-1) as Selected),
  });
  const { directives: _ofTheWhole, ...definition } = operation;
  // As text and back, so that no two places of the document share a node that a planner might mark.
  return parse(
    print({
      kind: Kind.DOCUMENT,
      definitions: [{ ...definition, variableDefinitions, selectionSet }],
    }),
    { noLocation: true },
  );
}

/** @param depth how many fields of the way are above; -1 aside from it */
function toSelectionSet(
  fields: readonly Selected[],
  rewriting: Rewriting,
  part: Part,
  depth: number,
): SelectionSetNode {
  const selections: SelectionNode[] = [];
  for (const field of fields) {
    const isOnWay = rewriting.way[depth] === field;
    if (depth >= 0 && part === "rest" && !isOnWay) continue;
    const node = toField(field, rewriting, part, isOnWay ? depth + 1 : -1);
    selections.push(field.on === undefined ? node : onType(field.on, node));
  }
  return { kind: Kind.SELECTION_SET, selections };
}

function toField(selected: Selected, rewriting: Rewriting, part: Part, depth: number): FieldNode {
  const { node, children } = selected;
  const field: FieldNode = {
    kind: Kind.FIELD,
    name: node.name,
    ...(node.alias === undefined ? {} : { alias: node.alias }),
    ...(node.arguments === undefined ? {} : { arguments: node.arguments }),
  };
  if (children.length === 0) return field;
  if (depth === rewriting.way.length) return walkedField(selected, field, rewriting, part);
  const selectionSet = toSelectionSet(children, rewriting, part, depth);
  if (depth >= 0 || !isConnection(selected)) return { ...field, selectionSet };
  // Also where it was said how many are wanted: a list that is cut is not to pass for a whole one.
  const backward = node.arguments?.some(({ name }) => name.value === "last" || name.value === "before");
  const control = pageInfo(rewriting.control, [backward ? "hasPreviousPage" : "hasNextPage"]);
  return { ...field, selectionSet: { ...selectionSet, selections: [...selectionSet.selections, control] } };
}

/** The connection itself, with the paging arguments of the walk. */
function walkedField(connection: Selected, field: FieldNode, rewriting: Rewriting, part: Part): FieldNode {
  const rows = connection.children.filter(({ node }) => {
    return isRowField(node.name.value) || (part === "first" && node.name.value === "totalCount");
  });
  const { selections } = toSelectionSet(rows, rewriting, part, -1);
  const control = pageInfo(rewriting.control, ["hasNextPage", "endCursor"]);
  const hidden = part === "first" && hidesGroups(connection) ? [hiddenGroups(rewriting.control)] : [];
  return {
    ...field,
    arguments: [
      ...withoutPaging(connection),
      argument("first", { kind: Kind.INT, value: String(rewriting.pageSize) }),
      argument("after", { kind: Kind.VARIABLE, name: nameNode(rewriting.cursorVariable) }),
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections, control, ...hidden] },
  };
}

/** Whether a connection of groups leaves those out that hold too few people. */
function hidesGroups({ type }: Selected): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && HIDDEN_GROUPS in named.getFields();
}

const HIDDEN_GROUPS = "suppressedGroups";
const hiddenAlias = (control: string) => `${control}Hidden`;

const hiddenGroups = (control: string): FieldNode => ({
  kind: Kind.FIELD,
  alias: nameNode(hiddenAlias(control)),
  name: nameNode(HIDDEN_GROUPS),
});

function withoutPaging({ node }: Selected): readonly ArgumentNode[] {
  return (node.arguments ?? []).filter(({ name }) => !PAGING_ARGUMENTS.includes(name.value));
}

function cursorType({ field }: Selected): NamedTypeNode {
  const declared = field.args.find(({ name }) => name === "after");
  return parseType(String(declared?.type)) as NamedTypeNode;
}

function pageInfo(alias: string, fields: readonly string[]): FieldNode {
  const selections = fields.map((name): FieldNode => ({ kind: Kind.FIELD, name: nameNode(name) }));
  return {
    kind: Kind.FIELD,
    alias: nameNode(alias),
    name: nameNode("pageInfo"),
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;

const argument = (name: string, value: ArgumentNode["value"]): ArgumentNode => {
  return { kind: Kind.ARGUMENT, name: nameNode(name), value };
};

const onType = (type: string, field: FieldNode): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(type) },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
});

/** A name that does not occur in a text. */
function unusedName(name: string, text: string): string {
  return text.includes(name) ? unusedName(`${name}_`, text) : name;
}
