/** A stored value as the store keeps it: instants and days are strings, booleans are 0 or 1. */
export type Value = string | number | null;

/** One table row; every row of a table has the same keys in the same order. */
export type Row = Record<string, Value>;

/** At most 1,000 rows of one table. */
export interface SeedBatch {
  table: string;
  rows: Row[];
}

/** What the generator needs to know; equal options give equal rows. */
export interface SeedOptions {
  /** Any integer; another seed gives other synthetic rows and the same real ones. */
  seed: number;
  /** Multiplies the synthetic rows; 1 is about 1,500 teams and 30,000 volunteers. */
  scale: number;
  /** The reference day, YYYY-MM-DD: observations lie before it, expiries and shifts around it. */
  today: string;
}

/** Rows to expect in a table: exact for the main tables, close for their children. */
export interface SeedPlanEntry {
  table: string;
  rows: number;
}

/** The day around which the sample data is built when nobody names one. */
export const DEFAULT_TODAY = "2026-11-01";

/** The options behind `npm run seed` without arguments. */
export const DEFAULT_SEED_OPTIONS: Readonly<SeedOptions> = { seed: 20210917, scale: 1, today: DEFAULT_TODAY };
