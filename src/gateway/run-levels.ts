import {
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getArgumentValues,
  isObjectType,
  locatedError,
} from "graphql";
import type { RequestContext } from "../context.js";
import { type DirectCall, directCall } from "../dataset/direct.js";
import { codeOf } from "../errors.js";
import type { Variables } from "./collect-fields.js";
import { concreteTypes, toObjectType } from "./concrete-types.js";
import { entityTypes, isEntities, resolveReferences } from "./level-entities.js";
import type { LevelField, LevelPlan, Resolver, Shape } from "./level-plan.js";
import { type Answer, Rows } from "./level-rows.js";
import { attempt, type Elements, type Later, listError, listOf, nullError, put } from "./level-values.js";
import { Failure, whenSettled } from "./settle.js";

/** Thrown where this executor cannot tell what to answer, and the ordinary one must be asked. */
export class Unsuited extends Error {}

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

/**
 * Executes a query level by level: each field is read for all rows of its level before the next. What is the same for
 * all of them (arguments, rights, the method behind a resolver) is worked out once, and what they load is waited for
 * once. Errors, their paths and what becomes null are GraphQL's; the order of errors is not told.
 * @throws Unsuited
 */
export function runLevels(
  plan: LevelPlan,
  options: RunOptions,
  ctx: RequestContext,
): Promise<ExecutionResult> {
  return new Promise((resolve, reject) => new Run(plan, options, ctx, resolve, reject).start());
}

/** What is kept of fields whose arguments are the same in each request. */
const constants = new WeakMap<LevelField, { args: Record<string, unknown>; call: DirectCall | undefined }>();

class Run {
  private readonly errors: GraphQLError[] = [];
  private readonly top: { data: Answer | null } = { data: null };
  private outstanding = 0;

  constructor(
    private readonly plan: LevelPlan,
    private readonly options: RunOptions,
    private readonly ctx: RequestContext,
    private readonly resolve: (result: ExecutionResult) => void,
    private readonly reject: (reason: unknown) => void,
  ) {}

  start(): void {
    this.outstanding = 1;
    this.goOn(() => {
      const rows = new Rows(this.plan.root, this.top);
      rows.add(undefined, 0, 0);
      const later = this.make(rows);
      this.top.data = rows.answers[0] as Answer;
      this.descend(rows, later);
    });
  }

  /** Goes on after something that was waited for. */
  private goOn(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.reject(error);
      return;
    }
    this.outstanding -= 1;
    if (this.outstanding > 0) return;
    const { data } = this.top;
    this.resolve(this.errors.length === 0 ? { data } : { data, errors: this.errors });
  }

  /** Calls back when values are there; at once where they are. */
  private settled(values: unknown[], step: () => void): void {
    if (whenSettled(values, () => this.goOn(step))) this.outstanding += 1;
    else step();
  }

  /** Makes the answers of a level's rows, with all keys in their order and what is plain in its place. */
  private make({ level: { type, fields }, sources, answers }: Rows): Later[] {
    const later: Later[] = [];
    for (let row = 0; row < sources.length; row++) {
      const source = sources[row] as Answer | undefined;
      const answer: Answer = {};
      for (const field of fields) {
        if (field.leaf === undefined || !field.isPlain) {
          answer[field.key] = field.isTypeName ? type.name : undefined;
          continue;
        }
        const value = source?.[field.name];
        if (value == null || typeof value === "object" || typeof value === "function") {
          answer[field.key] = null;
          // Null where there must be a value, a promise, a function, or an object that is a scalar.
          if (value != null || field.shape.nonNull) later.push({ row, field, value });
          continue;
        }
        try {
          answer[field.key] = field.leaf(value);
        } catch (error) {
          answer[field.key] = null;
          later.push({ row, field, value: new Failure(error) });
        }
      }
      answers.push(answer);
    }
    return later;
  }

  /** Reads what is not plain of rows whose answers are in place. */
  private descend(rows: Rows, later: readonly Later[]): void {
    for (const { row, field, value } of later) {
      const values = [typeof value === "function" ? this.property(rows.sources[row], field) : value];
      this.settled(values, () => this.complete(rows, field, values, [row]));
    }
    for (const field of rows.level.asked) this.ask(rows, field);
  }

  private ask(rows: Rows, field: LevelField): void {
    const { sources } = rows;
    const all = (value: unknown) =>
      this.complete(
        rows,
        field,
        sources.map(() => value),
        undefined,
      );
    if (field.resolve === undefined && field.guard === undefined) {
      return this.take(rows, field, (source) => this.property(source, field));
    }
    let args: Record<string, unknown>;
    try {
      args = this.argsOf(field);
    } catch (error) {
      return all(new Failure(error));
    }
    const { guard, resolve } = field;
    if (guard !== undefined && !guard.opens(this.ctx)) {
      const values: unknown[] = sources.map(() => null);
      values[0] = attempt(() => guard.refuse(this.ctx));
      return this.complete(rows, field, values, undefined);
    }
    if (resolve === undefined) return this.take(rows, field, (source) => this.property(source, field));
    const info = this.infoOf(field);
    if (isEntities(field)) return this.entities(rows, field, args, info);
    const ordinary = (source: unknown) => resolve(source, args, this.ctx, info);
    const call = field.callable ? this.callOf(field, resolve, args, info) : undefined;
    const called = (found: DirectCall | undefined) =>
      this.take(rows, field, found === undefined ? ordinary : (source) => found(source, this.ctx, info));
    if (!(call instanceof Promise)) return called(call);
    this.outstanding += 1;
    call.then(
      (found) => this.goOn(() => called(found)),
      (reason: unknown) => this.goOn(() => all(new Failure(reason))),
    );
  }

  /** Reads a field of all rows, or of one for each that have its value in common. */
  private take(rows: Rows, field: LevelField, read: (source: unknown) => unknown): void {
    const { sources } = rows;
    const { sharedBy } = field;
    if (!this.options.sharing || sharedBy === undefined || field.resolve === undefined) {
      const values = new Array<unknown>(sources.length);
      for (let row = 0; row < values.length; row++) {
        try {
          values[row] = read(sources[row]);
        } catch (error) {
          values[row] = new Failure(error);
        }
      }
      return this.settled(values, () => this.complete(rows, field, values, undefined));
    }
    const firsts = new Map<unknown, number>();
    sources.forEach((source, row) => {
      const by = (source as Answer)[sharedBy];
      if (!firsts.has(by)) firsts.set(by, row);
    });
    const at = [...firsts.values()];
    const values = at.map((row) => attempt(() => read(sources[row])));
    this.settled(values, () =>
      this.complete(rows, field, values, at, () => {
        for (let row = 0; row < sources.length; row++) {
          const first = rows.answers[firsts.get((sources[row] as Answer)[sharedBy]) as number];
          (rows.answers[row] as Answer)[field.key] = first?.[field.key];
        }
      }),
    );
  }

  private entities(
    rows: Rows,
    field: LevelField,
    args: Record<string, unknown>,
    info: GraphQLResolveInfo,
  ): void {
    const representations = args["representations"] as readonly object[];
    const types = entityTypes(info, representations);
    if (types === undefined) throw new Unsuited("representation");
    const resolved = attempt(() => resolveReferences(types, representations, this.ctx, info));
    this.complete(rows, field, [resolved], undefined, undefined, types);
  }

  /**
   * Puts values into the answers.
   * @param at the rows that they belong to; all, in order, by default
   * @param placed called when they are in place, before anything below them is read
   * @param types of the elements, where they are known
   */
  private complete(
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
      return this.settled(found, () =>
        this.place(
          rows,
          field,
          { values, rows: at, items },
          placed,
          found.map(toObjectType(field, values, this.plan.schema)),
        ),
      );
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
          put(rows, field, row, item, leaf(value));
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
        if (element === undefined) return field.leaf?.(each);
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
      throw new Unsuited("error among shared rows");
    this.errors.push(error);
  }

  private property(source: unknown, field: LevelField): unknown {
    const value = (source as Answer | undefined)?.[field.name];
    if (typeof value !== "function") return value;
    return attempt(() => value.call(source, this.argsOf(field), this.ctx, this.infoOf(field)));
  }

  private argsOf(field: LevelField): Record<string, unknown> {
    const [node] = field.nodes as [FieldNode];
    const of = field.field as GraphQLField<unknown, unknown>;
    if (!field.constant) return getArgumentValues(of, node, { ...this.options.variables });
    let known = constants.get(field);
    if (known === undefined) {
      known = { args: getArgumentValues(of, node, {}), call: undefined };
      constants.set(field, known);
    }
    return known.args;
  }

  /** The method behind a resolver, where it can be called. */
  private callOf(
    field: LevelField,
    resolve: Resolver,
    args: Record<string, unknown>,
    info: GraphQLResolveInfo,
  ): DirectCall | undefined | Promise<DirectCall | undefined> {
    const known = field.constant ? constants.get(field) : undefined;
    if (known?.call !== undefined) return known.call;
    const found = directCall(resolve, args, info);
    const keep = (call: DirectCall | undefined) => {
      if (known !== undefined) known.call = call;
      return call;
    };
    return found instanceof Promise ? found.then(keep) : keep(found);
  }

  /** What resolvers are told of a field; the same for all its rows. */
  private infoOf({ name, field, nodes, parent, key }: LevelField): GraphQLResolveInfo {
    return {
      fieldName: name,
      fieldNodes: nodes,
      returnType: field.type,
      parentType: parent,
      path: { prev: undefined, key, typename: parent.name },
      schema: this.plan.schema,
      fragments: this.plan.fragments,
      rootValue: undefined,
      operation: this.plan.operation,
      variableValues: this.options.variables,
    } as GraphQLResolveInfo;
  }
}
