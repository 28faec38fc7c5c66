import { type Fen, fen } from '../../../../kernel/money';
import { type Rate, RATE_SCALE } from '../../../../kernel/rate';
import { divideHalfUp } from '../../../../kernel/rounding';

/** A number kept exactly; the denominator is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Decimals of an instalment factor. */
const FACTOR_DECIMALS = 72;
/** A yearly rate over twelve months, in the units of `Rate`. */
const MONTHLY_SCALE = 12n * RATE_SCALE;

/**
 * What one of principal costs in each of `periods` months, exactly: r(1+r)ⁿ / ((1+r)ⁿ − 1) with r = yearly rate / 12,
 * and 1/n without interest.
 * @throws RangeError when there is no period.
 */
export function instalmentOfOne(annualRate: Rate, periods: number): Fraction {
  if (!Number.isSafeInteger(periods) || periods < 1) throw new RangeError('a plan has one period or more');
  if (annualRate === 0n) return { numerator: 1n, denominator: BigInt(periods) };
  const common = greatestCommonDivisor(annualRate, MONTHLY_SCALE);
  const rate = annualRate / common;
  const base = MONTHLY_SCALE / common;
  const grown = (base + rate) ** BigInt(periods);
  return { numerator: rate * grown, denominator: base * (grown - base ** BigInt(periods)) };
}

/** The equal instalment (等额本息) of a principal: exact, rounded once, half up, to 0.01 (handbook 5.5). */
export function instalment(principal: Fen, annualRate: Rate, periods: number): Fen {
  const { numerator, denominator } = instalmentOfOne(annualRate, periods);
  return fen(divideHalfUp(principal * numerator, denominator));
}

/** What equal instalments repay, their present value at the loan's rate, exactly, in fen: the inverse of `instalment`. */
export function presentValue(payment: Fraction, annualRate: Rate, periods: number): Fraction {
  const one = instalmentOfOne(annualRate, periods);
  return {
    numerator: payment.numerator * one.denominator,
    denominator: payment.denominator * one.numerator,
  };
}

/**
 * `instalmentOfOne` as a decimal with 72 decimals, for plans made set by set in SQL: round(principal × factor) there
 * is `instalment` here. It is rounded up, so that an exact half, which 1/12 cut off would miss, is still a half; the
 * excess, below 10⁻⁵⁶ fen for 10¹⁶ fen, is far less than any principal can be from its half (a test proves that for
 * the rates in use).
 */
export function instalmentFactor(annualRate: Rate, periods: number): string {
  const { numerator, denominator } = instalmentOfOne(annualRate, periods);
  const scaled = numerator * 10n ** BigInt(FACTOR_DECIMALS);
  const digits = ((scaled + denominator - 1n) / denominator).toString().padStart(FACTOR_DECIMALS + 1, '0');
  return `${digits.slice(0, -FACTOR_DECIMALS)}.${digits.slice(-FACTOR_DECIMALS)}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
