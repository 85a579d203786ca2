import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { access } from "../policy/access.js";
import { factsOf } from "../policy/classification.js";
import { CLEAR } from "../policy/field-rule.js";
import { mostPermissive, ruleIn, type Scope } from "../policy/grants.js";
import { shown } from "../policy/masks.js";
import type { Column, Sql } from "../store/per-parent.js";
import type { Dataset } from "./dataset.js";
import type { Held } from "./holding.js";
import { type Point, pointAt } from "./point.js";
import type { Row } from "./published.js";
import { existingKey, type RowScope } from "./row-scope.js";

/** @param row as the store gave it */
type Change = (value: unknown, row: Row) => unknown;

/** A field whose value a partner sees changed, and how. */
export interface ChangedField {
  readonly name: string;
  /** Columns that the change needs beside the field's own. */
  readonly columns: readonly Column[];
  /** What becomes of the value in a row that these hold; undefined where it stays. */
  readonly changeIn: (held: Held) => Change | undefined;
}

/** What becomes of a partner's fields: those whose value changes on its way out. */
export function changedFields(
  ctx: RequestContext,
  dataset: Dataset,
  names: readonly string[],
  scope: RowScope,
): readonly ChangedField[] {
  return names.flatMap((name) => changedField(ctx, dataset, name, scope) ?? []);
}

// What is made here is kept for as long as the agreements stand. So what makes functions is given what they need and no more: a
// request that one of them could reach would be kept with it.

function changedField(
  ctx: RequestContext,
  dataset: Dataset,
  name: string,
  { flags }: RowScope,
): ChangedField | undefined {
  const coordinate = `${dataset.shape.name}.${name}`;
  if (access(ctx.caller, coordinate) !== "CHANGED") return undefined;
  const { concerned, leadsTo } = factsOf(coordinate);
  if (concerned === true) return concernedField(ctx.caller.partner, dataset, name);
  const target = leadsTo?.();
  const source = dataset.sources(name)[0];
  const exists =
    target === undefined || source === undefined
      ? undefined
      : existingKey(ctx, target, dataset.column(source));
  return exists === undefined
    ? ruledField(name, coordinate, flags)
    : shownIf(`_exists_${name}`, name, exists);
}

/** A field that is there in rows of which a condition holds. */
function shownIf(as: string, name: string, met: Sql): ChangedField {
  const column = { as, sql: () => sql`case when ${met} then 1 else 0 end` };
  const change: Change = (value, row) => (Number(row[as]) === 1 ? value : null);
  return { name, columns: [column], changeIn: () => change };
}

/** A field that the agreements of its row have rules for. */
function ruledField(name: string, coordinate: string, flags: readonly Column[]): ChangedField {
  return { name, columns: flags, changeIn: ({ scopes }) => changeBy(scopes, coordinate) };
}

const CONCERNS = "_concerns";

/** A field that is there in rows which concern the partner. A relation is null in the others, and there it says nothing. */
function concernedField(partner: string | undefined, dataset: Dataset, name: string): ChangedField {
  if (dataset.concerns === undefined || partner === undefined)
    return { name, columns: [], changeIn: () => () => null };
  return shownIf(CONCERNS, name, dataset.concerns(partner));
}

/** What the scopes that hold a row make of a value in it, together. */
function changeBy(scopes: readonly Scope[], coordinate: string): Change | undefined {
  const rules = scopes.map((scope) => ruleIn(scope, coordinate));
  const rule = mostPermissive(rules);
  if (rule.rule === CLEAR.rule) return undefined;
  if (rule.rule === "GENERALISE" && rule.detail === "GRID") return (value) => onGrid(value as Point | null);
  const tokenKey = scopes[rules.indexOf(rule)]?.tokenKey;
  return tokenKey === undefined ? () => null : (value) => shown(value, rule, tokenKey);
}

/** Cells are a hundredth of a degree high and wide: about 1.1 km by 0.95 km here. */
const CELLS_PER_DEGREE = 100;

/** The middle of the cell that a point lies in; nothing of how it was received. */
function onGrid(point: Point | null): Point | null {
  if (point === null) return null;
  const middle = (degrees: number) => (Math.floor(degrees * CELLS_PER_DEGREE) + 0.5) / CELLS_PER_DEGREE;
  return pointAt({ latitude: middle(point.wgs84.latitude), longitude: middle(point.wgs84.longitude) });
}
