import { type Fen, fen } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import { type ContributionLimits, monthlyContribution } from '../member/monthly-contribution';

/** Amounts of one month, a side each. */
export interface Sides {
  readonly employer: Fen;
  readonly employee: Fen;
}

export interface MonthTerms {
  readonly employerRatio: Rate;
  readonly employeeRatio: Rate;
  /** Limits and rounding of that very month. */
  readonly limits: ContributionLimits;
}

export interface MonthDue {
  /** The wage clamped to the limits of the month. */
  readonly base: Fen;
  /** What the month is worth in full, both sides. */
  readonly full: Fen;
  /** What of it is still lacking; never below zero. */
  readonly due: Sides;
}

/**
 * What a member lacks of a month: the contribution under the base, ratios and limits of that month, less what was
 * credited or is on its way, a side each. Handbook 3.5. null when the ratios are outside the limits of the month.
 */
export function monthDue(wage: Fen, terms: MonthTerms, credited: Sides): MonthDue | null {
  const { employerRatio, employeeRatio, limits } = terms;
  const amounts = monthlyContribution({ averageMonthlyWage: wage, employerRatio, employeeRatio }, limits);
  if (!amounts.ok) return null;
  const lacking = (full: Fen, had: Fen): Fen => fen(full > had ? full - had : 0n);
  return {
    base: amounts.base,
    full: amounts.total,
    due: {
      employer: lacking(amounts.employer, credited.employer),
      employee: lacking(amounts.employee, credited.employee),
    },
  };
}
