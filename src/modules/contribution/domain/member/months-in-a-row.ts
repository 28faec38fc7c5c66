import type { Day } from '../../../../kernel/calendar';
import { monthOf } from '../../../../kernel/calendar';
import { compareMonths, previousMonth, type Month } from '../../../../kernel/month';
import { lastMonthOver } from '../certificate/months-in-arrears';

/** From this day of acceptance on a month counts when it has come, and is missing when its time is over. */
const DUE_MONTHS_FROM = '2026-12-01';

/** When the months of an employer are due, for what was accepted on `lawDay`. */
export interface DueMonths {
  readonly lawDay: string;
  readonly payday: number;
  /** Within which is remitted (Regulations, article 19). */
  readonly daysAfterPayday: number;
}

/**
 * The month from which a row is counted back: the latest credited one that is not after `latest`, as far back as the last
 * month before today's whose time to be remitted is over. Where that one is given and not credited, the row is broken.
 */
export function rowEnd(
  credited: { has(month: Month): boolean },
  today: Day,
  { latest, due: { lawDay, payday, daysAfterPayday } }: { latest: Month; due: DueMonths },
): Month {
  const before = previousMonth(monthOf(today));
  const over = lastMonthOver(today, payday, daysAfterPayday);
  const needed = lawDay < DUE_MONTHS_FROM || compareMonths(over, before) > 0 ? before : over;
  let month = latest;
  while (compareMonths(month, needed) > 0 && !credited.has(month)) month = previousMonth(month);
  return compareMonths(month, needed) < 0 ? needed : month;
}

/**
 * Consecutive months credited, counted back from the latest one that has come; 0 when the row is broken, see `rowEnd`. A
 * month may be given twice; the order does not matter.
 */
export function monthsInARow(months: readonly Month[], today: Day, due: DueMonths): number {
  const credited = new Set(months);
  const newest = [...credited].sort((a, b) => compareMonths(b, a))[0] ?? monthOf(today);
  const latest = due.lawDay < DUE_MONTHS_FROM ? newest : monthOf(today);
  return runUpTo(rowEnd(credited, today, { latest, due }), months);
}

/** How many months in a row are credited up to and including `last`; 0 when `last` itself is not. */
export function runUpTo(last: Month, months: readonly Month[]): number {
  const credited = new Set(months);
  let count = 0;
  for (let month = last; credited.has(month); month = previousMonth(month)) count += 1;
  return count;
}
