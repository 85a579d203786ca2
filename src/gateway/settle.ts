import { type Batch, Pending } from "../dataset/batch.js";

/** Stands in the place of a value that failed. */
export class Failure {
  constructor(readonly reason: unknown) {}
}

/** Whether something must be waited for. */
export function isWaiting(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}

/**
 * Has values and failures stand where promises stood, and calls back when all do. Values of a batch are waited for
 * once, not each.
 * @returns false where nothing has to be waited for; then nothing is called
 */
export function whenSettled(values: unknown[], callback: () => void): boolean {
  const batches = new Set<Batch<unknown>>();
  const promises: number[] = [];
  const pending: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (!isWaiting(value)) continue;
    if (value instanceof Pending) {
      batches.add(value.batch);
      pending.push(at);
    } else promises.push(at);
  }
  let left = batches.size + promises.length;
  if (left === 0) return false;
  const done = () => {
    left -= 1;
    if (left > 0) return;
    for (const at of pending) {
      const one = values[at] as Pending<unknown>;
      // A batch that failed has no values to take one from.
      values[at] = one.batch.failure === undefined ? one.value : new Failure(one.batch.failure.reason);
    }
    callback();
  };
  for (const at of promises) {
    (values[at] as PromiseLike<unknown>).then(
      (value) => {
        values[at] = value;
        done();
      },
      (reason: unknown) => {
        values[at] = new Failure(reason);
        done();
      },
    );
  }
  for (const batch of batches) batch.whenDone(done);
  return true;
}
