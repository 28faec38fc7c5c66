import { addDays, type Day, parseDay } from '../../../kernel/calendar';

/** An interest year: 1 July to 30 June, both earning days (handbook 3.9). */
export interface InterestYear {
  readonly from: Day;
  /** 30 June: the day the interest is posted on. */
  readonly lastDay: Day;
  /** 1 July: the day from which that interest earns itself. */
  readonly next: Day;
}

/** The interest year that ends on 30 June of that calendar year. */
export function interestYearEnding(year: number): InterestYear {
  const lastDay = parseDay(`${String(year).padStart(4, '0')}-06-30`);
  return {
    from: parseDay(`${String(year - 1).padStart(4, '0')}-07-01`),
    lastDay,
    next: addDays(lastDay, 1),
  };
}

/** The interest year that a day lies in. */
export function interestYearOf(day: Day): InterestYear {
  const year = Number(day.slice(0, 4));
  return interestYearEnding(day.slice(5) <= '06-30' ? year : year + 1);
}

/** The last interest year that is over: 30 June earns as well, so on that day it is the year before. */
export function lastInterestYear(day: Day): InterestYear {
  const year = Number(day.slice(0, 4));
  return interestYearEnding(day.slice(5) > '06-30' ? year : year - 1);
}
