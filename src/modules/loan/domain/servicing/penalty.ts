import type { Day } from '../../../../kernel/calendar';
import { type Fen, fen } from '../../../../kernel/money';
import { type Rate, RATE_SCALE } from '../../../../kernel/rate';
import { divideHalfUp } from '../../../../kernel/rounding';
import { DAY_COUNT_BASIS } from '../plan/interest';
import { type DatedRates, rateDays } from '../rates/dated-rates';

/**
 * Penalty of one instalment as it grows, exactly: Σ unpaid × yearly rate × penalty factor × days of the days before
 * `to`, in fen · 10⁻¹⁶ · days. Penalty bears no penalty.
 */
export interface PenaltyAccrual {
  readonly numerator: bigint;
  readonly to: Day;
}

/** The accrual carried to a later day, on what was unpaid meanwhile, at the contract's rate of each day (handbook 5.9). */
export function accruePenalty(
  accrual: PenaltyAccrual,
  unpaid: Fen,
  on: Day,
  rates: DatedRates,
  factor: Rate,
): PenaltyAccrual {
  return {
    numerator: accrual.numerator + penaltyNumerator(unpaid, rateDays(rates, accrual.to, on), factor),
    to: on,
  };
}

/** Unpaid × Σ rate × days × factor, in fen · 10⁻¹⁶ · days. */
export function penaltyNumerator(unpaid: Fen, daysAtRate: bigint, factor: Rate): bigint {
  return unpaid * daysAtRate * factor;
}

/** The penalty (罚息) of an exact numerator: / 360, rounded once for the instalment, half up, to 0.01. */
export function penaltyFrom(numerator: bigint): Fen {
  return fen(divideHalfUp(numerator, DAY_COUNT_BASIS * RATE_SCALE * RATE_SCALE));
}
