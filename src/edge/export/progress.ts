import { randomUUID } from "node:crypto";
import { fault } from "../../errors.js";
import type { Caller } from "../../policy/caller.js";
import type { Failure } from "./failures.js";

/** Exports that are remembered; the oldest is forgotten first. */
const MOST_REMEMBERED = 500;

/** How far an export is. */
export interface Progress {
  /** Rows made so far. */
  rows: number;
  /** How long the list is, when the operation asked for `totalCount`. */
  total?: number;
  /** Whether it has ended, well or not. */
  done: boolean;
  /** Why it ended before its time; null while it has not, and for a client that went away. */
  error: Failure | null;
}

/** The exports of this process, running and lately ended. */
export interface ProgressBook {
  /** Begins to count for a caller. */
  begin(caller: Caller): { readonly id: string; readonly progress: Progress };
  /**
   * How far an export is.
   * @throws EXPORT_UNKNOWN also for exports of others: that there is one is no news for them
   */
  look(id: string, caller: Caller): Progress;
}

/** An empty book. */
export function createProgressBook(): ProgressBook {
  const book = new Map<string, { readonly caller: Caller; readonly progress: Progress }>();
  return {
    begin(caller) {
      const id = randomUUID();
      const progress: Progress = { rows: 0, done: false, error: null };
      book.set(id, { caller, progress });
      for (const oldest of book.keys()) {
        if (book.size <= MOST_REMEMBERED) break;
        book.delete(oldest);
      }
      return { id, progress };
    },
    look(id, caller) {
      const entry = book.get(id);
      if (entry === undefined || !isSame(entry.caller, caller)) throw fault("EXPORT_UNKNOWN");
      return entry.progress;
    },
  };
}

/** Callers without a token are one and the same; what keeps them apart is that nobody can guess an id. */
function isSame(one: Caller, other: Caller): boolean {
  return one.role === other.role && one.subject === other.subject;
}
