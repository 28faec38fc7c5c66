import { type Day, monthOf } from '../../../../kernel/calendar';
import { monthsApart } from '../../../../kernel/month';

/** What the term of a loan depends on; null where it does not apply or is not known. */
export interface TermRequest {
  /** Birth of the main borrower. */
  readonly birth: Day;
  readonly appliedOn: Day;
  /** Year in which a second-hand home was built. */
  readonly buildYear: number | null;
  /** What is left of the right to use the land. */
  readonly landUseMonths: number | null;
}

/** From the parameters `loan.maxMonths`, `loan.ageLimit`, `loan.houseAgePlusTerm`. */
export interface TermLimits {
  readonly maxMonths: number;
  /** Years of age at which a loan is repaid at the latest. */
  readonly ageLimit: number;
  /** Age of the building and term together, in years. */
  readonly houseAgePlusTerm: number;
}

/** What a term is bound by: the longest there is, the borrower's age, the building's, the land's. */
export type TermBound = 'longest' | 'age' | 'building' | 'land';

export interface LoanTerm {
  /** Whole months; 0 when nothing is left. Under `LEAST_TERM` no loan is granted. */
  readonly maxPeriods: number;
  readonly binding: TermBound;
  /** Every bound that applies, in the order in which the first of equals binds; zero or more. */
  readonly bounds: readonly { readonly by: TermBound; readonly months: number }[];
}

/** Shortest term of a loan, in months. */
export const LEAST_TERM = 12;
const MONTHS_OF_YEAR = 12;
/** Where the day of the month stands in 'YYYY-MM-DD'. */
const DAY_OF_MONTH = 8;

/**
 * Longest term of a loan: the least of all bounds, not below zero (handbook 5.3). Age counts in completed months; the
 * building's in years of the calendar.
 */
export function loanTerm(request: TermRequest, limits: TermLimits): LoanTerm {
  const { birth, appliedOn, buildYear, landUseMonths } = request;
  const monthsLeft: [TermBound, number | null][] = [
    ['longest', limits.maxMonths],
    ['age', limits.ageLimit * MONTHS_OF_YEAR - completedMonths(birth, appliedOn)],
    ['building', buildYear === null ? null : buildingMonths(buildYear, appliedOn, limits.houseAgePlusTerm)],
    ['land', landUseMonths],
  ];
  const bounds = monthsLeft.flatMap(([by, months]) =>
    months === null ? [] : [{ by, months: Math.max(0, months) }],
  );
  const tightest = bounds.reduce((least, bound) => (bound.months < least.months ? bound : least));
  return { maxPeriods: tightest.months, binding: tightest.by, bounds };
}

/** Age in completed months: the running one counts from the day of the month of the birth. */
export function completedMonths(birth: Day, on: Day): number {
  const isRunning = on.slice(DAY_OF_MONTH) < birth.slice(DAY_OF_MONTH);
  return monthsApart(monthOf(birth), monthOf(on)) - (isRunning ? 1 : 0);
}

function buildingMonths(buildYear: number, appliedOn: Day, years: number): number {
  return (years - (Number(appliedOn.slice(0, 4)) - buildYear)) * MONTHS_OF_YEAR;
}
