import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { amongValues } from "../store/among-values.js";
import { holdsText } from "../store/folded.js";
import type { Sql } from "../store/per-parent.js";
import { dayArgument } from "./day-argument.js";
import { plusDuration } from "./duration.js";
import type { FilterKind } from "./filter-kind.js";
import { dayInShanghai, instantArgument } from "./instant-argument.js";

/** Values in `in`, at most. */
const IN_MAXIMUM = 500;
/** Characters of a text, at most. */
const TEXT_MAXIMUM = 1000;

const COMPARED = { lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;

/** What a comparison is made with. */
export interface Comparing {
  readonly ctx: RequestContext;
  readonly kind: FilterKind["kind"];
  readonly column: Sql;
  /** Its name for messages, `Team.name`. */
  readonly field: string;
}

/**
 * One comparison as SQL. A missing value satisfies none but `isNull`.
 * @throws BAD_FILTER, BAD_DURATION, BAD_INSTANT, BAD_DAY, FILTER_TOO_LARGE
 */
export function comparison(comparing: Comparing, operator: string, value: unknown): Sql {
  const { ctx, column, field } = comparing;
  if (value === null) {
    // Left to mean "no condition", a variable without a value would open the whole list.
    throw fault("BAD_FILTER", {
      field,
      reason: `\`${operator}\` is null. Leave it out, or ask \`isNull: true\`.`,
    });
  }
  if (operator === "isNull") return value === true ? sql`${column} is null` : sql`${column} is not null`;
  if (operator === "in" || operator === "notIn") return membership(comparing, operator, value as unknown[]);
  if (operator === "contains") return holdsText(ctx.store.engine, column, text(field, value), "anywhere");
  if (operator === "startsWith") return holdsText(ctx.store.engine, column, text(field, value), "start");
  if (operator === "within") return withinTime(comparing, text(field, value));
  if (operator === "eq" || operator === "ne")
    return membership(comparing, operator === "eq" ? "in" : "notIn", [value]);
  return sql`${column} ${sql.raw(COMPARED[operator as keyof typeof COMPARED])} ${stored(comparing, value)}`;
}

function membership(comparing: Comparing, operator: "in" | "notIn", values: unknown[]): Sql {
  const { ctx, column, field } = comparing;
  if (values.length > IN_MAXIMUM) {
    throw fault("FILTER_TOO_LARGE", {
      field,
      reason: `${values.length} values in \`${operator}\``,
      maximum: IN_MAXIMUM,
    });
  }
  if (values.length === 0) return operator === "in" ? sql`1 = 0` : sql`${column} is not null`;
  return amongValues(
    ctx.store.engine,
    column,
    values.map((each) => stored(comparing, each)),
    operator === "in",
  );
}

/** A client's value in the form that the column holds. */
function stored({ ctx, kind, field }: Comparing, value: unknown): unknown {
  if (kind === "flag") return value === true ? 1 : 0;
  if (kind === "instant") return instantArgument(ctx, field, text(field, value));
  if (kind === "day") return dayArgument(field, text(field, value));
  return typeof value === "string" ? text(field, value) : value;
}

function text(field: string, value: unknown): string {
  const given = String(value);
  if (given.length > TEXT_MAXIMUM) {
    throw fault("FILTER_TOO_LARGE", { field, reason: `${given.length} characters`, maximum: TEXT_MAXIMUM });
  }
  // The engines end a text there, each in its own way.
  if (given.includes("\0")) throw fault("BAD_FILTER", { field, reason: "the text holds a null character." });
  return given;
}

function withinTime({ ctx, kind, column, field }: Comparing, duration: string): Sql {
  const now = instantArgument(ctx, field, null);
  const reached = new Date(
    plusDuration(field, Date.parse(`${now.replace(" ", "T")}Z`), duration),
  ).toISOString();
  const other = reached.replace("T", " ").slice(0, 23);
  const [from, to] = duration.startsWith("-") ? [other, now] : [now, other];
  return kind === "day"
    ? sql`${column} between ${dayInShanghai(from)} and ${dayInShanghai(to)}`
    : sql`${column} between ${from} and ${to}`;
}
