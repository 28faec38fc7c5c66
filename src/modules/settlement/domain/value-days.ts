import { addDays, type Day } from '../../../kernel/calendar';
import type { Verdict } from './judge';
import type { Outcome } from './outcome';

/** A bank whose clock is ahead of ours at midnight has begun its next day. */
const AHEAD_DAYS = 1;
/** A line that was lost is found by the statement of its day; what comes later than a quarter a person looks at [assume]. */
const BEHIND_DAYS = 92;

/**
 * Whether money can have moved on that day. Interest runs from it, so that a bank's slip of a year would be paid to
 * members as if the money had lain with us.
 */
export function isPossibleValueDay(valueDate: string, today: Day): boolean {
  return valueDate <= addDays(today, AHEAD_DAYS) && valueDate >= addDays(today, -BEHIND_DAYS);
}

/** What an outcome does, which is nothing where it would move money on an impossible day: a person looks. */
export function onPossibleDay(verdict: Verdict, outcome: Outcome, today: Day): Verdict {
  const moves = typeof verdict === 'object' && 'to' in verdict && 'valueDate' in outcome;
  if (!moves || isPossibleValueDay(outcome.valueDate, today)) return verdict;
  return { freeze: 'VALUE_DATE_IMPOSSIBLE' };
}
