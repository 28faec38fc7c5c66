import { type Day } from '../../../../kernel/calendar';
import { completedMonths, LEAST_TERM, type TermLimits } from '../granting/loan-term';
import type { TermChangeBound } from './change-fact';

const MONTHS_OF_YEAR = 12;

export interface RunningTerm {
  /** Birth of the main borrower. */
  readonly birth: Day;
  readonly on: Day;
  /** Periods that have fallen due. */
  readonly fallenDue: number;
  /** The term that was granted, where building or land may bind it; null where only age and the longest term do. */
  readonly grantedMonths: number | null;
}

/**
 * The most instalments that may be left of a running loan (handbook 5.3): the whole term within the longest there is,
 * repaid before the borrower's last year of age, and never beyond what was granted where the building bound it.
 * @returns zero or more instalments.
 */
export function mostPeriods(
  { birth, on, fallenDue, grantedMonths }: RunningTerm,
  { maxMonths, ageLimit }: Pick<TermLimits, 'maxMonths' | 'ageLimit'>,
): { readonly most: number; readonly boundBy: TermChangeBound } {
  const bounds: [TermChangeBound, number][] = [
    ['longest', maxMonths - fallenDue],
    ['age', ageLimit * MONTHS_OF_YEAR - completedMonths(birth, on)],
    ...(grantedMonths === null ? [] : [['granted', grantedMonths - fallenDue] as [TermChangeBound, number]]),
  ];
  const [boundBy, most] = bounds.reduce((least, bound) => (bound[1] < least[1] ? bound : least));
  return { most: Math.max(0, most), boundBy };
}

/** The least instalments that may be left: no loan is shorter than a year in all. */
export function leastPeriods(fallenDue: number): number {
  return Math.max(1, LEAST_TERM - fallenDue);
}
