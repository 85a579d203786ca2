import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
} from "graphql";
import { fault } from "../errors.js";
import { introspectionSize, META_FIELDS } from "./introspection-size.js";

/** Fields within fields, at most: the project's own questions go to a dozen. */
export const MOST_LEVELS = 25;

/**
 * Values of an answer, at most, as its page sizes allow: each field of each row is one. Without a bound, one anonymous
 * operation (parents and children, 15 times over) ran a process of 768 MB out of memory. The number is a judgement:
 * no answer that fills it was measured.
 */
export const MOST_VALUES = 500_000;

const PAGE_DEFAULT = 20;
const PAGE_MAXIMUM = 500;
/** Rows of a list without pages, as an estimate: such lists are short by nature. */
const LIST_GUESS = 5;

/** How much an operation can ask for. */
export interface OperationSize {
  readonly levels: number;
  readonly values: number;
}

/**
 * Refuses an operation that could make an answer too large to hold, before anything is planned or read.
 * @param variables coerced values of its variables
 * @throws OPERATION_TOO_DEEP, OPERATION_TOO_LARGE
 */
export function checkSize(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationSize {
  const size = sizeOf(schema, document, operation, variables);
  const { levels, values } = size;
  if (levels > MOST_LEVELS) throw fault("OPERATION_TOO_DEEP", { levels, maximum: MOST_LEVELS });
  if (values > MOST_VALUES) {
    throw fault("OPERATION_TOO_LARGE", {
      values: Math.min(Math.ceil(values), Number.MAX_SAFE_INTEGER),
      maximum: MOST_VALUES,
    });
  }
  return size;
}

// Equal documents are one object, so what no variable decides is measured once.
const known = new WeakMap<OperationDefinitionNode, OperationSize>();

/** The size of an operation. Fragments are measured once each: spreading them doubles values, not the work here. */
export function sizeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationSize {
  const measured = known.get(operation);
  if (measured !== undefined) return measured;
  const measuring = new Measuring(schema, document, variables);
  const root = schema.getRootType(operation.operation);
  const size = root == null ? NOTHING : measuring.selections(operation.selectionSet, root, 1);
  if (!measuring.byVariable) known.set(operation, size);
  return size;
}

const NOTHING: OperationSize = { levels: 0, values: 0 };

class Measuring {
  /** Whether a variable decided about the size. */
  byVariable = false;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measured = new Map<string, OperationSize>();

  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    readonly variables: Readonly<Record<string, unknown>>,
  ) {
    this.fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
      ),
    );
  }

  /** @param page the size of the page that this is a selection of, where it is one */
  selections(set: SelectionSetNode, type: GraphQLCompositeType, page: number): OperationSize {
    let [levels, values] = [0, 0];
    for (const selection of set.selections) {
      const size =
        selection.kind === Kind.FIELD
          ? this.field(selection, type, page)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? this.fragment(selection.name.value, page)
            : this.selections(selection.selectionSet, this.typeOf(selection) ?? type, page);
      levels = Math.max(levels, size.levels);
      values += size.values;
    }
    return { levels, values };
  }

  private fragment(name: string, page: number): OperationSize {
    const memo = `${name} ${page}`;
    let size = this.measured.get(memo);
    if (size === undefined) {
      const fragment = this.fragments.get(name);
      const type = fragment && this.typeOf(fragment);
      size = fragment && type ? this.selections(fragment.selectionSet, type, page) : NOTHING;
      this.measured.set(memo, size);
    }
    return size;
  }

  private field(node: FieldNode, parent: GraphQLCompositeType, page: number): OperationSize {
    const { value: name } = node.name;
    // Once per object, however often it stands there: what clients and planners add to each selection is free.
    if (name === "__typename") return node.alias === undefined ? NOTHING : { levels: 1, values: 1 };
    if (META_FIELDS.has(name)) return this.introspection(node);
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (field === undefined) return NOTHING;
    const type = getNamedType(field.type);
    const pages = field.args.some(({ name }) => name === "first");
    const rows = isList(field.type) ? (pages ? this.pageSize(node) : page > 1 ? page : LIST_GUESS) : 1;
    if (node.selectionSet === undefined || !isCompositeType(type)) return { levels: 1, values: rows };
    const within = this.selections(node.selectionSet, type, pages && rows === 1 ? this.pageSize(node) : 1);
    return { levels: within.levels + 1, values: rows * (1 + within.values) };
  }

  private introspection(node: FieldNode): OperationSize {
    // Which type is asked about can stand in a variable.
    this.byVariable ||= Object.keys(this.variables).length > 0;
    return introspectionSize(this, node, MOST_VALUES);
  }

  private pageSize(node: FieldNode): number {
    for (const { name, value } of node.arguments ?? []) {
      if (name.value !== "first" && name.value !== "last") continue;
      if (value.kind === Kind.VARIABLE) this.byVariable = true;
      const size =
        value.kind === Kind.INT
          ? Number(value.value)
          : value.kind === Kind.VARIABLE
            ? this.variables[value.name.value]
            : undefined;
      if (typeof size === "number") return Math.min(Math.max(size, 1), PAGE_MAXIMUM);
    }
    return PAGE_DEFAULT;
  }

  private typeOf(node: {
    readonly typeCondition?: FragmentDefinitionNode["typeCondition"] | undefined;
  }): GraphQLCompositeType | undefined {
    const type = node.typeCondition && typeFromAST(this.schema, node.typeCondition);
    return isCompositeType(type) ? type : undefined;
  }
}

const isList = (type: GraphQLOutputType) => isListType(getNullableType(type));
