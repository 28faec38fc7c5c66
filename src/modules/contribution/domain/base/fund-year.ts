import type { Day } from '../../../../kernel/calendar';
import { compareMonths, type Month, parseMonth } from '../../../../kernel/month';
import type { ParameterSet } from '../../../policy';

/** The year a fund year (缴存年度) starts in: from 1 July, or as the parameters of the day say, to the day before. */
export function fundYearOf(day: Day | string, parameters: ParameterSet): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= parameters.text('contribution.fundYearStart') ? year : year - 1;
}

/** First month of a fund year. */
export function firstMonthOf(fundYear: number): Month {
  return parseMonth(`${fundYear}-07`);
}

/** Days between which bases of a fund year are declared, both inclusive. */
export function baseWindow(fundYear: number, parameters: ParameterSet): { from: string; until: string } {
  const [from, until] = parameters.raw('contribution.baseWindow') as readonly [string, string];
  return { from: `${fundYear}-${from}`, until: `${fundYear}-${until}` };
}

/** First month that has the new bases: that of the fund year, or the first whose list is not confirmed yet. */
export function holdsFrom(fundYear: number, open: Month): Month {
  const first = firstMonthOf(fundYear);
  return compareMonths(open, first) > 0 ? open : first;
}
