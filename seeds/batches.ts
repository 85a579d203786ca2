import type { Row, SeedBatch } from "./types.js";

const ROWS_PER_BATCH = 1000;

/**
 * Gathers the rows of one dataset and hands them over in batches, parents before children. Tables are
 * named parents first; when one of them is full all are handed over, so memory stays bounded.
 */
export class BatchBuffer<Table extends string> {
  readonly #rows = new Map<Table, Row[]>();
  #full = false;

  constructor(tables: readonly Table[]) {
    for (const table of tables) this.#rows.set(table, []);
  }

  /** Adds a row; throws RangeError for a table that was not named. */
  add(table: Table, row: Row): void {
    const rows = this.#rows.get(table);
    if (rows === undefined)
      throw new RangeError(`add must be called with a table of the buffer, but got: ${table}`);
    rows.push(row);
    if (rows.length >= ROWS_PER_BATCH) this.#full = true;
  }

  /** What has to go out now: nothing until a table has a full batch. Call it between two parents. */
  *drainWhenFull(): Generator<SeedBatch> {
    if (this.#full) yield* this.drain();
  }

  /** Everything that is left. */
  *drain(): Generator<SeedBatch> {
    for (const [table, rows] of this.#rows) {
      for (let start = 0; start < rows.length; start += ROWS_PER_BATCH) {
        yield { table, rows: rows.slice(start, start + ROWS_PER_BATCH) };
      }
      this.#rows.set(table, []);
    }
    this.#full = false;
  }
}
