/** China has had one time zone without summer time since 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

/** Today's date in Shanghai, as `YYYY-MM-DD`. */
export function todayInShanghai(): string {
  return new Date(Date.now() + SHANGHAI_MS).toISOString().slice(0, 10);
}
