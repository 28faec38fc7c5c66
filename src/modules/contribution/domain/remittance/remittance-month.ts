import { compareMonths, nextMonth } from '../../../../kernel/month';
import type { Month } from '../../../../kernel/month';

export type RemittanceMonthCheck =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: 'MONTH_GAP' | 'MONTH_ALREADY_REMITTED' };

/**
 * Whether an employer whose account is paid through a month (缴至年月) may remit another: strictly the next one, or, where
 * nobody contributes in that, the next in which somebody does (`due`).
 * Missing months are made up by back payment (补缴), never by leaving a gap. Source: practice of the centres, the
 * paid-through month of JGJ/T 320 table 5.0.2.
 */
export function checkRemittanceMonth(
  paidThrough: Month,
  month: Month,
  due: Month = nextMonth(paidThrough),
): RemittanceMonthCheck {
  if (compareMonths(month, paidThrough) <= 0) return { accepted: false, reason: 'MONTH_ALREADY_REMITTED' };
  return month === due ? { accepted: true } : { accepted: false, reason: 'MONTH_GAP' };
}
