import type { RequestContext } from "../../context.js";
import type { Column } from "./columns.js";
import type { ExportPlan } from "./export-plan.js";
import { type Failure, toFailure } from "./failures.js";
import type { ExportOptions } from "./options.js";
import type { Progress } from "./progress.js";
import { joined, type Row, rowsOf, type Scalar } from "./rows.js";
import type { StackedPlan } from "./stacked-plan.js";
import type { Page } from "./walk.js";

/** Where an export comes from: what its header block says. */
export interface ExportFacts {
  readonly service: string;
  /** Of the saved query or the operation. */
  readonly name: string;
  readonly role: string;
  /** When it began, ISO 8601. */
  readonly at: string;
  /** The arguments on the way to the list, as written. */
  readonly filter: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the operation asked for around the list, by path. */
  readonly around: Readonly<Record<string, Scalar>>;
  /** Of the whole list, when the operation asked for it. */
  readonly totalCount: number | undefined;
  /** Groups that are left out because they hold too few people. */
  readonly hiddenGroups: number;
}

/** An export as the writers of the formats see it. */
export interface ExportContent {
  readonly facts: ExportFacts;
  readonly columns: readonly Column[];
  /** What the columns are called for this reader. */
  readonly headings: readonly string[];
  /** The rows, page by page. It ends without a throw when the walk fails: then `outcome` has the failure. */
  readonly batches: AsyncIterable<readonly Row[]>;
  readonly outcome: Outcome;
  readonly options: ExportOptions;
}

/** What became of an export; complete when `batches` has ended. */
export interface Outcome {
  readonly progress: Progress;
  /** Fields that this caller may not read, met so far, with the sentence that says so. */
  readonly forbidden: Map<string, string>;
  failure: Failure | undefined;
}

/** A connection of an export, and its pages. */
export interface Walked extends StackedPlan {
  readonly pages: AsyncIterable<Page>;
}

/** What the rows are made from. */
export interface BatchParts {
  /** One, or several with the same columns: then each row begins with the name of its list. */
  readonly walked: readonly Walked[];
  readonly expandedDepth: number;
  readonly outcome: Outcome;
  readonly ctx: RequestContext;
}

/** The rows of a walk, or of several one after another. */
export async function* batchesOf({
  walked,
  expandedDepth,
  outcome,
  ctx,
}: BatchParts): AsyncGenerator<readonly Row[]> {
  try {
    for (const { plan, list, pages } of walked) {
      const shape = { columns: plan.columns, control: plan.control, expandedDepth };
      for await (const { entries, forbidden } of pages) {
        for (const [field, message] of forbidden) outcome.forbidden.set(field, message);
        const rows = entries.flatMap((entry) => rowsOf(entry, shape));
        outcome.progress.rows += rows.length;
        yield list === undefined ? rows : rows.map((row) => [list, ...row]);
      }
    }
  } catch (error) {
    outcome.failure = toFailure(error, ctx);
    outcome.progress.error = outcome.failure;
  }
}

/** What the first page has around the list, by path; a list of values in one. */
export function aroundOf(
  { data }: Page,
  { way, control }: Pick<ExportPlan, "way" | "control">,
): Record<string, Scalar> {
  const found = new Map<string, Scalar[]>();
  const list = way.join(".");
  const look = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      for (const element of value) look(element, path);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key !== control && [...path, key].join(".") !== list) look(inner, [...path, key]);
      }
    } else {
      const name = path.join(".");
      found.set(name, [...(found.get(name) ?? []), value as Scalar]);
    }
  };
  look(data, []);
  return Object.fromEntries(
    [...found].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : joined(values)]),
  );
}

/** The columns that a field, or a type as a whole, is part of. */
export function columnsWith(columns: readonly Column[], coordinate: string): string[] {
  return columns.filter(({ coordinates }) => coordinates.includes(coordinate)).map(({ name }) => name);
}
