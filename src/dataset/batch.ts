/**
 * One value of a batch that is being loaded. It can be awaited as a promise can; what reads whole levels waits for the
 * batch instead, once, and then takes the values without a promise for each.
 */
export class Pending<T> implements PromiseLike<T> {
  constructor(
    readonly batch: Batch<T>,
    private readonly at: number,
  ) {}

  // biome-ignore lint/suspicious/noThenProperty: whoever does not read whole levels awaits it, as GraphQL's own executor does.
  then<A = T, B = never>(
    found?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return new Promise<T>((resolve, reject) => {
      this.batch.whenDone(() => {
        const { failure } = this.batch;
        if (failure !== undefined) reject(failure.reason);
        else if (this.value instanceof Error) reject(this.value);
        else resolve(this.value);
      });
    }).then(found, failed);
  }

  /** Once its batch is done and has not failed. An error stands for a value that is not there. */
  get value(): T {
    return (this.batch.values as readonly T[])[this.at] as T;
  }
}

type Loaded<V> = readonly (V | Error)[];

/** Values that are loaded together. */
export class Batch<T> {
  values: Loaded<T> | undefined;
  /** Why none of them is there. */
  failure: { readonly reason: unknown } | undefined;
  private waiting: (() => void)[] = [];

  get isDone(): boolean {
    return this.values !== undefined || this.failure !== undefined;
  }

  /** Calls back when the values are there, or have failed; at once where that is so already. */
  whenDone(callback: () => void): void {
    if (this.isDone) callback();
    else this.waiting.push(callback);
  }

  settle(values: Loaded<T> | undefined, reason?: unknown): void {
    if (values === undefined) this.failure = { reason };
    else this.values = values;
    const waiting = this.waiting;
    this.waiting = [];
    for (const callback of waiting) callback();
  }
}

/** Loads values by key: each key once, and all keys that are asked for at one moment in one call. */
export class BatchLoader<K, V> {
  private readonly known = new Map<unknown, Pending<V>>();
  private collecting: { readonly batch: Batch<V>; readonly keys: K[] } | undefined;

  /**
   * @param load gives a value for each key, in their order, or an error in its place; what it throws fails all of them
   * @param identity what equal keys have in common; the key itself by default
   */
  constructor(
    private readonly load: (keys: readonly K[]) => Loaded<V> | Promise<Loaded<V>>,
    private readonly identity: (key: K) => unknown = (key) => key,
  ) {}

  /** The value for a key. */
  get(key: K): Pending<V> {
    const identity = this.identity(key);
    const known = this.known.get(identity);
    if (known !== undefined) return known;
    this.collecting ??= this.begin();
    const { batch, keys } = this.collecting;
    const pending = new Pending(batch, keys.length);
    keys.push(key);
    this.known.set(identity, pending);
    return pending;
  }

  private begin(): { readonly batch: Batch<V>; readonly keys: K[] } {
    const collecting = { batch: new Batch<V>(), keys: [] as K[] };
    afterPromises(() => this.dispatch(collecting));
    return collecting;
  }

  private dispatch({ batch, keys }: { readonly batch: Batch<V>; readonly keys: readonly K[] }): void {
    this.collecting = undefined;
    try {
      const loaded = this.load(keys);
      if (loaded instanceof Promise) {
        loaded.then(
          (values) => batch.settle(values),
          (reason: unknown) => batch.settle(undefined, reason),
        );
      } else batch.settle(loaded);
    } catch (reason) {
      batch.settle(undefined, reason);
    }
  }
}

const RESOLVED = Promise.resolve();

/** When all promises that can go on have gone on: by then every resolver of a level has asked. */
function afterPromises(callback: () => void): void {
  void RESOLVED.then(() => process.nextTick(callback));
}
