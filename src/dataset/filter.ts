import { sql } from "kysely";
import { Field, ID, InputType } from "type-graphql";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayRead } from "../policy/caller.js";
import type { Sql } from "../store/per-parent.js";
import type { Dataset } from "./dataset.js";
import {
  type Bilingual,
  describe,
  type PublishedField,
  type TypeClass,
  type TypeThunk,
} from "./published.js";
import { enumNameOf } from "./published-enum.js";
import { type Condition, levelColumn } from "./relation.js";

/** Values in `in`, at most. */
const IN_MAXIMUM = 500;

/** Compares an identifier. */
@InputType("IdFilter", { description: "按编号筛选 / Filter on an identifier" })
export class IdFilter {
  @Field(() => ID, { nullable: true, description: "等于 / Equal to" })
  eq?: string | null;
  @Field(() => [ID], { nullable: true, description: "属于其中之一(至多 500 个) / One of these, 500 at most" })
  in?: string[] | null;
}

@InputType("DivisionFilter", { description: "按行政区划筛选 / Filter on a division" })
class DivisionFilter {
  @Field(() => ID, { nullable: true, description: "代码等于 / Exactly this code" })
  eq?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: "在此区划及其下级之内 / This division and everything below it",
  })
  within?: string | null;
}

type Input = Readonly<Record<string, unknown>>;

/** A dataset's filter: its input type, and what turns an input into SQL. */
export interface DatasetFilter {
  readonly input: TypeClass;
  /**
   * The condition of an input, or undefined when it filters nothing.
   * @throws FORBIDDEN_FIELD for a field that the caller may not read: a filter on it would be an oracle
   */
  condition(ctx: RequestContext, where: object | null | undefined): Condition | undefined;
}

/** A condition that is not a comparison of a published field. */
export interface OwnCondition extends Bilingual {
  /** What the client gives. */
  readonly type: TypeThunk;
  /** The SQL of what it gave. */
  readonly sql: (value: unknown) => Sql;
}

/** What a filter has beyond published fields. */
export interface FilterOptions {
  /** For datasets whose rows belong to a division. */
  readonly division?: boolean;
  /** Its name in the graph; `<Type>Filter` by default. */
  readonly name?: string;
  /** More conditions, on what is PUBLIC, by their name in the input. */
  readonly own?: Readonly<Record<string, OwnCondition>>;
}

/**
 * Makes the filter of a dataset from its published type.
 * @param fields the published fields that can be filtered on: identifiers and enums
 * @param options what it has beyond them
 */
export function filterOf(
  dataset: Dataset,
  fields: readonly string[],
  options: FilterOptions = {},
): DatasetFilter {
  const published = fields.map((name) => {
    const field = dataset.shape.fields.get(name);
    if (field === undefined) throw new TypeError(`${dataset.shape.name} publishes no ${name} to filter on`);
    return [name, field] as const;
  });
  const input = inputType(dataset.shape.name, published, options);

  return {
    input,
    condition(ctx, where) {
      if (where == null) return undefined;
      const parts = Object.entries(where as Input).flatMap(([name, operators]) => {
        if (operators == null) return [];
        const own = options.own?.[name];
        if (own !== undefined) return [own.sql(operators)];
        if (name === "division") return divisionParts(dataset, operators as Input);
        const field = published.find(([candidate]) => candidate === name)?.[1];
        if (field === undefined) return [];
        refuseUnreadable(ctx, `${dataset.shape.name}.${name}`, field);
        return comparisonParts(dataset.column(field.from?.[0] ?? name), name, operators as Input);
      });
      return parts.length === 0 ? undefined : { signature: where, sql: sql.join(parts, sql` and `) };
    },
  };
}

/** The comparisons of an identifier or an enum that a client gave, as SQL. */
export function comparison(column: Sql, name: string, operators: object): Sql {
  const parts = comparisonParts(column, name, operators as Input);
  return parts.length === 0 ? sql`1 = 1` : sql.join(parts, sql` and `);
}

function comparisonParts(column: Sql, name: string, operators: Input): Sql[] {
  const parts: Sql[] = [];
  if (operators["eq"] != null) parts.push(sql`${column} = ${operators["eq"]}`);
  const values = operators["in"];
  if (Array.isArray(values)) {
    if (values.length > IN_MAXIMUM) {
      throw fault("BAD_FILTER", {
        field: name,
        reason: `\`in\` takes ${IN_MAXIMUM} values at most, but got ${values.length}.`,
      });
    }
    parts.push(values.length === 0 ? sql`1 = 0` : sql`${column} in (${sql.join(values)})`);
  }
  return parts;
}

function divisionParts(dataset: Dataset, operators: Input): Sql[] {
  const parts: Sql[] = [];
  const { eq, within } = operators;
  if (typeof eq === "string") parts.push(sql`${dataset.column("divisionCode")} = ${eq}`);
  if (typeof within === "string") parts.push(sql`${dataset.column(levelColumn(within))} = ${within}`);
  return parts;
}

function refuseUnreadable(ctx: RequestContext, coordinate: string, field: PublishedField): void {
  if (mayRead(ctx.caller, field.policy)) return;
  throw fault("FORBIDDEN_FIELD", { field: coordinate, policy: field.policy, role: ctx.caller.role });
}

function inputType(
  typeName: string,
  fields: readonly (readonly [string, PublishedField])[],
  options: FilterOptions,
): TypeClass {
  class TypedFilter {}
  InputType(options.name ?? `${typeName}Filter`, {
    description: `筛选 ${typeName},各条件须同时满足 / Filter on ${typeName}; all conditions must hold`,
  })(TypedFilter);
  for (const [name, field] of fields) {
    addField(TypedFilter, name, operatorsOf(field), field);
  }
  if (options.division === true)
    addField(TypedFilter, "division", DivisionFilter, { zh: "行政区划", en: "Division" });
  for (const [name, own] of Object.entries(options.own ?? {}))
    addField(TypedFilter, name, own.type() as TypeClass, own);
  return TypedFilter;
}

function addField(target: TypeClass, name: string, type: TypeClass, text: Bilingual): void {
  Field(() => type, { nullable: true, description: describe(text) })(target.prototype, name);
}

const enumFilters = new WeakMap<object, TypeClass>();

/** Identifiers and enums are compared for equality only; more would make no sense. */
function operatorsOf(field: PublishedField): TypeClass {
  const values = field.type();
  const enumName = enumNameOf(values);
  if (enumName === undefined) return IdFilter;
  let filter = enumFilters.get(values);
  if (filter === undefined) {
    class EnumFilter {}
    InputType(`${enumName}Filter`, { description: `按 ${enumName} 筛选 / Filter on ${enumName}` })(
      EnumFilter,
    );
    Field(() => values, { nullable: true, description: "等于 / Equal to" })(EnumFilter.prototype, "eq");
    Field(() => [values], { nullable: true, description: "属于其中之一 / One of these" })(
      EnumFilter.prototype,
      "in",
    );
    filter = EnumFilter;
    enumFilters.set(values, filter);
  }
  return filter;
}
