import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { access } from "../policy/access.js";
import { factsOf } from "../policy/classification.js";
import { CLEAR, type FieldRule } from "../policy/field-rule.js";
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
    return [{ name, columns: scope.flags, change: changer(scope.scopes, rules) }];
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

type Change = (value: unknown) => unknown;

/** Sets of agreements that hold a row, of which it is remembered what they do to a field. */
const SETS_KEPT = 64;

/** What the agreements that hold a row make of a value in it: worked out once for each set of them, not for each row. */
function changer(scopes: readonly Scope[], rules: readonly FieldRule[]): ChangedField["change"] {
  const changeBy = (holding: readonly boolean[]): Change => {
    const rule = mostPermissive(rules.filter((_, at) => holding[at] === true));
    if (rule.rule === CLEAR.rule) return (value) => value;
    if (rule.rule === "GENERALISE" && rule.detail === "GRID") return (value) => onGrid(value as Point | null);
    const tokenKey = scopes[rules.indexOf(rule)]?.tokenKey;
    return tokenKey === undefined ? () => null : (value) => shown(value, rule, tokenKey);
  };
  if (scopes.length < 2) {
    const change = changeBy([true]);
    return (value) => change(value);
  }
  const flags = scopes.map((_, at) => flagName(at));
  const known = new Map<string, Change>();
  return (value, row) => {
    let key = "";
    for (const flag of flags) key += Number(row[flag]) === 1 ? "1" : "0";
    let change = known.get(key);
    if (change === undefined) {
      change = changeBy(flags.map((flag) => Number(row[flag]) === 1));
      if (known.size < SETS_KEPT) known.set(key, change);
    }
    return change(value);
  };
}

/** Cells are a hundredth of a degree high and wide: about 1.1 km by 0.95 km here. */
const CELLS_PER_DEGREE = 100;

/** The middle of the cell that a point lies in; nothing of how it was received. */
function onGrid(point: Point | null): Point | null {
  if (point === null) return null;
  const middle = (degrees: number) => (Math.floor(degrees * CELLS_PER_DEGREE) + 0.5) / CELLS_PER_DEGREE;
  return pointAt({ latitude: middle(point.wgs84.latitude), longitude: middle(point.wgs84.longitude) });
}
