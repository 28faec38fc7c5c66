import type { BilingualText } from '../../../kernel/decision';

/** What must have been done before the books of a month are closed; a room registers its own. */
export interface MonthCondition {
  /** Stable, e.g. 'payments-open'. */
  readonly code: string;
  /** What stands in the way, as a manager reads it. */
  readonly text: BilingualText;
  /** One number: how many stand in the way. Reads the month from `month (centre_id, first_day, last_day)`. */
  readonly sql: string;
}
