import { type QueryPlan, QueryPlanner } from "@graphql-hive/router-query-planner";
import { fault } from "../../errors.js";

/** Longest time for one plan, in milliseconds. Ordinary plans take 2 to 12. */
export const PLAN_TIMEOUT_MS = 200;
/** Plans made at once: the planner works on threads of libuv's pool, which has four for everybody. */
const AT_ONCE = 2;
/** After so long a plan will not come any more: its thread broke down, and two such turns would be all there are. */
const LOST_MS = 10_000;
/** The time is measured in so many parts. */
const PARTS = 4;
/** Plans that may wait for their turn: each is a request that waits. */
const MOST_WAITING = 256;

/** Plans operations over one supergraph. */
export interface Planner {
  /**
   * @param text the operation's document
   * @param labels what of the supergraph's progressive overrides is on, from `labels()`
   * @throws PLAN_TOO_SLOW, PLANNER_BUSY
   */
  plan(text: string, operationName: string | undefined, labels: Labels): Promise<QueryPlan>;
  /** Which progressive overrides hold for a request; the same object where a supergraph has none. */
  labels(): Labels;
}

/** The progressive overrides of one request. */
export interface Labels {
  readonly key: string;
  readonly percentage: number;
}

const NO_LABELS: Labels = { key: "", percentage: 0 };

/**
 * Makes a planner. A plan over the time is cut: the caller is answered at once, and the planner, which looks at the
 * signal between its steps, stops soon after; until then it holds its turn, for 10 s at most.
 */
export function createPlanner(supergraphSdl: string, timeoutMs = PLAN_TIMEOUT_MS): Planner {
  const planner = new QueryPlanner(supergraphSdl);
  const percentages = planner.overridePercentages;
  const turn = turns();
  return {
    async plan(text, operationName, { percentage }) {
      const release = await turn();
      const controller = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        let parts = 0;
        // In parts, and with one more turn of the loop at the end: when this thread was held up elsewhere, the plan is
        // ready long before the timer can run, and is not to be refused for that.
        timer = setInterval(() => {
          if (++parts < PARTS) return;
          clearInterval(timer);
          setImmediate(() => {
            controller.abort();
            reject(fault("PLAN_TOO_SLOW", { limitMs: timeoutMs }));
          });
        }, timeoutMs / PARTS);
      });
      // Raced below; when the plan came first nobody is to hear of this.
      late.catch(() => {});
      const given = once(release);
      const lost = setTimeout(given, LOST_MS).unref();
      const planned = planner
        .planAsync(text, operationName, new Set(), percentage, controller.signal)
        .finally(() => {
          clearTimeout(lost);
          given();
        });
      try {
        return await Promise.race([planned, late]);
      } finally {
        clearInterval(timer);
      }
    },
    labels() {
      if (percentages.length === 0) return NO_LABELS;
      const percentage = Math.random() * 100;
      return { key: percentages.filter((each) => percentage > each).join(), percentage };
    },
  };
}

function once(call: () => void): () => void {
  let isCalled = false;
  return () => {
    if (!isCalled) call();
    isCalled = true;
  };
}

/** Gives turns, first come first served; what is given back with the returned function. */
function turns(): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  const release = () => {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  };
  return async () => {
    if (running < AT_ONCE) {
      running++;
      return release;
    }
    if (waiting.length >= MOST_WAITING) throw fault("PLANNER_BUSY");
    await new Promise<void>((resolve) => waiting.push(resolve));
    return release;
  };
}
