import { nearest } from './round';

/** A year's rate is written in units of 10⁻⁸; a month's is a twelfth. */
const MONTHLY = 1_200_000_000n;

/**
 * The equal instalment from its meaning, not from its formula: the balance is a straight line in the instalment A,
 * balance = a − b·A. Each month multiplies it by 1 + r and takes A; after n months it is zero.
 */
export function equalInstalment(principal: bigint, rate: bigint, periods: number): bigint {
  let a = principal;
  let b = 0n;
  let scale = 1n;
  for (let month = 0; month < periods; month += 1) {
    a *= MONTHLY + rate;
    b *= MONTHLY + rate;
    scale *= MONTHLY;
    b += scale;
  }
  return nearest(a, b);
}
