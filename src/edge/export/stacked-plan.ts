import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { fault } from "../../errors.js";
import { nameOf, severalConnections, waysToConnections } from "./connections.js";
import { type ExportPlan, planExport, planTree } from "./export-plan.js";
import { type Selected, selectionTree, type Variables } from "./selection-tree.js";

/** The column that says which connection a row of a stack comes from. */
export const STACK_COLUMN = { name: "list", label: "列表" } as const;

/** Connections of a stack, at most: the first page of each is held until its turn comes. */
const STACK_MAXIMUM = 20;

/** One connection of an export, with its path where it is one of several. */
export interface StackedPlan {
  readonly plan: ExportPlan;
  readonly list: string | undefined;
}

/**
 * Plans the export of an operation whose connections are walked one after another, where they have the same columns.
 * @throws as `planExport`; EXPORT_STACK_TOO_HIGH; EXPORT_TWO_CONNECTIONS where columns differ, EXPORT_COLUMNS_COLLIDE for one called `list`
 */
export function planStack(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): readonly StackedPlan[] {
  const one = () => [{ plan: planExport(schema, document, operation, variables), list: undefined }];
  if (operation.operation !== "query") return one();
  const tree = selectionTree(schema, document, operation, variables);
  const ways = waysToConnections(tree);
  if (ways.length === 1) return one();
  if (ways.length > STACK_MAXIMUM)
    throw fault("EXPORT_STACK_TOO_HIGH", { count: ways.length, maximum: STACK_MAXIMUM });
  const connections = ways.map((way) => way.at(-1) as Selected);
  const plans = connections.map((connection) => {
    const others = new Set(connections.filter((other) => other !== connection));
    return planTree(schema, document, operation, variables, without(tree, others), ways.length);
  });
  const [names, ...more] = plans.map(({ columns }) => columns.map(({ name }) => name).join());
  if (more.some((other) => other !== names)) throw severalConnections(ways);
  if (plans[0]?.columns.some(({ name }) => name === STACK_COLUMN.name)) {
    throw fault("EXPORT_COLUMNS_COLLIDE", { column: STACK_COLUMN.name });
  }
  return plans.map((plan, at) => ({ plan, list: nameOf(ways[at] ?? []) }));
}

/** A tree without some of its fields, and without what would select nothing then. */
function without(fields: readonly Selected[], left: ReadonlySet<Selected>): readonly Selected[] {
  return fields.flatMap((field) => {
    if (left.has(field)) return [];
    if (field.children.length === 0) return [field];
    const children = without(field.children, left);
    return children.length === 0 ? [] : [{ ...field, children }];
  });
}
