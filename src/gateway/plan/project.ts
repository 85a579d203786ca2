import {
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import type { Selections } from "./selection.js";
import type { Entity } from "./types.js";
import { isEntity } from "./types.js";

/** A value that its type does not allow, where it stands. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  /** As in the schema, `Team.name`. */
  readonly coordinate: string;
}

/** What a projection notes while it goes. */
interface Notes {
  count: number;
  /** Only in a second pass, after misfits were counted in the first: paths cost. */
  readonly path: (string | number)[] | undefined;
  readonly misfits: Misfit[];
}

/** How a value of one type becomes the client's; undefined where null has to go up to the next nullable place. */
type Shape = (value: unknown, notes: Notes) => unknown;

interface Field {
  readonly key: string;
  /** Undefined for `__typename`. */
  readonly shape: Shape | undefined;
}

/** What is left of an answer for the client. */
export interface Projection {
  project(data: Entity): Projected;
  /** Where the values stand that did not fit; for the same data, in a second pass. */
  misfits(data: Entity): readonly Misfit[];
}

/** A client's answer. */
export interface Projected {
  /** Null where a null went up to the root. */
  readonly data: Entity | null;
  /** Whether every value was one that its type allows. */
  readonly fits: boolean;
}

/** Compiles an operation's selections into what makes the client's answer from the merged one. */
export function compileProjection(
  schema: GraphQLSchema,
  selections: Selections,
  root: GraphQLCompositeType,
  set: SelectionSetNode,
): Projection {
  const shape = new Compiler(schema, selections).object(root, [set], root.name);
  return {
    project(data) {
      const notes: Notes = { count: 0, path: undefined, misfits: [] };
      const projected = shape(data, notes) as Entity | null;
      return { data: projected, fits: notes.count === 0 };
    },
    misfits(data) {
      const notes: Notes = { count: 0, path: [], misfits: [] };
      shape(data, notes);
      return notes.misfits;
    },
  };
}

class Compiler {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly selections: Selections,
  ) {}

  private shape(type: GraphQLOutputType, sets: readonly SelectionSetNode[], coordinate: string): Shape {
    if (isNonNullType(type)) return nonNull(this.shape(type.ofType, sets, coordinate), coordinate);
    if (isListType(type)) return list(this.shape(type.ofType, sets, coordinate), coordinate);
    if (isEnumType(type)) {
      const names = new Set(type.getValues().map(({ name }) => name));
      return leaf((value) => typeof value === "string" && names.has(value), coordinate);
    }
    if (isLeafType(type)) {
      const check = CHECKS[type.name];
      return check === undefined ? asItCame : leaf(check, coordinate);
    }
    return this.object(type, sets, coordinate);
  }

  /** Fields are collected when the first value comes: what a document could ask for may be far more than it gets. */
  object(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], coordinate: string): Shape {
    if (isObjectType(type)) {
      let fields: readonly Field[] | undefined;
      return (value, notes) => {
        if (value == null) return null;
        if (!isEntity(value)) return misfit(notes, coordinate);
        fields ??= this.fields(type, sets);
        return fill(value, fields, type.name, notes);
      };
    }
    const byType = new Map<string, readonly Field[]>();
    return (value, notes) => {
      if (value == null) return null;
      if (!isEntity(value)) return misfit(notes, coordinate);
      // A subgraph with an interface object calls its values by the interface's name.
      const name = value["__typename"] ?? type.name;
      if (typeof name !== "string") return misfit(notes, coordinate);
      let fields = byType.get(name);
      if (fields === undefined) {
        const runtime = name === type.name ? type : this.schema.getType(name);
        const fits =
          runtime === type ||
          (isAbstractType(type) && isObjectType(runtime) && this.schema.isSubType(type, runtime));
        if (!fits) return misfit(notes, coordinate);
        fields = this.fields(runtime as GraphQLCompositeType, sets);
        byType.set(name, fields);
      }
      return fill(value, fields, name, notes);
    };
  }

  private fields(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): readonly Field[] {
    return [...this.selections.collect(type, sets)].map(([key, { field, sets: below }]) => ({
      key,
      shape: field && this.shape(field.type, below, `${type.name}.${field.name}`),
    }));
  }
}

function fill(value: Entity, fields: readonly Field[], typename: string, notes: Notes): Entity | null {
  const filled: Entity = {};
  for (let at = 0; at < fields.length; at++) {
    const { key, shape } = fields[at] as Field;
    if (shape === undefined) {
      filled[key] = typename;
      continue;
    }
    notes.path?.push(key);
    const member = shape(value[key], notes);
    notes.path?.pop();
    if (member === undefined) return null;
    filled[key] = member;
  }
  return filled;
}

function nonNull(shape: Shape, coordinate: string): Shape {
  return (value, notes) => {
    const before = notes.count;
    const shaped = shape(value, notes);
    if (shaped !== null) return shaped;
    // What went wrong below has been noted there. What no source spoke of is not there, or not for this caller, and an error
    // would tell these two apart; where a fetch failed, that has its own.
    if (notes.count === before && value !== undefined) misfit(notes, coordinate);
    return undefined;
  };
}

function list(shape: Shape, coordinate: string): Shape {
  return (value, notes) => {
    if (value == null) return null;
    if (!Array.isArray(value)) return misfit(notes, coordinate);
    const items: unknown[] = [];
    for (let at = 0; at < value.length; at++) {
      notes.path?.push(at);
      const item = shape(value[at], notes);
      notes.path?.pop();
      if (item === undefined) return null;
      items.push(item);
    }
    return items;
  };
}

function leaf(fits: (value: unknown) => boolean, coordinate: string): Shape {
  return (value, notes) => (value == null ? null : fits(value) ? value : misfit(notes, coordinate));
}

const asItCame: Shape = (value) => (value == null ? null : value);

const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === "string",
  Boolean: (value) => typeof value === "boolean",
  Int: (value) => typeof value === "number" && (value | 0) === value,
  Float: (value) => typeof value === "number" && Number.isFinite(value),
  // Not every server writes ids as text.
  ID: (value) => typeof value === "string" || Number.isSafeInteger(value),
};

function misfit(notes: Notes, coordinate: string): null {
  notes.count++;
  if (notes.path !== undefined) notes.misfits.push({ path: [...notes.path], coordinate });
  return null;
}
