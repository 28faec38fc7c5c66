import { type Fen, fen } from '../../../../kernel/money';
import { type Rate, RATE_SCALE } from '../../../../kernel/rate';
import { divideHalfUp } from '../../../../kernel/rounding';
import type { ParameterSet } from '../../../policy';

/** What of members' deposits is lent on a day. */
export interface Lent {
  readonly deposits: Fen;
  readonly loans: Fen;
}

/** A day of the fund as it was measured; `room` is what may still be lent and is below zero where more is. */
export interface FundDay extends Lent {
  readonly day: string;
  readonly overdue: Fen;
  readonly underWay: Fen;
  readonly room: Fen;
  readonly admitted: Fen;
}

/** From the parameters `fund.loanRatioAbove` and `fund.loanRatioCoefficient`, pairwise, the lowest threshold first. */
export interface LiquidityStep {
  /** Parameter of its coefficient. */
  readonly path: string;
  readonly above: Rate;
  readonly coefficient: Rate;
}

export const LIQUIDITY_PARAMETERS = ['fund.loanRatioAbove', 'fund.loanRatioCoefficient'] as const;

export function liquiditySteps(parameters: ParameterSet): readonly LiquidityStep[] {
  const coefficients = parameters.leaves('fund.loanRatioCoefficient');
  return parameters.leaves('fund.loanRatioAbove').map((above, index) => {
    const path = coefficients[index];
    if (path === undefined) throw new RangeError('each threshold has its coefficient');
    return { path, above: parameters.rate(above), coefficient: parameters.rate(path) };
  });
}

/** 个贷率: loans over deposits (handbook 9.2), rounded half up to 10⁻⁸; null where nothing is deposited. */
export function loanRatio({ deposits, loans }: Lent): Rate | null {
  return deposits <= 0n ? null : (divideHalfUp(loans * RATE_SCALE, deposits) as Rate);
}

/** 逾期率: overdue principal over loans, rounded half up to 10⁻⁸; null where nothing is lent. */
export function overdueRatio({ loans, overdue }: Pick<FundDay, 'loans' | 'overdue'>): Rate | null {
  return loans === 0n ? null : (divideHalfUp(overdue * RATE_SCALE, loans) as Rate);
}

/** The highest step whose threshold is exceeded, compared exactly; null below all of them. */
export function stepOf({ deposits, loans }: Lent, steps: readonly LiquidityStep[]): LiquidityStep | null {
  return steps.findLast(({ above }) => loans * RATE_SCALE > deposits * above) ?? null;
}

/** What is left of the room of a day, not below zero. */
export function roomLeft({ room, admitted }: Pick<FundDay, 'room' | 'admitted'>): Fen {
  return fen(room > admitted ? room - admitted : 0n);
}
