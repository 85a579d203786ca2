import { fault } from "../errors.js";
import type { RequestNotes } from "./request-notes.js";

/** Values of all answers that are being made or sent, at most: ten of the largest that one operation may ask for. */
export const MOST_IN_FLIGHT = 5_000_000;
/** Answers up to so many values are not counted: nearly all are far smaller, and a thousand of them are one of the largest. */
const UNCOUNTED = 5000;

let inFlight = 0;

/**
 * Counts an answer until its connection has taken it or is gone. Each operation is bounded by itself; without this, many at a
 * time, whose clients need not even read, would fill the memory together.
 * @param values of the answer, at most
 * @throws SERVICE_BUSY
 */
export function holdAnswer(values: number, notes: RequestNotes, signal: AbortSignal): void {
  // Who has gone already is not told of again, and nothing would give back what was counted for him.
  if (values <= UNCOUNTED || signal.aborted) return;
  if (inFlight + values > MOST_IN_FLIGHT) throw fault("SERVICE_BUSY");
  inFlight += values;
  notes.heldValues = (notes.heldValues ?? 0) + values;
}

/** Gives back what was counted for a request. */
export function releaseAnswer(notes: RequestNotes): void {
  inFlight -= notes.heldValues ?? 0;
  notes.heldValues = 0;
}
