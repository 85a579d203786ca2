import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import type { Role } from "../../src/policy/caller.js";
import { projectRoot } from "../../src/project-root.js";
import type { Store } from "../../src/store/store.js";
import { type ExportGraph, serveExportGraph } from "../edge/export/export-harness.js";
import type { TestEngine } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";

type Row = Readonly<Record<string, string | number | null>>;

/** A saved query over the sample data, asked over HTTP, and the store to check its answers against. */
export interface SavedQueryHarness {
  readonly graph: ExportGraph;
  readonly store: Store;
  /** The JSON answer: its data, and the codes of its errors. */
  ask<Data>(
    variables?: Record<string, unknown>,
    role?: Role,
  ): Promise<{ data: Data; codes: readonly string[] }>;
  /** The CSV export, by column; empty cells are empty texts. */
  table(parameters?: Record<string, string>, role?: Role): Promise<Record<string, string>[]>;
  export(parameters?: Record<string, string>, role?: Role): Promise<Response>;
  /** The rows of hand-written SQL. */
  rows<R extends Row>(statement: string): Promise<R[]>;
  close(): Promise<void>;
}

/** Serves the graph over freshly seeded data and takes the saved query from its file. */
export async function openSavedQuery(
  engine: TestEngine,
  name: string,
  seeded: { today?: string; scale?: number } = {},
): Promise<SavedQueryHarness> {
  const { store, drop } = await openSeededStore(engine, seeded);
  const graph = await serveExportGraph(store);
  const text = readFileSync(join(projectRoot(), "queries", `${name}.graphql`), "utf8");
  const exported: SavedQueryHarness["export"] = (parameters = {}, role = "steward") => {
    const search = new URLSearchParams({ labels: "path", ...parameters });
    return graph.get(`/export/${name}.csv?${search}`, { role });
  };
  return {
    graph,
    store,
    export: exported,
    async ask<Data>(variables: Record<string, unknown> = {}, role: Role = "steward") {
      const response = await graph.post(text, { accept: "application/json", role, variables });
      const { data, errors = [] } = (await response.json()) as {
        data: Data;
        errors?: { extensions: { code: string } }[];
      };
      return { data, codes: errors.map(({ extensions }) => extensions.code) };
    },
    async table(parameters, role) {
      const response = await exported(parameters, role);
      expect(response.status).toBe(200);
      return parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[];
    },
    async rows<R extends Row>(statement: string) {
      return [...(await sql.raw<R>(statement).execute(store.db)).rows];
    },
    async close() {
      await graph.stop();
      await drop();
    },
  };
}

/** A value as a cell of CSV. */
export const cell = (value: unknown) => String(value ?? "");

/** Rows in an order of their own, for lists whose order is not what is tested. */
export const sorted = <T>(rows: readonly T[]) =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The same rows as CSV writes them. */
export const asCells = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])));
