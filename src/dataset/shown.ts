import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { access } from "../policy/access.js";
import { factsOf } from "../policy/classification.js";
import { CLEAR, type FieldRule, HIDE } from "../policy/field-rule.js";
import { mostPermissive, ruleIn, type Scope } from "../policy/grants.js";
import { shown } from "../policy/masks.js";
import type { Column } from "../store/per-parent.js";
import type { Dataset } from "./dataset.js";
import { type Point, pointAt } from "./point.js";
import type { Row } from "./published.js";
import { existingKey, flagName, type RowScope } from "./row-scope.js";

/** A field whose value a partner sees changed, and how. */
export interface ChangedField {
  readonly name: string;
  /** Columns that the change needs beside the field's own. */
  readonly columns: readonly Column[];
  /** @param row as the store gave it */
  readonly change: (value: unknown, row: Row) => unknown;
}

/** What becomes of a partner's fields: those whose value changes on its way out. */
export function changedFields(
  ctx: RequestContext,
  dataset: Dataset,
  names: readonly string[],
  scope: RowScope,
): readonly ChangedField[] {
  const { name: typeName } = dataset.shape;
  return names.flatMap((name): readonly ChangedField[] => {
    const coordinate = `${typeName}.${name}`;
    if (access(ctx.caller, coordinate) !== "CHANGED") return [];
    const { concerned, leadsTo } = factsOf(coordinate);
    if (concerned === true) return concernedField(ctx, dataset, name);
    const target = leadsTo?.();
    const source = dataset.sources(name)[0];
    const exists =
      target === undefined || source === undefined
        ? undefined
        : existingKey(ctx, target, dataset.column(source));
    if (exists !== undefined) {
      const as = `_exists_${name}`;
      const column = { as, sql: () => sql`case when ${exists} then 1 else 0 end` };
      return [{ name, columns: [column], change: (value, row) => (Number(row[as]) === 1 ? value : null) }];
    }
    const rules = scope.scopes.map((each) => ruleIn(each, coordinate));
    return [{ name, columns: scope.flags, change: (value, row) => changed(value, row, scope.scopes, rules) }];
  });
}

const CONCERNS = "_concerns";

/** A field that is there in rows which concern the partner. A relation is null in the others, and there it says nothing. */
function concernedField({ caller }: RequestContext, dataset: Dataset, name: string): ChangedField[] {
  const { partner } = caller;
  if (dataset.concerns === undefined || partner === undefined)
    return [{ name, columns: [], change: () => null }];
  const met = dataset.concerns(partner);
  const column = { as: CONCERNS, sql: () => sql`case when ${met} then 1 else 0 end` };
  return [{ name, columns: [column], change: (value, row) => (Number(row[CONCERNS]) === 1 ? value : null) }];
}

/** The scopes that hold a row. */
export function scopesHolding(scopes: readonly Scope[], row: Row): readonly Scope[] {
  return scopes.length < 2 ? scopes : scopes.filter((_, at) => Number(row[flagName(at)]) === 1);
}

function changed(value: unknown, row: Row, scopes: readonly Scope[], rules: readonly FieldRule[]): unknown {
  const holding = rules.filter((_, at) => scopes.length < 2 || Number(row[flagName(at)]) === 1);
  const rule = mostPermissive(holding);
  if (rule.rule === CLEAR.rule) return value;
  if (rule.rule === "GENERALISE" && rule.detail === "GRID") return onGrid(value as Point | null);
  const by = scopes[rules.indexOf(rule)];
  return by === undefined ? shown(value, HIDE, Buffer.alloc(0)) : shown(value, rule, by.tokenKey);
}

/** Cells are a hundredth of a degree high and wide: about 1.1 km by 0.95 km here. */
const CELLS_PER_DEGREE = 100;

/** The middle of the cell that a point lies in; nothing of how it was received. */
function onGrid(point: Point | null): Point | null {
  if (point === null) return null;
  const middle = (degrees: number) => (Math.floor(degrees * CELLS_PER_DEGREE) + 0.5) / CELLS_PER_DEGREE;
  return pointAt({ latitude: middle(point.wgs84.latitude), longitude: middle(point.wgs84.longitude) });
}
