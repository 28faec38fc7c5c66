/**
 * Business day from which a base holds for its fund year whatever a list says: GJ08 changes it, and what GJ09 corrects,
 * alone or among the rows of GJ10. Lists and cases of the days before were decided without it.
 */
export const BASES_HOLD_FROM = '2026-12-01';

/** Whose wage a list may still bring, and when all bases may be declared. */
export interface BasesHold {
  /** Members who joined since the last list: the first one fixes the wage they came with (Regulations, article 17). */
  readonly firstWages: ReadonlySet<bigint>;
  /** First and last day of the window for bases, such as 07-01. */
  readonly window: readonly [string, string];
}
