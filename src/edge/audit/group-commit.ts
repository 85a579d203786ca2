import { setImmediate as nextTurn } from "node:timers/promises";

/** Turns of the event loop that a group gathers for, at most, as long as each brings more. */
const MOST_TURNS = 20;
/** Items written together, at most; and waiting, at most: beyond that there is no hope of being in time. */
const MOST_TOGETHER = 200;
const MOST_WAITING = 10_000;
const LOOK_EVERY_MS = 250;

/** Writes items in groups. */
export interface GroupCommit<T> {
  /** Resolves when the item is written, and rejects when it is not, or not in time. */
  add(item: T): Promise<void>;
}

interface Waiting<T> {
  readonly item: T;
  readonly since: number;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Writes what comes at the same time together, one group after another (beside one that hangs): a transaction costs far more than a row
 * in it. While one group is being written the next one gathers.
 * @param write all of a group or none of it
 * @param waitMs longest wait of an item, in milliseconds; it may be written later all the same
 */
export function groupCommit<T>(
  write: (items: readonly T[]) => Promise<unknown>,
  waitMs: number,
): GroupCommit<T> {
  let waiting: Waiting<T>[] = [];
  let together: readonly Waiting<T>[] = [];
  let isWriting = false;

  /** A write that hangs must not hold its callers for ever. */
  const expire = () => {
    const now = performance.now();
    const isLate = ({ since }: Waiting<T>) => now - since > waitMs;
    for (const late of [...together, ...waiting].filter(isLate)) {
      late.failed(new Error(`It was not written within ${waitMs} ms.`));
    }
    waiting = waiting.filter((each) => !isLate(each));
  };

  /**
   * Lets others come along: for one turn of the event loop, and for more while each brings somebody. Who is alone waits for
   * nobody; many at a time share a transaction, which takes as long as making several small answers.
   */
  const gathered = async () => {
    let before = 0;
    for (
      let turn = 0;
      turn < MOST_TURNS && before < waiting.length && waiting.length < MOST_TOGETHER;
      turn++
    ) {
      before = waiting.length;
      await nextTurn();
    }
  };

  const run = async () => {
    const looking = setInterval(expire, LOOK_EVERY_MS).unref();
    while (waiting.length > 0) {
      await gathered();
      together = waiting.splice(0, MOST_TOGETHER);
      // One that hangs has failed its callers by then; it must not hold up those who come after it.
      await within(waitMs + LOOK_EVERY_MS, commit(write, together));
    }
    together = [];
    clearInterval(looking);
    isWriting = false;
  };

  return {
    add: (item) =>
      new Promise((written, failed) => {
        if (waiting.length >= MOST_WAITING) {
          failed(new Error(`${MOST_WAITING} are waiting to be written.`));
          return;
        }
        waiting.push({ item, since: performance.now(), written, failed });
        if (isWriting) return;
        isWriting = true;
        void run();
      }),
  };
}

/** Waits for work, for so long at most. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms).unref();
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** Writes a group; when that fails each by itself, so that one that cannot be written does not take the others along. */
async function commit<T>(
  write: (items: readonly T[]) => Promise<unknown>,
  group: readonly Waiting<T>[],
): Promise<void> {
  try {
    await write(group.map(({ item }) => item));
    for (const { written } of group) written();
  } catch (error) {
    if (group.length === 1) group[0]?.failed(error);
    else await commitOneByOne(write, group);
  }
}

async function commitOneByOne<T>(
  write: (items: readonly T[]) => Promise<unknown>,
  group: readonly Waiting<T>[],
): Promise<void> {
  let failures = 0;
  let last: unknown;
  for (const { item, written, failed } of group) {
    // Two in a row: it is not the item, and asking for each again would take for ever.
    if (failures >= 2) {
      failed(last);
      continue;
    }
    try {
      await write([item]);
      failures = 0;
      written();
    } catch (error) {
      failures += 1;
      last = error;
      failed(error);
    }
  }
}
