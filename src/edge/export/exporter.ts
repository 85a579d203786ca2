import type { FastifyReply, FastifyRequest } from "fastify";
import { getVariableValues } from "graphql";
import type { Logger } from "pino";
import { codeOf } from "../../errors.js";
import type { Gateway } from "../../gateway/gateway.js";
import { ANONYMOUS } from "../../policy/caller.js";
import type { Store } from "../../store/store.js";
import { holdAnswer } from "../answers-in-flight.js";
import type { Audit, AuditedRequest } from "../audit/audit.js";
import type { Authenticate } from "../authenticate.js";
import { makeContext } from "../make-context.js";
import { auditEnd, auditedPages } from "./audited-pages.js";
import { type Column, expandedListDepth } from "./columns.js";
import { aroundOf, batchesOf, type ExportContent, type Outcome } from "./content.js";
import { planExport } from "./export-plan.js";
import { PageFailure } from "./failures.js";
import type { ExportFormat } from "./formats.js";
import { createOperationCheck } from "./operation-check.js";
import { readOptions } from "./options.js";
import { createProgressBook, type ProgressBook } from "./progress.js";
import { sendExport } from "./send-export.js";
import { planStack, STACK_COLUMN, type StackedPlan } from "./stacked-plan.js";
import { fetchPage, type Page, pagesAfter, type WalkParts } from "./walk.js";
import { writeCsv } from "./write-csv.js";
import { refuseReserved, writeNdjson } from "./write-ndjson.js";
import { writeXlsx } from "./write-xlsx.js";

/** Values that an export is counted for, of those that all answers together may hold: a large page and what is written of it. */
const PAGE_VALUES = 100_000;

const WRITERS = { csv: writeCsv, ndjson: writeNdjson, xlsx: writeXlsx } as const;

/** What an exporter works with. */
export interface ExporterParts {
  readonly gateway: Pick<Gateway, "apiSchema" | "execute" | "contracts">;
  readonly store: Store;
  readonly log: Logger;
  /** Proves who asks, with what agreements give now; for each page anew. */
  readonly authenticate: Authenticate;
  /** Puts the pages on record before they are given; without it nothing is. */
  readonly audit: Audit | undefined;
}

/** One export that is asked for. */
export interface ExportRequest {
  /** A GraphQL request: `{ query, operationName, variables }`. */
  readonly body: unknown;
  readonly format: ExportFormat;
  /** Of a saved query; the operation's name by default. */
  readonly name?: string;
  /** Whether connections of the same columns are walked one after another; as the option `stack` by default. */
  readonly stacked?: boolean;
}

/** Answers operations in other formats than JSON. */
export interface Exporter {
  /** Answers a request with an export, or with why there is none: then as JSON, as any refused operation. */
  answer(request: FastifyRequest, reply: FastifyReply, wanted: ExportRequest): Promise<FastifyReply>;
  readonly progress: ProgressBook;
  stop(): Promise<void>;
}

/** Makes the exporter of a graph. */
export async function createExporter({
  gateway,
  store,
  log,
  authenticate,
  audit,
}: ExporterParts): Promise<Exporter> {
  const { apiSchema, execute } = gateway;
  const operations = await createOperationCheck(apiSchema, gateway.contracts, log);
  const progress = createProgressBook();
  return {
    progress,
    stop: () => operations.stop(),
    async answer(request, reply, wanted) {
      const audited = audit?.of(request, false);
      try {
        return await give(request, reply, wanted, audited);
      } catch (error) {
        const code = codeOf(error) ?? "INTERNAL";
        if (code !== "AUDIT_UNAVAILABLE") await refused(audited, wanted, [code]);
        throw error;
      }
    },
  };

  async function give(
    request: FastifyRequest,
    reply: FastifyReply,
    { body, format, name, stacked }: ExportRequest,
    audited: AuditedRequest | undefined,
  ): Promise<FastifyReply> {
    const options = readOptions(Object(request.query), request.headers["accept-language"]);
    const caller = request.caller ?? ANONYMOUS;
    const { id: requestId, headers } = request;
    const notes = request.notes ?? {};
    const { raw: response } = reply;
    const access = audited?.access;
    const ctx = makeContext({ requestId, headers, response, caller, store, log, notes, access });
    const checked = await operations.check(body, ctx);
    if ("refusal" in checked) {
      const { status, headers: sent, body: text } = checked.refusal;
      await refused(audited, { name: name ?? notes.operation }, notes.codes ?? []);
      for (const [header, value] of sent) reply.header(header, value);
      return reply.code(status).send(text);
    }
    holdAnswer(PAGE_VALUES, notes, ctx.signal);
    const { document, operation, variables } = checked.operation;
    const { coerced = {} } = getVariableValues(apiSchema, operation.variableDefinitions ?? [], variables);
    const plans: readonly StackedPlan[] =
      (stacked ?? options.stack)
        ? planStack(apiSchema, document, operation, coerced)
        : [{ plan: planExport(apiSchema, document, operation, coerced), list: undefined }];
    const columns = columnsOf(plans);
    const expandedDepth = options.lists === "rows" ? expandedListDepth(columns) : 0;
    const headings = columns.map((column) => (options.labels === "zh" ? column.label : column.name));
    if (format === "ndjson") refuseReserved(headings);

    const title = name ?? operation.name?.value ?? "export";
    const kept = { operation: title, document };
    // A token or an agreement that ends while its rows are read ends the reading: the next page belongs to another list.
    const newContext = async () => ({
      ...ctx,
      caller: await authenticate(headers.authorization),
      sources: [],
    });
    const pages = auditedPages(audited, kept, { execute, newContext });
    const walks = plans.map(({ plan, list }) => {
      const parts: WalkParts = { plan, variables, ...pages };
      return { plan, list, parts };
    });
    // Before anything is sent: what goes wrong here still gets an answer of its own.
    const firsts: Page[] = [];
    try {
      for (const { parts } of walks) firsts.push(await fetchPage(parts));
    } catch (error) {
      if (error instanceof PageFailure) return sendFailure(request, reply, error);
      throw error;
    }
    const totalCount = sumOf(firsts.map((page) => page.totalCount));
    const { id, progress: counted } = progress.begin(caller);
    if (totalCount !== undefined) counted.total = totalCount;
    const outcome: Outcome = {
      progress: counted,
      forbidden: new Map(firsts.flatMap(({ forbidden }) => [...forbidden])),
      failure: undefined,
    };
    const walked = walks.map(({ plan, list, parts }, at) => {
      return { plan, list, pages: pagesAfter(parts, firsts[at] as Page, ctx.signal) };
    });
    const content: ExportContent = {
      facts: {
        service: "救援图谱 Rescue Graph",
        name: title,
        role: caller.role,
        at: new Date().toISOString(),
        filter: plans.flatMap(({ plan }) => plan.filter),
        variables: coerced,
        // Each of several asks for the same.
        around: aroundOf(firsts[0] as Page, (plans[0] as StackedPlan).plan),
        totalCount,
        hiddenGroups: sumOf(firsts.map(({ hiddenGroups }) => hiddenGroups)) ?? 0,
      },
      columns,
      headings,
      batches: batchesOf({ walked, expandedDepth, outcome, ctx }),
      outcome,
      options,
    };
    const chunks = WRITERS[format](content);
    await sendExport(reply, { id, name: title, format, chunks, content, ctx });
    if (outcome.failure !== undefined) notes.codes = [outcome.failure.code];
    await auditEnd(audited, kept, ctx, outcome);
    return reply;
  }
}

/** Puts on record that there was no export. */
async function refused(
  audited: AuditedRequest | undefined,
  { name }: { readonly name?: string | undefined },
  codes: readonly string[],
): Promise<void> {
  await audited?.release({ kind: "EXPORT", operation: name, outcome: "REFUSED", codes });
}

/** The columns of the rows; of a stack, the one that names the list first. */
function columnsOf(plans: readonly StackedPlan[]): readonly Column[] {
  const [{ plan, list }] = plans as readonly [StackedPlan];
  if (list === undefined) return plan.columns;
  // What is refused in any list concerns the column in all.
  const columns = plan.columns.map((column, at) => ({
    ...column,
    coordinates: plans.flatMap((other) => other.plan.columns[at]?.coordinates ?? []),
  }));
  return [{ ...STACK_COLUMN, keys: [], lists: [], coordinates: [] }, ...columns];
}

/** The sum of numbers, where all are known. */
function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce<number | undefined>(
    (sum, each) => (sum === undefined || each === undefined ? undefined : sum + each),
    0,
  );
}

function sendFailure(request: FastifyRequest, reply: FastifyReply, failure: PageFailure): FastifyReply {
  if (request.notes)
    request.notes.codes = failure.failures.map(({ extensions }) => String(extensions?.["code"]));
  return reply
    .code(failure.status)
    .header("content-type", "application/graphql-response+json; charset=utf-8")
    .send(JSON.stringify({ errors: failure.failures }));
}
