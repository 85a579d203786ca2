import { sql } from "kysely";
import { Field, InputType } from "type-graphql";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayUse } from "../policy/access.js";
import { noteMember } from "../policy/input-members.js";
import { joinValues } from "../store/order-values.js";
import type { Dataset } from "./dataset.js";
import { Direction } from "./direction.js";
import { publishDistance } from "./distance-field.js";
import { distanceOrder } from "./distance-order.js";
import { filterKind } from "./filter-kind.js";
import { addHidden, type OrderValues, throwFault, valuesMember } from "./key-inputs.js";
import { type OrderColumn, withKey } from "./keyset.js";
import { describe, keyOf, type PublishedField, type TypeClass } from "./published.js";

/** Fields of an order, at most. */
const FIELDS_MAXIMUM = 5;

export { Direction };

/** What the lists of a dataset can be ordered by. */
export interface DatasetOrder {
  readonly input: TypeClass;
  /**
   * The columns of an order, the dataset's key at the end; undefined for the dataset's own order.
   * @throws FORBIDDEN_FIELD for a field that the caller may not read, since its order would tell its values; BAD_ORDER
   */
  columns(
    ctx: RequestContext,
    orderBy: readonly object[] | null | undefined,
  ): readonly OrderColumn[] | undefined;
}

/** Makes the order of a dataset from its published type: every field that is one column. */
export function orderOf(dataset: Dataset): DatasetOrder {
  const { name: typeName, fields } = dataset.shape;
  const orderable = new Map<string, PublishedField>();
  // Members for the gateway alone, and the property that holds the keys of their values.
  const elsewhere = new Map<string, { readonly property: string; readonly field?: string }>();
  for (const [name, field] of fields) {
    const kind = filterKind(dataset, name, field);
    if (kind?.kind === "reference") {
      const property = dataset.sources(name)[0] as string;
      elsewhere.set(valuesMember(kind.name, name), { property, field: name });
    } else if (kind !== undefined && kind.kind !== "point" && kind.kind !== "provenance")
      orderable.set(name, field);
  }
  if (keyOf(dataset.type) !== undefined) elsewhere.set(valuesMember(typeName), { property: dataset.key });
  const input = inputType(typeName, orderable);
  for (const [member, { field }] of elsewhere) {
    addHidden(input, member, "values");
    if (field !== undefined) noteMember(`${typeName}Order`, field, { coordinate: `${typeName}.${field}` });
  }
  const byDistance = distanceOrder(dataset);
  byDistance?.addTo(input);
  publishDistance(dataset);
  const key = { property: dataset.key, sql: dataset.column(dataset.key) };

  return {
    input,
    columns(ctx, orderBy) {
      if (orderBy == null || orderBy.length === 0) return undefined;
      if (orderBy.length > FIELDS_MAXIMUM) {
        throw fault("BAD_ORDER", { type: typeName, reason: `it names more than ${FIELDS_MAXIMUM} fields` });
      }
      const columns = orderBy.flatMap((entry) => {
        const named = Object.entries(entry).filter(([, direction]) => direction != null);
        const [name, direction] = named[0] ?? [];
        if (named.length !== 1 || name === undefined) {
          throw fault("BAD_ORDER", {
            type: typeName,
            reason: `each entry names one field, but one names ${named.length}`,
          });
        }
        if (name === "distance" && byDistance) return byDistance.columns(ctx, direction);
        const held = elsewhere.get(name);
        const policy = (orderable.get(name) ?? fields.get(held?.field ?? ""))?.policy ?? "PUBLIC";
        if (
          !mayUse(
            ctx.caller,
            `${typeName}.${held?.field ?? (held === undefined ? name : dataset.key)}`,
            policy,
          )
        ) {
          throw fault("FORBIDDEN_FIELD", { field: `${typeName}.${name}`, policy, role: ctx.caller.role });
        }
        if (held !== undefined) return heldElsewhere(ctx, dataset, held.property, direction as OrderValues);
        return columnsOf(dataset, name, direction as Direction);
      });
      const properties = columns.map(({ property }) => property);
      if (new Set(properties).size < properties.length) {
        throw fault("BAD_ORDER", { type: typeName, reason: "it names a field twice" });
      }
      // Nothing can follow the key: it leaves no ties.
      const at = properties.indexOf(key.property);
      return at < 0 ? withKey(columns, key) : columns.slice(0, at + 1);
    },
  };
}

/** A column that can be without a value is two: whether it is, and what it holds. */
function columnsOf(dataset: Dataset, name: string, direction: Direction): OrderColumn[] {
  const property = dataset.sources(name)[0] as string;
  const column: OrderColumn = {
    property,
    sql: dataset.column(property),
    descending: direction.startsWith("DESC"),
  };
  if (!dataset.nullable(property)) return [column];
  const missing: OrderColumn = {
    property: `_no_${property}`,
    sql: sql`(${column.sql} is null)`,
    descending: direction.endsWith("NULLS_FIRST"),
  };
  return [missing, column];
}

/** Two columns of values that another subgraph holds: whether there is one, and what it is. */
function heldElsewhere(
  ctx: RequestContext,
  dataset: Dataset,
  property: string,
  answer: OrderValues,
): OrderColumn[] {
  throwFault(answer);
  const { direction, of, values } = answer;
  const alias = `_by_${of}`;
  const held = joinValues(ctx.store.engine, alias, values, areNumbers(values), dataset.column(property));
  const descending = direction.startsWith("DESC");
  const missing = {
    property: `_no_${of}`,
    sql: sql`(${held.column} is null)`,
    descending: direction.endsWith("NULLS_FIRST"),
    join: held.join,
  };
  return [missing, { property: alias, sql: held.column, descending }];
}

/** Whether `[[key, value], ...]`, as JSON, holds numbers; where no row has a value it does not matter. */
function areNumbers(values: string): boolean {
  const pairs = JSON.parse(values) as readonly (readonly [string, unknown])[];
  return typeof pairs.find(([, value]) => value !== null)?.[1] === "number";
}

function inputType(typeName: string, fields: ReadonlyMap<string, PublishedField>): TypeClass {
  class Input {}
  InputType(`${typeName}Order`, {
    description: `按一个字段为 ${typeName} 排序;多个字段请依次列出 / Orders ${typeName} by one field; list several in turn`,
  })(Input);
  for (const [name, field] of fields) {
    Field(() => Direction, { nullable: true, description: describe(field) })(Input.prototype, name);
    noteMember(`${typeName}Order`, name, { coordinate: `${typeName}.${name}`, policy: field.policy });
  }
  return Input;
}
