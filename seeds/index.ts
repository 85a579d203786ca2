import { buildAgencies } from "./agency.seed.js";
import { aviationRows } from "./aviation.seed.js";
import { SeedContext } from "./context.js";
import { dayNumber } from "./days.js";
import { deltaRows, mintDeltaIds } from "./delta.seed.js";
import { expertRows } from "./experts.seed.js";
import { IdMint } from "./ids.js";
import { incidentRows } from "./incidents.seed.js";
import { planRows } from "./plans.seed.js";
import { referenceRows } from "./reference.seed.js";
import { SharedRecords } from "./shared-records.js";
import { supplyRows } from "./supplies.seed.js";
import { teamRows } from "./teams.seed.js";
import type { SeedBatch, SeedOptions } from "./types.js";
import { volunteerRows } from "./volunteers.seed.js";
import { warningRows } from "./warnings.seed.js";

export { seedPlan } from "./seed-plan.js";
export type { Row, SeedBatch, SeedOptions, SeedPlanEntry, Value } from "./types.js";
export { DEFAULT_SEED_OPTIONS, DEFAULT_TODAY } from "./types.js";

function checkOptions({ seed, scale, today }: SeedOptions): void {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, but got: ${seed}`);
  if (!(scale > 0 && scale <= 1000))
    throw new RangeError(`scale must be above 0 and at most 1000, but got: ${scale}`);
  if (Number.isNaN(dayNumber(today)))
    throw new RangeError(`today must be a day, YYYY-MM-DD, but got: ${today}`);
}

/**
 * All seed rows, in batches of at most 1,000 rows of one table, parents before their children. Equal
 * options give equal rows. A table may come back in later batches: volunteers, for one, stream together
 * with their skills, so memory does not grow with their number.
 *
 * Throws RangeError, at the first batch, for options out of range.
 */
export function* seedRows(options: SeedOptions): Generator<SeedBatch> {
  checkOptions(options);
  const ids = new IdMint();
  const agencies = buildAgencies(ids, options.seed);
  const { partnerIds, agreementIds } = mintDeltaIds(ids);
  const shared = new SharedRecords(ids, agreementIds, partnerIds);
  const context = new SeedContext(options, ids, agencies, shared);
  yield* referenceRows(ids, agencies);
  yield* deltaRows({ ids, agencies, partnerIds, agreementIds, today: context.today, scale: options.scale });
  yield* teamRows(context);
  yield* expertRows(context);
  yield* supplyRows(context);
  yield* volunteerRows(context);
  yield* planRows(context);
  yield* incidentRows(context);
  yield* warningRows(context);
  yield* aviationRows(context);
}
