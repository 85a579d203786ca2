import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { type CheckLeaf, leafCheck } from "./leaves.js";
import type { Answer } from "./merge.js";
import type { Path } from "./places.js";
import { typeConditions } from "./types.js";

/** Where a value was null or wrong that must not be, as found while projecting. */
export interface Broken {
  readonly path: Path;
  readonly coordinate: string;
}

/** Makes what the client asked for of what is known. */
export interface Projection {
  /**
   * @param found told of what does not fit its type; left out, it is only made null, up to where null is allowed
   * @returns undefined when something did not fit and nobody listens
   */
  project(data: Answer, found?: Broken[]): Answer | null | undefined;
}

interface Run {
  readonly found: Broken[] | undefined;
  readonly trail: (string | number)[];
  isBroken: boolean;
}

/** The value as the client gets it; null where it is null or does not fit. */
type Complete = (value: unknown, run: Run) => unknown;

interface ShapeField {
  readonly key: string;
  readonly coordinate: string;
  readonly nonNull: boolean;
  readonly complete: Complete;
}

/** The fields of one type that a selection asks for, in their order. */
type Shape = readonly ShapeField[];

/**
 * Compiles what a document asks for, over the schema that clients see: fields under their names in the answer, in the
 * order of the document, with fragments and conditions worked out for each type that an object can be.
 * @param conditions the values of the variables that stand in `@skip` and `@include`
 * @throws TypeError when the document does not fit the schema; it is validated before
 */
export function compileProjection(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Readonly<Record<string, unknown>>,
): Projection {
  const satisfies = typeConditions(schema);
  const fragments = new Map(
    document.definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const root = schema.getRootType(operation.operation);
  if (root == null) throw new TypeError(`The schema has no ${operation.operation}.`);
  const whole = completeObject(root, [operation.selectionSet]);
  return {
    project(data, found) {
      const run: Run = { found, trail: [], isBroken: false };
      const projected = whole(data, run) as Answer | null;
      return run.isBroken && found === undefined ? undefined : projected;
    },
  };

  function isLeftOut({ directives = [] }: SelectionNode): boolean {
    return directives.some(({ name, arguments: args = [] }) => {
      if (name.value !== "skip" && name.value !== "include") return false;
      const given = args.find((arg) => arg.name.value === "if")?.value;
      const value =
        given?.kind === Kind.VARIABLE
          ? conditions[given.name.value]
          : given?.kind === Kind.BOOLEAN && given.value;
      return name.value === "skip" ? value === true : value !== true;
    });
  }

  function applies(condition: string | undefined, type: GraphQLCompositeType): boolean {
    if (condition === undefined || satisfies(condition).has(type.name)) return true;
    // An object known by an interface alone, as one source has it for all types behind it.
    return isInterfaceType(type) && type.getInterfaces().some(({ name }) => name === condition);
  }

  function collect(
    type: GraphQLCompositeType,
    { selections }: SelectionSetNode,
    into: Map<string, FieldNode[]>,
  ): void {
    for (const selection of selections) {
      if (isLeftOut(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const same = into.get(key);
        if (same === undefined) into.set(key, [selection]);
        else same.push(selection);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment !== undefined && applies(fragment.typeCondition?.name.value, type))
        collect(type, fragment.selectionSet, into);
    }
  }

  function shapeOf(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): Shape {
    const collected = new Map<string, FieldNode[]>();
    for (const selectionSet of selectionSets) collect(type, selectionSet, collected);
    return [...collected].flatMap(([key, nodes]): ShapeField[] => {
      const name = (nodes[0] as FieldNode).name.value;
      const coordinate = `${type.name}.${name}`;
      if (name === "__typename") {
        // Told by a source where the type is not known beforehand.
        const complete: Complete = (value) => (typeof value === "string" ? value : type.name);
        return [{ key, coordinate, nonNull: true, complete }];
      }
      const field = "getFields" in type ? type.getFields()[name] : undefined;
      if (field === undefined) return [];
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      return [
        {
          key,
          coordinate,
          nonNull: isNonNullType(field.type),
          complete: completeType(field.type, below, coordinate),
        },
      ];
    });
  }

  function completeType(
    type: GraphQLOutputType,
    below: readonly SelectionSetNode[],
    coordinate: string,
  ): Complete {
    const named = isNonNullType(type) ? type.ofType : type;
    if (isListType(named)) return completeList(named.ofType, below, coordinate);
    return isCompositeType(named) ? completeObject(named, below) : completeLeaf(leafCheck(named), coordinate);
  }

  function completeObject(type: GraphQLCompositeType, below: readonly SelectionSetNode[]): Complete {
    const shapes = new Map<string, Shape | null>();
    const shapeFor = (name: string): Shape | null => {
      let shape = shapes.get(name);
      if (shape === undefined) {
        const own = name === type.name ? type : schema.getType(name);
        // A type that clients do not see, or none at all.
        shape = isCompositeType(own) ? shapeOf(own, below) : null;
        shapes.set(name, shape);
      }
      return shape;
    };
    let only: Shape | null | undefined;
    const isAbstract = isAbstractType(type);
    return (value, run) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        if (value != null) broken(run, type.name);
        return null;
      }
      const told = isAbstract ? (value as Answer)["__typename"] : undefined;
      if (typeof told === "string") return projectShape(shapeFor(told), value as Answer, run);
      only ??= isObjectType(type) || isInterfaceType(type) ? shapeFor(type.name) : null;
      return projectShape(only, value as Answer, run);
    };
  }

  function completeList(
    type: GraphQLOutputType,
    below: readonly SelectionSetNode[],
    coordinate: string,
  ): Complete {
    const complete = completeType(type, below, coordinate);
    const nonNull = isNonNullType(type);
    return (value, run) => {
      if (value == null) return null;
      if (!Array.isArray(value)) {
        broken(run, coordinate);
        return null;
      }
      const completed = new Array(value.length);
      for (let at = 0; at < value.length; at++) {
        if (run.found !== undefined) run.trail.push(at);
        const element = complete(value[at], run);
        if (element === null && nonNull) {
          if (value[at] == null) broken(run, coordinate);
          if (run.found !== undefined) run.trail.pop();
          return null;
        }
        if (run.found !== undefined) run.trail.pop();
        completed[at] = element;
      }
      return completed;
    };
  }
}

function completeLeaf(check: CheckLeaf | undefined, coordinate: string): Complete {
  if (check === undefined) return (value) => value ?? null;
  return (value, run) => {
    if (value == null) return null;
    if (check(value)) return value;
    broken(run, coordinate);
    return null;
  };
}

function projectShape(shape: Shape | null, value: Answer, run: Run): Answer | null {
  if (shape === null) return null;
  const projected: Answer = {};
  for (let at = 0; at < shape.length; at++) {
    const { key, nonNull, complete, coordinate } = shape[at] as ShapeField;
    const known = value[key];
    if (run.found !== undefined) run.trail.push(key);
    const completed = complete(known, run);
    if (completed === null && nonNull) {
      if (known == null) broken(run, coordinate);
      if (run.found !== undefined) run.trail.pop();
      return null;
    }
    if (run.found !== undefined) run.trail.pop();
    projected[key] = completed;
  }
  return projected;
}

function broken(run: Run, coordinate: string): void {
  run.isBroken = true;
  run.found?.push({ path: [...run.trail], coordinate });
}
