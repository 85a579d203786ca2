import {
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isObjectType,
  locatedError,
} from "graphql";
import type { RequestContext } from "../context.js";
import { codeOf } from "../errors.js";
import type { Variables } from "./collect-fields.js";
import { concreteTypes, toObjectType } from "./concrete-types.js";
import type { LevelField, LevelPlan, Shape } from "./level-plan.js";
import { type Answer, Rows } from "./level-rows.js";
import { type Elements, type Later, listError, listOf, nullError, put } from "./level-values.js";
import { Failure } from "./settle.js";

/** Thrown where this executor cannot tell what to answer, and the ordinary one must be asked. */
export class Unsuited extends Error {
  /** @param refusals what was reported so far: a refused field is not reported a second time */
  constructor(
    reason: string,
    readonly refusals: readonly GraphQLError[],
  ) {
    super(reason);
  }
}

/** How an operation is run. */
export interface RunOptions {
  /** Coerced. */
  readonly variables: Variables;
  /**
   * Whether rows whose relation follows from one property share one answer, rather than have equal ones: for whoever
   * only reads what comes.
   */
  readonly sharing: boolean;
}

/** A plain value as it stands in its answer at once; null where it cannot, which is then gone into. */
function plainValue(field: LevelField, value: unknown, row: number, later: Later[]): unknown {
  if (value == null || typeof value === "object" || typeof value === "function") {
    // Null where there must be a value, a promise, a function, or an object that is a scalar.
    if (value != null || field.shape.nonNull) later.push({ row, field, value });
    return null;
  }
  try {
    return field.leaf?.serialise(value);
  } catch (error) {
    later.push({ row, field, value: new Failure(error) });
    return null;
  }
}

/** Makes answers of what was read: values in their places, nulls where they belong, errors with their paths. */
export abstract class Answering {
  protected readonly errors: GraphQLError[] = [];

  constructor(
    protected readonly plan: LevelPlan,
    protected readonly options: RunOptions,
    protected readonly ctx: RequestContext,
  ) {}

  /** Calls back when values are there; at once where they are. */
  protected abstract settled(values: unknown[], step: () => void): void;

  /** Reads what is not plain of rows whose answers are in place. */
  protected abstract descend(rows: Rows, later: readonly Later[]): void;

  /** What resolvers are told of a field. */
  protected abstract infoOf(field: LevelField): GraphQLResolveInfo;

  /** Makes the answers of a level's rows, with all keys in their order and what is plain in its place. */
  protected make({ level: { type, fields, makerFor }, sources, answers }: Rows): Later[] {
    const later: Later[] = [];
    const maker = makerFor(sources.length);
    let row = 0;
    const slow = (at: number, value: unknown) => plainValue(fields[at] as LevelField, value, row, later);
    for (; row < sources.length; row++) {
      const source = sources[row] as Answer | undefined;
      if (maker !== undefined && source !== undefined) {
        const before = later.length;
        try {
          answers.push(maker(source, slow));
          continue;
        } catch {
          // A property that is worked out has failed (a cursor over a quota): which, is found one by one.
          later.length = before;
        }
      }
      const answer: Answer = {};
      for (let at = 0; at < fields.length; at++) {
        const { key, name, isPlain, isTypeName } = fields[at] as LevelField;
        answer[key] = isPlain ? slow(at, readOf(source, name)) : isTypeName ? type.name : undefined;
      }
      answers.push(answer);
    }
    return later;
  }

  /**
   * Puts values into the answers.
   * @param at the rows that they belong to; all, in order, by default
   * @param placed called when they are in place, before anything below them is read
   * @param types of the elements, where they are known
   */
  protected complete(
    rows: Rows,
    field: LevelField,
    values: readonly unknown[],
    at: readonly number[] | undefined,
    placed?: () => void,
    types?: readonly GraphQLObjectType[],
  ): void {
    const { shape, key, leaf } = field;
    const found: Elements = { values: [], rows: [], items: [] };
    for (let place = 0; place < values.length; place++) {
      const row = at === undefined ? place : (at[place] as number);
      const value = values[place];
      const answer = rows.answers[row] as Answer;
      answer[key] = null;
      if (value == null || value instanceof Failure || value instanceof Error) {
        this.nothing(rows, field, row, undefined, value);
      } else if (shape.element === undefined) {
        found.values.push(value);
        found.rows.push(row);
      } else if (leaf !== undefined && shape.element.element !== undefined) {
        this.nested(rows, field, row, value);
      } else {
        const list = listOf(value);
        if (list === undefined) {
          this.fail(rows, field, row, undefined, listError(field));
          continue;
        }
        answer[key] = new Array(list.length).fill(null);
        for (let item = 0; item < list.length; item++) {
          found.values.push(list[item]);
          found.rows.push(row);
          found.items.push(item);
        }
      }
    }
    const place = () => this.place(rows, field, found, placed, types);
    if (shape.element === undefined) place();
    else this.settled(found.values, place);
  }

  private place(
    rows: Rows,
    field: LevelField,
    { values, rows: at, items }: Elements,
    placed: (() => void) | undefined,
    types: readonly unknown[] | undefined,
  ): void {
    const { leaf, type } = field;
    if (leaf === undefined && types === undefined && !isObjectType(type)) {
      const found = concreteTypes(field, values, this.ctx, this.infoOf(field));
      const toType = toObjectType(field, values, this.plan.schema);
      this.settled(found, () =>
        this.place(rows, field, { values, rows: at, items }, placed, found.map(toType)),
      );
      return;
    }
    const below = new Map<unknown, Rows>();
    for (let place = 0; place < values.length; place++) {
      const value = values[place];
      const [row, item] = [at[place] as number, items[place]];
      const of = types === undefined ? type : types[place];
      if (value == null || value instanceof Failure || value instanceof Error) {
        this.nothing(rows, field, row, item, value);
      } else if (leaf !== undefined) {
        try {
          put(rows, field, row, item, leaf.serialise(value));
        } catch (error) {
          this.fail(rows, field, row, item, error);
        }
      } else if (of instanceof Failure) {
        this.fail(rows, field, row, item, of.reason);
      } else {
        let child = below.get(of);
        if (child === undefined) {
          child = new Rows(field.below(of as GraphQLObjectType), { rows, field });
          below.set(of, child);
        }
        child.add(value, row, item ?? 0);
      }
    }
    const children = [...below.values()].map((child) => ({ child, later: this.make(child) }));
    for (const { child } of children) {
      const { ups, answers } = child;
      for (let row = 0; row < answers.length; row++)
        put(rows, field, ups[row] as number, child.items?.[row], answers[row]);
    }
    placed?.();
    for (const { child, later } of children) this.descend(child, later);
  }

  /** Lists of lists of leaves. */
  private nested(rows: Rows, field: LevelField, row: number, value: unknown): void {
    const walk = (shape: Shape, each: unknown, path: readonly (string | number)[]): unknown => {
      try {
        if (each == null) {
          if (shape.nonNull) throw nullError(field);
          return null;
        }
        const { element } = shape;
        if (element === undefined) return field.leaf?.serialise(each);
        const list = listOf(each);
        if (list === undefined) throw listError(field);
        return list.map((member, at) => walk(element, member, [...path, at]));
      } catch (error) {
        const located = locatedError(error, field.nodes, path);
        if (shape.nonNull) throw located;
        this.report(located);
        return null;
      }
    };
    try {
      put(rows, field, row, undefined, walk(field.shape, value, [...rows.path(row), field.key]));
    } catch (error) {
      this.report(error as GraphQLError);
      rows.nullField(row, field);
    }
  }

  private nothing(
    rows: Rows,
    field: LevelField,
    row: number,
    item: number | undefined,
    value: unknown,
  ): void {
    if (value instanceof Failure) this.fail(rows, field, row, item, value.reason);
    else if (value instanceof Error) this.fail(rows, field, row, item, value);
    else if ((item === undefined ? field.shape : field.shape.element)?.nonNull === true)
      this.fail(rows, field, row, item, nullError(field));
  }

  private fail(rows: Rows, field: LevelField, row: number, item: number | undefined, reason: unknown): void {
    const isThere = item === undefined || Array.isArray(rows.answers[row]?.[field.key]);
    // What lies below something that has failed already has not failed for anybody.
    if (!isThere || !rows.isAttached(row)) return;
    const path = [...rows.path(row), field.key, ...(item === undefined ? [] : [item])];
    this.report(locatedError(reason, field.nodes, path));
    if (item === undefined) rows.nullField(row, field);
    else rows.nullItem(row, field, item);
  }

  private report(error: GraphQLError): void {
    // A refused field is reported once, wherever it stands; anything else has a place, and rows that share have none.
    if (this.options.sharing && codeOf(error) !== "FORBIDDEN_FIELD")
      throw new Unsuited("error among shared rows", this.errors);
    this.errors.push(error);
  }
}

function readOf(source: Answer | undefined, name: string): unknown {
  try {
    return source?.[name];
  } catch (error) {
    return new Failure(error);
  }
}
