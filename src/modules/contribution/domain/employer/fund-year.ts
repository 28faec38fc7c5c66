import { type Month, parseMonth, previousMonth } from '../../../../kernel/month';

/** First and last month of the fund year (缴存年度) in which a month lies; `start` is its first day, '07-01'. */
export function fundYearOf(month: Month, start: string): { from: Month; until: Month } {
  const firstMonth = start.slice(0, 2);
  const year = Number(month.slice(0, 4)) - (month.slice(5) < firstMonth ? 1 : 0);
  const from = parseMonth(`${year}-${firstMonth}`);
  return { from, until: previousMonth(parseMonth(`${year + 1}-${firstMonth}`)) };
}
