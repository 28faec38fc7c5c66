import { addDays, type Day, monthOf, parseDay } from '../../../../kernel/calendar';
import { type Month, monthsApart, nextMonth, previousMonth } from '../../../../kernel/month';

/**
 * Months an employer owes: those after `paidThrough` whose time is over, i.e. payday of the month plus so many days
 * (条例第19条). A payday that the month lacks is its last day.
 */
export function monthsInArrears(
  unit: { readonly paidThrough: Month; readonly payday: number },
  today: Day,
  daysAfterPayday: number,
): number {
  return Math.max(0, monthsApart(unit.paidThrough, lastMonthOver(today, unit.payday, daysAfterPayday)));
}

/** The latest month whose time to be remitted is over. */
export function lastMonthOver(today: Day, payday: number, daysAfterPayday: number): Month {
  let due = monthOf(today);
  while (addDays(paydayOf(due, payday), daysAfterPayday) >= today) due = previousMonth(due);
  return due;
}

function paydayOf(month: Month, payday: number): Day {
  const last = addDays(parseDay(`${nextMonth(month)}-01`), -1);
  const wanted = `${month}-${String(payday).padStart(2, '0')}`;
  return wanted > last ? last : parseDay(wanted);
}
