import type { FastifyInstance } from "fastify";
import { fault } from "../errors.js";
import type { Executor } from "../gateway/execute.js";
import type { Store } from "../store/store.js";

/** Longest wait for the store, in milliseconds: an orchestrator gives up soon after. */
export const READY_WITHIN_MS = 2000;

/** What the checks look at. */
export interface HealthParts {
  readonly store: Pick<Store, "ping">;
  /** How operations were executed so far: by compiled plans, or not and why. Absent where no gateway runs. */
  readonly counts: Executor["counts"] | undefined;
  /** Whether the service has begun to stop. */
  readonly isStopping: () => boolean;
}

/** Serves `/livez` (the process runs) and `/readyz` (it can do its work: the store answers and it is not stopping). */
export function serveHealth(app: FastifyInstance, { store, counts, isStopping }: HealthParts): void {
  const answers = sharedPing(store);
  app.get("/livez", async () => ({ status: "ok" }));
  app.get("/readyz", async () => {
    if (isStopping()) throw fault("SHUTTING_DOWN");
    if (!(await answers())) throw fault("NOT_READY");
    return { status: "ready", ...(counts && { execution: counts() }) };
  });
}

/** One question at a time: a store that hangs would otherwise gather one for every check. */
function sharedPing(store: Pick<Store, "ping">): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  return async () => {
    asked ??= Promise.resolve()
      .then(() => store.ping())
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        asked = undefined;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, READY_WITHIN_MS, false);
    });
    return await Promise.race([asked, late]).finally(() => clearTimeout(timer));
  };
}
