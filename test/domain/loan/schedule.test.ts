import fc from 'fast-check';
import { type Fen, fen, parseYuan, sumFen, yuan } from '../../../src/kernel/money';
import { parseRate, type Rate } from '../../../src/kernel/rate';
import { instalment } from '../../../src/modules/loan/domain/plan/instalment';
import {
  lastNoOf,
  planOf,
  type PlanSegment,
  rowAt,
} from '../../../src/modules/loan/domain/plan/plan-segment';
import { balanceAfter, prepaymentEffect } from '../../../src/modules/loan/domain/plan/prepayment';
import type { RepaymentMethod } from '../../../src/modules/loan/domain/plan/repayment-method';
import { scheduleOf } from '../../../src/modules/loan/domain/plan/schedule';
import { equalInstalment } from './model/equal-instalment';

const plan = (method: RepaymentMethod, principal: string, rate: string, periods: number): PlanSegment =>
  planOf({ method, fromNo: 1, periods, startBalance: parseYuan(principal), annualRate: parseRate(rate) });
const payments = (of: PlanSegment): string[] => scheduleOf(of).rows.map(({ payment }) => yuan(payment));

const anyMethod = fc.constantFrom<RepaymentMethod>('01', '02');
const anyPrincipal = fc.bigInt({ min: 100_000n, max: 200_000_000n }).map(fen);
const anyRate = fc.bigInt({ min: 0n, max: 24_000_000n }).map((units) => units as Rate);
const anyPeriods = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(120, 240, 359, 360));
const anyPlan = fc
  .record({ method: anyMethod, startBalance: anyPrincipal, annualRate: anyRate, periods: anyPeriods })
  .map((terms) => planOf({ ...terms, fromNo: 1 }));

describe('a repayment schedule', () => {
  test('repays the principal and no fen more, ends at zero, and has nothing below zero', () => {
    fc.assert(
      fc.property(anyPlan, (of) => {
        const { rows, totalInterest, totalPayment } = scheduleOf(of);
        expect(sumFen(rows.map(({ principal }) => principal))).toBe(of.startBalance);
        expect(rows.at(-1)?.balance).toBe(0n);
        expect(rows.every((row) => row.principal >= 0n && row.interest >= 0n && row.balance >= 0n)).toBe(
          true,
        );
        expect(rows.every((row) => row.payment === row.principal + row.interest)).toBe(true);
        expect(totalPayment).toBe(of.startBalance + totalInterest);
        expect(rows.length).toBeLessThanOrEqual(of.periods);
      }),
    );
  });

  test('of equal instalments pays the same every month but the last', () => {
    fc.assert(
      fc.property(anyPrincipal, anyRate, anyPeriods, (startBalance, annualRate, periods) => {
        const of = planOf({ method: '01', fromNo: 1, periods, startBalance, annualRate });
        const { rows } = scheduleOf(of);
        expect(rows.slice(0, -1).every(({ payment }) => payment === of.instalment)).toBe(true);
        expect(of.instalment).toBe(equalInstalment(startBalance, annualRate, periods));
      }),
    );
  });

  test('of equal principal repays the same principal every month but the last, with ever less interest', () => {
    fc.assert(
      fc.property(anyPrincipal, anyRate, anyPeriods, (startBalance, annualRate, periods) => {
        const of = planOf({ method: '02', fromNo: 1, periods, startBalance, annualRate });
        const { rows } = scheduleOf(of);
        expect(rows.slice(0, -1).every(({ principal }) => principal === of.instalment)).toBe(true);
        expect(rows.every((row, index) => index === 0 || row.interest <= rows[index - 1]!.interest)).toBe(
          true,
        );
      }),
    );
  });

  test.each<[RepaymentMethod]>([['01'], ['02']])(
    'without interest divides the principal, the last takes the rest: %s',
    (method) => {
      expect(payments(plan(method, '100.00', '0', 3))).toEqual(['33.33', '33.33', '33.34']);
      expect(payments(plan(method, '0.15', '0', 10)).slice(0, 8)).toEqual(
        Array(7).fill('0.02').concat('0.01'),
      );
    },
  );

  test('of one month is the principal and its interest', () => {
    expect(payments(plan('01', '10000.00', '0.0210', 1))).toEqual(['10017.50']);
    expect(payments(plan('02', '10000.00', '0.0210', 1))).toEqual(['10017.50']);
  });

  test('decides ties on the exact value, half up', () => {
    // 12 % a year are 1.01 for one month: 0.50 yuan become 0.505.
    expect(instalment(parseYuan('0.50'), parseRate('0.12'), 1)).toBe(51n);
    // 100.50 × 1.01² / 2.01 = 51.005 exactly.
    expect(instalment(parseYuan('100.50'), parseRate('0.12'), 2)).toBe(5101n);
    // 1/12 of 0.06 is half a fen.
    expect(instalment(parseYuan('0.06'), parseRate('0'), 12)).toBe(1n);
    expect(instalment(parseYuan('0.05'), parseRate('0'), 12)).toBe(0n);
  });

  test('a rate of 4.9 % is a twelfth of it a month, never rounded', () => {
    const { rows } = scheduleOf(plan('01', '999999.99', '0.049', 300));
    expect(yuan(rows[0]!.interest)).toBe('4083.33');
    expect(yuan(rows[0]!.payment)).toBe('5787.79');
  });

  test('any row follows from the plan and the balance before it', () => {
    fc.assert(
      fc.property(anyPlan, fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const { rows } = scheduleOf(of);
        const index = Math.min(rows.length - 1, Math.floor(share * rows.length));
        const before = index === 0 ? of.startBalance : rows[index - 1]!.balance;
        expect(balanceAfter(of, index)).toBe(before);
        expect(rowAt(of, index + 1, before)).toEqual(rows[index]);
      }),
    );
  });

  test('needs a period, and no balance below zero', () => {
    for (const periods of [0, -1, 1.5, Number.NaN])
      for (const method of ['01', '02'] as const)
        expect(() => plan(method, '100.00', '0.0260', periods)).toThrow(RangeError);
    expect(() => plan('01', '-0.01', '0.0260', 12)).toThrow(RangeError);
    expect(scheduleOf(plan('01', '0.00', '0.0260', 12)).rows).toEqual([]);
  });
});

/** What a fen a row comes to at the last row, in fen: the end value of an annuity of one. */
function roundingOf({
  annualRate,
  periods,
}: {
  readonly annualRate: bigint;
  readonly periods: number;
}): bigint {
  const monthly = Number(annualRate) / 1e8 / 12;
  return BigInt(Math.ceil(monthly === 0 ? periods : ((1 + monthly) ** periods - 1) / monthly));
}

describe('a prepayment', () => {
  const ofSeven = (method: RepaymentMethod): PlanSegment => plan(method, '700000.00', '0.0260', 360);
  const effect = (method: RepaymentMethod, mode: 'reduce-instalment' | 'reduce-term') => {
    const {
      plan: next,
      rows,
      interestSaved,
      balanceAfter: left,
    } = prepaymentEffect(ofSeven(method), 24, parseYuan('100000.00'), mode);
    return [yuan(left), yuan(next.instalment), rows.length, yuan(rows.at(-1)!.payment), yuan(interestSaved)];
  };

  test('of equal principal keeps the term with less principal, or the principal with fewer months', () => {
    const lower = ['553333.44', '1646.83', 336, '1648.96', '36509.45'];
    expect(effect('02', 'reduce-instalment')).toEqual(lower);
    const shorter = ['553333.44', '1944.44', 285, '1114.89', '67336.56'];
    expect(effect('02', 'reduce-term')).toEqual(shorter);
  });

  test('saves more interest when it shortens the term, and never costs any', () => {
    fc.assert(
      fc.property(
        anyPlan.filter(({ periods }) => periods > 2),
        fc.integer({ min: 1, max: 999 }),
        (of, share) => {
          const before = balanceAfter(of, 1);
          const amount = fen((before * BigInt(share)) / 1000n);
          fc.pre(amount > 100n && amount < before);
          const lower = prepaymentEffect(of, 1, amount, 'reduce-instalment');
          const shorter = prepaymentEffect(of, 1, amount, 'reduce-term');
          expect(shorter.rows.length).toBeLessThanOrEqual(lower.rows.length);
          expect(lastNoOf(shorter.plan)).toBe(shorter.rows.at(-1)!.no);
          // Rounding is all that may be between them: a fen a row of either plan, which bears interest to the last row.
          expect(shorter.interestSaved >= lower.interestSaved - 2n * roundingOf(of)).toBe(true);
          expect(lower.interestSaved >= -2n * roundingOf(of)).toBe(true);
          expect(sumFen(shorter.rows.map(({ principal }) => principal))).toBe(before - amount);
        },
      ),
    );
  });

  test.each(['0.00', '668361.67', '700000.00'])(
    'of %s is none: a part is above zero and below the balance',
    (amount) => {
      const part: Fen = parseYuan(amount);
      expect(() => prepaymentEffect(ofSeven('01'), 24, part, 'reduce-term')).toThrow(RangeError);
    },
  );
});
