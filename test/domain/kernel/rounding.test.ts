import fc from 'fast-check';
import { divideDown, divideHalfUp } from '../../../src/kernel/rounding';

describe('F56: rounding half up', () => {
  test.each([
    [4n, 2n, 2n],
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-1n, 3n, 0n],
    [-2n, 3n, -1n],
    [0n, 7n, 0n],
    [499_999_999_999_999_999n, 1_000_000_000_000_000_000n, 0n],
    [500_000_000_000_000_000n, 1_000_000_000_000_000_000n, 1n],
  ])('%s / %s is %s: a tie goes away from zero', (numerator, denominator, expected) => {
    expect(divideHalfUp(numerator, denominator)).toBe(expected);
  });

  test('is never more than half a unit away from the exact value, and a tie never lies closer to zero', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (numerator, denominator) => {
        fc.pre(denominator !== 0n);
        const abs = (value: bigint): bigint => (value < 0n ? -value : value);
        const error = abs(numerator) - abs(divideHalfUp(numerator, denominator)) * abs(denominator);
        expect(2n * error < abs(denominator)).toBe(true);
        expect(-2n * error <= abs(denominator)).toBe(true);
      }),
    );
  });

  test('division by zero is an error', () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
    expect(() => divideDown(1n, 0n)).toThrow(RangeError);
  });
});

test.each([
  [7n, 2n, 3n],
  [-7n, 2n, -3n],
  [999n, 1000n, 0n],
  [1000n, 1000n, 1n],
])('rounding down cuts the rest off towards zero: %s / %s is %s', (numerator, denominator, expected) => {
  expect(divideDown(numerator, denominator)).toBe(expected);
});
