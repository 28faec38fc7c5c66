import { monthOf, parseDay } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { compareMonths, type Month, nextMonth } from '../../../../kernel/month';
import { fundYearOf } from '../employer/fund-year';
import type { EmploymentStart } from './employment';

/** Why somebody contributes from the month and on the wage they do (条例16、17条). */
export type EnrolmentManner = 'first-job' | 'transfer-in' | 'previous-year' | 'same-employment';

interface MannerWords {
  readonly text: BilingualText;
  /** Which wage the base is. */
  readonly basis: 'CURRENT_MONTH' | 'PREVIOUS_YEAR' | 'UNCHANGED';
}

export const ENROLMENT_MANNERS: Readonly<Record<EnrolmentManner, MannerWords>> = {
  'first-job': {
    text: {
      zh: '新参加工作：自参加工作的第二个月起缴存，基数为当月工资（《住房公积金管理条例》第十七条）',
      en: 'First job: contributes from its second month, on the wage of that month (Regulations, article 17)',
    },
    basis: 'CURRENT_MONTH',
  },
  'transfer-in': {
    text: {
      zh: '新调入：自单位发放工资之月起缴存，基数为当月工资（《住房公积金管理条例》第十七条）',
      en: 'Newly come from another job: contributes from the first wage paid here, on the wage of that month (Regulations, article 17)',
    },
    basis: 'CURRENT_MONTH',
  },
  'previous-year': {
    text: {
      zh: '上一年度已在本单位工作：基数为上一年度月平均工资（《住房公积金管理条例》第十六条）',
      en: 'Worked here in the previous year: the base is the average monthly wage of that year (Regulations, article 16)',
    },
    basis: 'PREVIOUS_YEAR',
  },
  'same-employment': {
    text: { zh: '原劳动关系存续，基数不变', en: 'The employment goes on, and so does the base' },
    basis: 'UNCHANGED',
  },
};

/** First month for which is contributed: the second one of a first job, that of the hire of any other. */
export function firstMonthOf({ since, first }: EmploymentStart): Month {
  const hired = monthOf(parseDay(since));
  return first ? nextMonth(hired) : hired;
}

/** The first month that may be contributed for, not before `wanted`. */
export function enrolledFrom(start: EmploymentStart, wanted: Month): Month {
  const least = firstMonthOf(start);
  return compareMonths(least, wanted) > 0 ? least : wanted;
}

/**
 * What the base of somebody who is enrolled from a month on is: the average of the wage year where there were wages
 * here in it, else the wage of the month.
 * @param fundYearStart first day of a fund year, '07-01': its wage year is the calendar year before it.
 */
export function mannerOf(
  { since, first }: EmploymentStart,
  from: Month,
  fundYearStart: string,
): EnrolmentManner {
  const wageYear = Number(fundYearOf(from, fundYearStart).from.slice(0, 4)) - 1;
  if (Number(since.slice(0, 4)) <= wageYear) return 'previous-year';
  return first ? 'first-job' : 'transfer-in';
}
