import type { AgencyIndex } from "./agency.seed.js";
import { dayNumber, instantText } from "./days.js";
import type { IdMint } from "./ids.js";
import { PROVINCE_SLUGS, type ProvinceCode } from "./places.js";
import { Random } from "./random.js";
import type { SharedRecords } from "./shared-records.js";
import type { SeedOptions } from "./types.js";

/** What later datasets need to know of a team. */
export interface TeamRef {
  id: string;
  province: ProvinceCode;
  /** Where its experts are looked for: a county, a prefecture or the city. */
  area: string;
  municipal: boolean;
  domains: readonly string[];
}

/** What one run shares between its datasets. It never holds volunteers or stock lines. */
export class SeedContext {
  readonly today: number;
  readonly teams: TeamRef[] = [];
  readonly #random = new Map<string, Random>();

  constructor(
    readonly options: SeedOptions,
    readonly ids: IdMint,
    readonly agencies: AgencyIndex,
    readonly shared: SharedRecords,
  ) {
    this.today = dayNumber(options.today);
  }

  /** The stream of a table: always the same numbers for the same seed, whatever other tables draw. */
  random(table: string): Random {
    let random = this.#random.get(table);
    if (random === undefined) {
      random = new Random(this.options.seed, table);
      this.#random.set(table, random);
    }
    return random;
  }

  /** The synthetic rows of a kind: its number at scale 1 times the scale. */
  scaled(atScaleOne: number): number {
    return Math.round(atScaleOne * this.options.scale);
  }

  /**
   * The provenance of a generated record: observed within its refresh interval, or long before when
   * `staleDays` says so, and received up to a day later but not after the reference day.
   */
  feed(random: Random, province: ProvinceCode, dataset: string, refreshEveryDays: number, staleDays = 0) {
    const end = this.today;
    const observed = end - staleDays - random.next() * Math.max(refreshEveryDays, 1);
    const received = observed + (end - observed) * random.next() * (staleDays > 0 ? 0.05 : 1);
    return {
      source: `${PROVINCE_SLUGS[province]}-${dataset}`,
      sourceProvince: province,
      sourceAgencyId: this.agencies.ofProvince(province),
      observedAt: instantText(observed - 1 / 86_400),
      receivedAt: instantText(received),
      refreshEveryDays,
      synthetic: true,
    };
  }
}
