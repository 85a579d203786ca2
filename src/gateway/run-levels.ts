import {
  type ExecutionResult,
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  getArgumentValues,
} from "graphql";
import type { RequestContext } from "../context.js";
import { type DirectCall, directCall } from "../dataset/direct.js";
import { Answering, type RunOptions, Unsuited } from "./answer-levels.js";
import { entityTypes, isEntities, resolveReferences } from "./level-entities.js";
import type { LevelField, LevelPlan, Resolver } from "./level-plan.js";
import { type Answer, Rows } from "./level-rows.js";
import { attempt, type Later } from "./level-values.js";
import { Failure, whenSettled } from "./settle.js";

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

class Run extends Answering {
  private readonly top: { data: Answer | null } = { data: null };
  private outstanding = 0;

  constructor(
    plan: LevelPlan,
    options: RunOptions,
    ctx: RequestContext,
    private readonly resolve: (result: ExecutionResult) => void,
    private readonly reject: (reason: unknown) => void,
  ) {
    super(plan, options, ctx);
  }

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

  protected override settled(values: unknown[], step: () => void): void {
    // Counted before: what was loaded already calls back at once, and must not end the run before what is asked after it.
    this.outstanding += 1;
    if (whenSettled(values, () => this.goOn(step))) return;
    this.outstanding -= 1;
    step();
  }

  protected override descend(rows: Rows, later: readonly Later[]): void {
    for (const { row, field, value } of later) {
      const values = [typeof value === "function" ? this.property(rows.sources[row], field) : value];
      this.settled(values, () => this.complete(rows, field, values, [row]));
    }
    for (const field of rows.level.asked) this.ask(rows, field);
  }

  private ask(rows: Rows, field: LevelField): void {
    const { guard, resolve } = field;
    const property = (source: unknown) => this.property(source, field);
    let args: Record<string, unknown>;
    try {
      args = resolve === undefined ? {} : this.argsOf(field);
    } catch (error) {
      this.all(rows, field, new Failure(error));
      return;
    }
    if (guard !== undefined && !guard.opens(this.ctx)) {
      const values = rows.sources.map((): unknown => null);
      values[0] = attempt(() => guard.refuse(this.ctx));
      this.complete(rows, field, values, undefined);
    } else if (resolve === undefined) this.take(rows, field, property);
    else if (isEntities(field)) this.entities(rows, field, args);
    else this.call(rows, field, resolve, args);
  }

  /** The same for every row. */
  private all(rows: Rows, field: LevelField, value: unknown): void {
    const values = rows.sources.map(() => value);
    this.complete(rows, field, values, undefined);
  }

  private call(rows: Rows, field: LevelField, resolve: Resolver, args: Record<string, unknown>): void {
    const info = this.infoOf(field);
    const ordinary = (source: unknown) => resolve(source, args, this.ctx, info);
    const call = field.callable ? this.callOf(field, resolve, args, info) : undefined;
    const called = (found: DirectCall | undefined) =>
      this.take(rows, field, found === undefined ? ordinary : (source) => found(source, this.ctx, info));
    if (!(call instanceof Promise)) {
      called(call);
      return;
    }
    this.outstanding += 1;
    call.then(
      (found) => this.goOn(() => called(found)),
      (reason: unknown) => this.goOn(() => this.all(rows, field, new Failure(reason))),
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
      this.settled(values, () => this.complete(rows, field, values, undefined));
      return;
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

  private entities(rows: Rows, field: LevelField, args: Record<string, unknown>): void {
    const info = this.infoOf(field);
    const representations = args["representations"] as readonly object[];
    const types = entityTypes(info, representations);
    if (types === undefined) throw new Unsuited("representation", this.errors);
    const resolved = attempt(() => resolveReferences(types, representations, this.ctx, info));
    this.complete(rows, field, [resolved], undefined, undefined, types);
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
  protected override infoOf({ name, field, nodes, parent, key }: LevelField): GraphQLResolveInfo {
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
