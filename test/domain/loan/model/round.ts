/** Nearest whole number of a non-negative fraction, a half upwards: floor(x + ½). */
export function nearest(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n || denominator <= 0n) throw new Error('the model rounds non-negative fractions');
  return (2n * numerator + denominator) / (2n * denominator);
}
