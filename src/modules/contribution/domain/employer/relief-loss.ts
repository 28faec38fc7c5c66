import { type Fen, fen, minus, plus } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import { type ContributionLimits, monthlyContribution } from '../member/monthly-contribution';

/** Ratios and limits of some months in which they are the same: what holds, and what relief would make of it. */
export interface ReliefMonths {
  readonly count: number;
  readonly limits: ContributionLimits;
  /** Limits with the lower bound of ratios granted for hardship. */
  readonly reliefLimits: ContributionLimits;
  readonly employerRatio: Rate;
  readonly employeeRatio: Rate;
  /** null: nothing is paid in these months, they are deferred. */
  readonly relief: { readonly employerRatio: Rate; readonly employeeRatio: Rate } | null;
}

/** What a member's account does not get, of either side. */
export interface ReliefLoss {
  readonly employer: Fen;
  readonly employee: Fen;
  readonly total: Fen;
}

const none = fen(0n);

/**
 * What a member forgoes over the months (条例20条): each month as a list would have it, less what it has with relief, each
 * rounded as lists are.
 * @throws RangeError when the ratios are outside the limits.
 */
export function reliefLoss(base: Fen, spans: readonly ReliefMonths[]): ReliefLoss {
  let [employer, employee] = [none, none];
  for (const { count, limits, reliefLimits, relief, ...ratios } of spans) {
    const full = amounts(base, ratios, limits);
    const paid = relief ? amounts(base, relief, reliefLimits) : { employer: none, employee: none };
    employer = plus(employer, fen(minus(full.employer, paid.employer) * BigInt(count)));
    employee = plus(employee, fen(minus(full.employee, paid.employee) * BigInt(count)));
  }
  return { employer, employee, total: plus(employer, employee) };
}

function amounts(
  averageMonthlyWage: Fen,
  ratios: { readonly employerRatio: Rate; readonly employeeRatio: Rate },
  limits: ContributionLimits,
): { employer: Fen; employee: Fen } {
  const monthly = monthlyContribution({ averageMonthlyWage, ...ratios }, limits);
  if (!monthly.ok) throw new RangeError('the ratios are outside the limits of the month');
  return monthly;
}
