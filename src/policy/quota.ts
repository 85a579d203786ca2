/** What an agreement lets one partner have today. */
export interface DailyQuota {
  readonly perDay: number;
  /** Records that were given today, as far as this process knows: what its requests take is added as they take it. */
  used: number;
}

/**
 * Counts the records that one request gives to a partner under agreements with a quota. A record that several of his
 * agreements give counts for none when one of them has no quota, and else for one that has some left.
 */
export class QuotaMeter {
  private readonly given = new Map<string, number>();

  /**
   * @param partner the division that it counts for
   * @param day the day in Asia/Shanghai, `YYYY-MM-DD`
   * @param quotas by agreement; one that is not here has none
   */
  constructor(
    readonly partner: string,
    readonly day: string,
    private readonly quotas: ReadonlyMap<string, DailyQuota>,
  ) {}

  /**
   * Counts one more record.
   * @param agreements those that give it
   * @returns undefined when it may be given; else an agreement of which the day's quota is used up, and its quota
   */
  take(agreements: readonly string[]): { readonly agreement: string; readonly perDay: number } | undefined {
    if (agreements.some((agreement) => !this.quotas.has(agreement))) return undefined;
    let full: { agreement: string; perDay: number } | undefined;
    for (const agreement of agreements) {
      const quota = this.quotas.get(agreement) as DailyQuota;
      if (quota.used < quota.perDay) {
        // At once: requests that run side by side share what is left.
        quota.used += 1;
        this.given.set(agreement, (this.given.get(agreement) ?? 0) + 1);
        return undefined;
      }
      full ??= { agreement, perDay: quota.perDay };
    }
    return full;
  }

  /** What has been given since this was last asked, by agreement. */
  takeGiven(): ReadonlyMap<string, number> {
    const given = new Map(this.given);
    this.given.clear();
    return given;
  }
}
