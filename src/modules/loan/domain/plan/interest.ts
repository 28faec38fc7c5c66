import { type Day, daysBetween } from '../../../../kernel/calendar';
import { type Fen, fen } from '../../../../kernel/money';
import { type Rate, RATE_SCALE } from '../../../../kernel/rate';
import { divideHalfUp } from '../../../../kernel/rounding';
import { type DatedRates, rateDays } from '../rates/dated-rates';

const MONTHS_OF_YEAR = 12n;
/** Broken periods and penalties: actual days over 360. */
export const DAY_COUNT_BASIS = 360n;

/** Interest of a whole month: balance × yearly rate / 12, rounded once, half up, to 0.01 (handbook 5.5). */
export function monthInterest(balance: Fen, annualRate: Rate): Fen {
  return fen(divideHalfUp(balance * annualRate, MONTHS_OF_YEAR * RATE_SCALE));
}

/**
 * Interest of single days: amount × Σ rate × days / 360, rounded once, half up, to 0.01 (handbook 5.6, 5.7).
 * @param daysAtRate Σ rate × days, in 10⁻⁸ · days, as `rateDays` gives it.
 */
export function dayInterest(amount: Fen, daysAtRate: bigint): Fen {
  return fen(divideHalfUp(amount * daysAtRate, DAY_COUNT_BASIS * RATE_SCALE));
}

/**
 * Interest of a whole month in which the rate may have changed: balance × Σ rate × days / (12 × days of the period),
 * rounded once, half up, to 0.01 (handbook 5.8). With one rate it is `monthInterest`.
 * @param from the previous due date, or the disbursement day before the first.
 */
export function periodInterest(balance: Fen, from: Day, dueOn: Day, rates: DatedRates): Fen {
  const days = BigInt(daysBetween(from, dueOn));
  const numerator = balance * rateDays(rates, from, dueOn);
  return fen(divideHalfUp(numerator, MONTHS_OF_YEAR * days * RATE_SCALE));
}
