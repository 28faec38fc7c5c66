import type { Day } from '../../../../kernel/calendar';
import { monthOf } from '../../../../kernel/calendar';
import { compareMonths, previousMonth, type Month } from '../../../../kernel/month';

/**
 * Consecutive months credited, counted back from the latest one. 0 when the latest is earlier than the month before
 * today's: the chain is broken. A month may be given twice; the order does not matter.
 */
export function monthsInARow(months: readonly Month[], today: Day): number {
  const credited = new Set(months);
  const [latest] = [...credited].sort((a, b) => compareMonths(b, a));
  if (latest === undefined || compareMonths(latest, previousMonth(monthOf(today))) < 0) return 0;
  return runUpTo(latest, months);
}

/** How many months in a row are credited up to and including `last`; 0 when `last` itself is not. */
export function runUpTo(last: Month, months: readonly Month[]): number {
  const credited = new Set(months);
  let count = 0;
  for (let month = last; credited.has(month); month = previousMonth(month)) count += 1;
  return count;
}
