import { fen } from './money';
import type { Fen } from './money';
import { divideHalfUp } from './rounding';

declare const rateBrand: unique symbol;

/** An exact, non-negative decimal such as an interest rate or a contribution ratio, in units of 10⁻⁸. */
export type Rate = bigint & { readonly [rateBrand]: 'Rate' };

/** How many units make the rate 1. */
export const RATE_SCALE = 100_000_000n;

const DECIMALS = 8;
const RATE = /^\d{1,4}(?:\.\d{1,8})?$/;

/** A text that is not a non-negative decimal with at most eight decimals. */
export class RateFormatError extends Error {
  override readonly name = 'RateFormatError';
  constructor() {
    super('not a rate: up to four digits, then at most eight decimals, like 0.0260');
  }
}

/**
 * Reads a rate or ratio: '0.0150' → 1 500 000 units.
 * @throws RateFormatError on a sign, an exponent, a percent sign, more than eight decimals or a JSON number.
 */
export function parseRate(text: string): Rate {
  if (typeof text !== 'string' || !RATE.test(text)) throw new RateFormatError();
  const [whole = '0', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(DECIMALS, '0')) as Rate;
}

/** Writes a rate with as many decimals as it needs and at least `minimumDecimals`: '0.0260', with 2: '0.026'. */
export function formatRate(rate: Rate, minimumDecimals = 4): string {
  const digits = rate.toString().padStart(DECIMALS + 1, '0');
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, '').padEnd(minimumDecimals, '0');
  const whole = digits.slice(0, -DECIMALS);
  return decimals === '' ? whole : `${whole}.${decimals}`;
}

/**
 * amount × rate, rounded once, half up, to a multiple of `roundTo` (1 fen, 100 fen for whole yuan).
 * @throws RangeError when `roundTo` is not positive.
 */
export function applyRate(amount: Fen, rate: Rate, roundTo: Fen): Fen {
  if (roundTo <= 0n) throw new RangeError('the rounding unit must be positive');
  return fen(divideHalfUp(amount * rate, RATE_SCALE * roundTo) * roundTo);
}
