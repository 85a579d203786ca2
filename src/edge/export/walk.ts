import type { ExecutionResult } from "graphql";
import type { RequestContext } from "../../context.js";
import { fault } from "../../errors.js";
import type { Executor } from "../../gateway/execute.js";
import { settleQuota } from "../../store/quota-table.js";
import type { ExportPlan } from "./export-plan.js";
import { codeIn, PageFailure, presentable } from "./failures.js";

/** One page of a walk. */
export interface Page {
  /** What stands around the list in the answer; only the first page has it. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Rows of the connection: its `nodes` and `edges` at one place, by response key. */
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  /** Of the whole list, where it was asked for. */
  readonly totalCount: number | undefined;
  /** Groups that hold too few people to be shown to this caller; only the first page tells. */
  readonly hiddenGroups: number;
  /** Fields that this caller may not read, with the sentence that says so. */
  readonly forbidden: ReadonlyMap<string, string>;
  /** Where the next page begins; undefined on the last. */
  readonly next: string | undefined;
}

/** What a walk works with. */
export interface WalkParts {
  readonly plan: ExportPlan;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly execute: Executor["execute"];
  /** A context for each page: loaders keep rows for as long as theirs lives. */
  readonly newContext: () => Promise<RequestContext>;
}

/**
 * Fetches a page.
 * @param cursor where it begins; undefined for the first
 * @throws PageFailure when the page came with any error but FORBIDDEN_FIELD. A cell that is empty because a source
 * was down would pass for one that is empty in the source.
 * @throws EXPORT_NOTHING_THERE when something on the way to the list is null
 */
export async function fetchPage(parts: WalkParts, cursor?: string): Promise<Page> {
  const { plan, variables, execute, newContext } = parts;
  const ctx = await newContext();
  const result = await execute(
    {
      document: cursor === undefined ? plan.first : plan.rest,
      operationName: undefined,
      variables: cursor === undefined ? variables : { ...variables, [plan.cursorVariable]: cursor },
      bulk: true,
    },
    ctx,
  );
  await settleQuota(ctx.store, ctx.caller.quota);
  return toPage(result, plan, ctx, cursor);
}

/** The pages after one, until the end or until nobody listens. */
export async function* pagesAfter(parts: WalkParts, first: Page, signal: AbortSignal): AsyncGenerator<Page> {
  let page = first;
  yield page;
  while (page.next !== undefined && !signal.aborted) {
    page = await fetchPage(parts, page.next);
    yield page;
  }
}

function toPage(
  { data, errors = [] }: ExecutionResult,
  plan: ExportPlan,
  ctx: RequestContext,
  cursor: string | undefined,
): Page {
  const { refused, others } = sorted(presentable(errors, ctx));
  const [failure, ...more] = others;
  if (failure !== undefined) throw new PageFailure([failure, ...more]);
  const forbidden = new Map(refused.map((error) => [String(error.extensions?.["field"]), error.message]));
  const connection = plan.way.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | null | undefined)?.[key],
    data,
  ) as Record<string, unknown> | null | undefined;
  if (connection === null || connection === undefined) {
    // The whole list is closed to this caller, or there is nothing that it could belong to.
    const [closed] = refused;
    if (closed !== undefined) throw new PageFailure([closed]);
    throw fault("EXPORT_NOTHING_THERE", { path: plan.way.join(".") });
  }
  const count = plan.countKey === undefined ? undefined : connection[plan.countKey];
  return {
    data: data as Readonly<Record<string, unknown>>,
    entries: entriesOf(connection, plan.rowKeys),
    totalCount: typeof count === "number" ? count : undefined,
    hiddenGroups: Number(plan.hiddenKey === undefined ? 0 : (connection[plan.hiddenKey] ?? 0)),
    forbidden,
    next: nextCursor(connection[plan.control], cursor),
  };
}

function sorted(errors: ReturnType<typeof presentable>) {
  const isRefusal = (error: (typeof errors)[number]) => codeIn(error) === "FORBIDDEN_FIELD";
  return { refused: errors.filter(isRefusal), others: errors.filter((error) => !isRefusal(error)) };
}

function entriesOf(
  connection: Readonly<Record<string, unknown>>,
  rowKeys: readonly string[],
): Readonly<Record<string, unknown>>[] {
  const lists = rowKeys.map((key) => [key, (connection[key] ?? []) as readonly unknown[]] as const);
  const [[only, rows] = ["", []], ...others] = lists;
  if (others.length === 0) return rows.map((row) => ({ [only]: row }));
  const length = Math.max(...lists.map(([, list]) => list.length));
  return Array.from({ length }, (_, at) => Object.fromEntries(lists.map(([key, list]) => [key, list[at]])));
}

function nextCursor(control: unknown, before: string | undefined): string | undefined {
  const { hasNextPage, endCursor } = control as { hasNextPage: boolean; endCursor: string | null };
  if (!hasNextPage) return undefined;
  // A list that does not move on would be walked for ever.
  if (endCursor === null || endCursor === before)
    throw new TypeError("A page has more after it, but no way there");
  return endCursor;
}
