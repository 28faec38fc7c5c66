import { addDays, addMonths, type Day, monthOf, parseDay } from '../../../../kernel/calendar';
import { type Month, nextMonth } from '../../../../kernel/month';

/**
 * When instalments fall due. `same-day`: on the day of the month of the disbursement, each period a whole month;
 * `fixed-day`: on a day of the month that the centre names, the first period by its actual days.
 */
export type DueRule =
  { readonly mode: 'same-day' } | { readonly mode: 'fixed-day'; readonly dayOfMonth: number };

/** Last day of a month on which anything falls due: every month has it. */
const LAST_DUE_DAY = 28;
/** Days that lie between the disbursement and the first fixed day, at the least. */
const LEAST_DAYS = 30;

/**
 * First due date (handbook 5.6): a month after the disbursement, of 29 to 31 on the 28th; or the first fixed day 30
 * days after it or later. Days on which nobody works do not move it.
 * @throws RangeError when the fixed day is not 1 to 28.
 */
export function firstDueOn(disbursedOn: Day, rule: DueRule): Day {
  if (rule.mode === 'same-day') return dayIn(nextMonth(monthOf(disbursedOn)), dayOfMonth(disbursedOn));
  const fixed = rule.dayOfMonth;
  if (!Number.isInteger(fixed) || fixed < 1 || fixed > LAST_DUE_DAY) {
    throw new RangeError('the fixed due day is 1 to 28');
  }
  const earliest = addDays(disbursedOn, LEAST_DAYS);
  const inItsMonth = dayIn(monthOf(earliest), fixed);
  return inItsMonth >= earliest ? inItsMonth : nextDueOn(inItsMonth);
}

/** The due date a month later: always the same day of the month, since none is after the 28th. */
export function nextDueOn(dueOn: Day): Day {
  return addMonths(dueOn, 1);
}

/** The first `count` due dates. */
export function dueDates(disbursedOn: Day, rule: DueRule, count: number): Day[] {
  const first = firstDueOn(disbursedOn, rule);
  return Array.from({ length: count }, (_, months) => addMonths(first, months));
}

function dayOfMonth(day: Day): number {
  return Number(day.slice(8));
}

function dayIn(month: Month, day: number): Day {
  return parseDay(`${month}-${String(Math.min(day, LAST_DUE_DAY)).padStart(2, '0')}`);
}
