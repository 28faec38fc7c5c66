import { maxFen, minFen, plus } from '../../../../kernel/money';
import type { Fen } from '../../../../kernel/money';
import { applyRate } from '../../../../kernel/rate';
import type { Rate } from '../../../../kernel/rate';

/** Limits of the fund year and district, from the parameter set in force. */
export interface ContributionLimits {
  readonly ratioMin: Rate;
  readonly ratioMax: Rate;
  readonly lowerBase: Fen;
  readonly upperBase: Fen;
  /** Each side is rounded to a multiple of this: 1, 10 or 100 fen. */
  readonly roundingUnit: Fen;
}

export interface ContributionTerms {
  /** Average monthly wage of the previous year, or of the first month for a first job. */
  readonly averageMonthlyWage: Fen;
  readonly employerRatio: Rate;
  readonly employeeRatio: Rate;
}

export type MonthlyContribution =
  | {
      readonly ok: true;
      readonly base: Fen;
      readonly employer: Fen;
      readonly employee: Fen;
      readonly total: Fen;
    }
  | { readonly ok: false; readonly error: 'RATIO_OUT_OF_RANGE' };

/**
 * Contribution base and monthly amounts. The ratios are checked before anything else; the base is the wage clamped to
 * the limits and is not rounded; each side is base × ratio rounded half up on its own, the total is their sum.
 * Regulations on HPF Management, Articles 16 to 18; limits and rounding unit are local parameters.
 * @throws RangeError when the wage is negative or the limits contradict each other.
 */
export function monthlyContribution(
  terms: ContributionTerms,
  limits: ContributionLimits,
): MonthlyContribution {
  const { employerRatio, employeeRatio } = terms;
  if (!isWithin(employerRatio, limits) || !isWithin(employeeRatio, limits)) {
    return { ok: false, error: 'RATIO_OUT_OF_RANGE' };
  }
  if (terms.averageMonthlyWage < 0n) throw new RangeError('a wage is not negative');
  if (limits.lowerBase > limits.upperBase)
    throw new RangeError('the lower base limit is above the upper one');
  const base = maxFen(limits.lowerBase, minFen(limits.upperBase, terms.averageMonthlyWage));
  const employer = applyRate(base, employerRatio, limits.roundingUnit);
  const employee = applyRate(base, employeeRatio, limits.roundingUnit);
  return { ok: true, base, employer, employee, total: plus(employer, employee) };
}

function isWithin(ratio: Rate, limits: ContributionLimits): boolean {
  return ratio >= limits.ratioMin && ratio <= limits.ratioMax;
}
