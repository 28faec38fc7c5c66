/**
 * Exact integer division rounded once, half up: a tie goes away from zero, so -5/2 → -3. Ties are decided on the
 * exact value.
 * @throws RangeError when the denominator is zero.
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  const doubled = 2n * (rest < 0n ? -rest : rest);
  const limit = denominator < 0n ? -denominator : denominator;
  if (doubled < limit) return quotient;
  return numerator < 0n === denominator < 0n ? quotient + 1n : quotient - 1n;
}

/**
 * Exact integer division with the rest cut off towards zero.
 * @throws RangeError when the denominator is zero.
 */
export function divideDown(numerator: bigint, denominator: bigint): bigint {
  return numerator / denominator;
}
