import fc from 'fast-check';
import { fen } from '../../../src/kernel/money';
import { parseRate, type Rate } from '../../../src/kernel/rate';
import {
  instalment,
  instalmentFactor,
  instalmentOfOne,
} from '../../../src/modules/loan/domain/plan/instalment';
import { parametersOn } from '../../../src/modules/policy';

/** More than any loan: ten thousand thousand million yuan, in fen. */
const MOST_FEN = 10n ** 15n;

/** What PostgreSQL's round(principal * factor) is: exact, then half away from zero. */
function rounded(principal: bigint, factor: string): bigint {
  const [whole = '', decimals = ''] = factor.split('.');
  const scale = 10n ** BigInt(decimals.length);
  return (2n * principal * BigInt(whole + decimals) + scale) / (2n * scale);
}

/**
 * The least that a multiple Q·f, 0 < Q ≤ most, is away from a whole number unless it is one: no Q below the next
 * denominator of the continued fraction of f comes nearer than its convergent (Lagrange).
 */
function nearestMiss(
  numerator: bigint,
  denominator: bigint,
  most: bigint,
): { numerator: bigint; denominator: bigint } {
  let [a, b] = [numerator, denominator];
  let [q, qBefore] = [0n, 1n];
  let miss = denominator;
  for (;;) {
    if (b === 0n) return { numerator: miss, denominator };
    const part = a / b;
    [a, b] = [b, a % b];
    [q, qBefore] = [part * q + qBefore, q];
    // |q·numerator − p·denominator| of this convergent is the remainder that is left.
    if (q > most) return { numerator: miss, denominator };
    if (b > 0n) miss = b;
  }
}

const ratesInUse = [
  ...new Set((parametersOn('2026-11-21').raw('loan.rates') as string[][]).flatMap(([, ...rates]) => rates)),
].map(parseRate);

describe('the factor with which instalments are planned in SQL', () => {
  test('gives the same instalment as the domain, for any principal, rate and term', () => {
    const anyRate = fc.bigInt({ min: 0n, max: 24_000_000n }).map((units) => units as Rate);
    const anyPrincipal = fc.bigInt({ min: 1n, max: MOST_FEN });
    fc.assert(
      fc.property(anyPrincipal, anyRate, fc.integer({ min: 1, max: 360 }), (principal, rate, periods) => {
        expect(rounded(principal, instalmentFactor(rate, periods))).toBe(
          instalment(fen(principal), rate, periods),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('keeps exact halves: a twelfth of 6 fen is half a fen, and rounds up', () => {
    expect(rounded(6n, instalmentFactor(parseRate('0'), 12))).toBe(1n);
    expect(rounded(5n, instalmentFactor(parseRate('0'), 12))).toBe(0n);
    expect(rounded(50n, instalmentFactor(parseRate('0.12'), 1))).toBe(51n);
    expect(rounded(10_050n, instalmentFactor(parseRate('0.12'), 2))).toBe(5_101n);
  });

  test('has more than sixty right digits', () => {
    const factor = instalmentFactor(parseRate('0.0260'), 360);
    expect(factor).toMatch(/^0\.00400\d{67}$/);
    const { numerator, denominator } = instalmentOfOne(parseRate('0.0260'), 360);
    const digits = BigInt(factor.slice(2));
    const excess = digits * denominator - numerator * 10n ** 72n;
    expect(excess >= 0n && excess < denominator).toBe(true);
  });

  test('is proven for every rate in use, every term and every principal up to 10¹⁵ fen', () => {
    expect(ratesInUse.length).toBeGreaterThan(8);
    const unproven = ratesInUse.flatMap((rate) =>
      Array.from({ length: 360 }, (_, index) => index + 1).filter((periods) => {
        const one = instalmentOfOne(rate, periods);
        // A principal P is near a half when 2·P·f is near a whole number. The factor exceeds f by less than 10⁻⁷².
        const miss = nearestMiss(one.numerator, one.denominator, 2n * MOST_FEN);
        return 2n * MOST_FEN * miss.denominator >= miss.numerator * 10n ** 72n;
      }),
    );
    expect(unproven).toEqual([]);
  }, 120_000);

  test('the proof would find digits that are too few', () => {
    const { numerator, denominator } = instalmentOfOne(parseRate('0.0260'), 360);
    const miss = nearestMiss(numerator, denominator, 2n * MOST_FEN);
    // With 16 decimals the excess can be greater than the nearest miss.
    expect(2n * MOST_FEN * miss.denominator >= miss.numerator * 10n ** 16n).toBe(true);
    expect(miss.numerator > 0n).toBe(true);
  });
});
