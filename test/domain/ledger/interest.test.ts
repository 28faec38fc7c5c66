import fc from 'fast-check';
import { addDays, daysBetween, parseDay } from '../../../src/kernel/calendar';
import type { Day } from '../../../src/kernel/calendar';
import { fen, parseYuan, sumFen, yuan } from '../../../src/kernel/money';
import type { Fen } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import type { Rate } from '../../../src/kernel/rate';
import {
  AccumulationOrderError,
  advance,
  move,
  numeratorOf,
  openAccumulation,
} from '../../../src/modules/ledger/domain/accumulation';
import type { Accumulation } from '../../../src/modules/ledger/domain/accumulation';
import {
  interestFrom,
  interestOf,
  InterestPeriodError,
  settle,
} from '../../../src/modules/ledger/domain/interest';
import type { Movement } from '../../../src/modules/ledger/domain/interest';
import { InterestRateError, InterestRateTable } from '../../../src/modules/ledger/domain/interest-rate-table';

const day = parseDay;
const movement = (on: string, amount: string): Movement => ({ on: day(on), amount: parseYuan(amount) });
const table = (...rates: [from: string, annual: string][]): InterestRateTable =>
  new InterestRateTable(rates.map(([from, annual]) => ({ from: day(from), annual: parseRate(annual) })));

const oneRate = table(['2016-02-21', '0.0150']);
const changedOnNewYear = table(['2016-02-21', '0.0150'], ['2026-01-01', '0.0130']);

function interest(
  opening: string,
  movements: Movement[],
  from: string,
  lastDay: string,
  rates = oneRate,
): { accumulation: string; interest: string; principal: string; after: string } {
  const result = interestOf({
    opening: parseYuan(opening),
    movements,
    from: day(from),
    lastDay: day(lastDay),
    rates,
  });
  return {
    accumulation: yuan(fen(result.accumulation)),
    interest: yuan(result.interest),
    principal: yuan(result.principal),
    after: yuan(result.after),
  };
}

describe("interest of a member's account", () => {
  test('a common year has 365 days and a leap year 366, over 360', () => {
    expect(interest('10000.00', [], '2025-07-01', '2026-06-30').interest).toBe('152.08');
    expect(interest('10000.00', [], '2023-07-01', '2024-06-30').interest).toBe('152.50');
  });

  test('a credit earns from its day, a debit stops earning on its day', () => {
    expect(interest('0.00', [movement('2026-06-30', '24000.00')], '2025-07-01', '2026-06-30')).toEqual({
      accumulation: '24000.00',
      interest: '1.00',
      principal: '24000.00',
      after: '24001.00',
    });
    expect(interest('24000.00', [movement('2025-07-02', '-24000.00')], '2025-07-01', '2026-06-30')).toEqual({
      accumulation: '24000.00',
      interest: '1.00',
      principal: '0.00',
      after: '1.00',
    });
    expect(
      interest('24000.00', [movement('2025-07-01', '-24000.00')], '2025-07-01', '2026-06-30').interest,
    ).toBe('0.00');
  });

  test('in and out on one day earns nothing, in whatever order it is told', () => {
    const inAndOut = [movement('2026-02-01', '20000.00'), movement('2026-02-01', '-20000.00')];
    expect(interest('0.00', inAndOut, '2025-07-01', '2026-06-30').accumulation).toBe('0.00');
    expect(interest('0.00', inAndOut.reverse(), '2025-07-01', '2026-06-30').accumulation).toBe('0.00');
  });

  test('is rounded once, half up, on the exact value', () => {
    // 120 yuan for one day at 1.5 % are exactly 0.5 fen.
    expect(interest('120.00', [], '2026-06-30', '2026-06-30').interest).toBe('0.01');
    expect(interest('119.99', [], '2026-06-30', '2026-06-30').interest).toBe('0.00');
    // 0.375 fen and 0.325 fen: rounded once they make 0.01, rounded each they would make nothing.
    expect(interest('90.00', [], '2025-12-31', '2026-01-01', changedOnNewYear).interest).toBe('0.01');
  });

  test('a rate applies from its day inclusive', () => {
    expect(interest('240000.00', [], '2025-12-31', '2025-12-31', changedOnNewYear).interest).toBe('10.00');
    expect(interest('360000.00', [], '2026-01-01', '2026-01-01', changedOnNewYear).interest).toBe('13.00');
    expect(interest('10000.00', [], '2025-07-01', '2026-06-30', changedOnNewYear).interest).toBe('142.03');
  });

  test('a period without a day earns nothing, a reversed one is an error', () => {
    expect(interest('10000.00', [], '2026-03-20', '2026-03-19')).toEqual({
      accumulation: '0.00',
      interest: '0.00',
      principal: '10000.00',
      after: '10000.00',
    });
    expect(() => interest('10000.00', [], '2026-03-20', '2026-03-18')).toThrow(InterestPeriodError);
  });

  test.each(['2025-06-30', '2026-07-01'])('a movement outside the period is an error: %s', (on) => {
    expect(() => interest('10000.00', [movement(on, '1.00')], '2025-07-01', '2026-06-30')).toThrow(
      InterestPeriodError,
    );
  });

  test('days without a rate are an error, never a rate of zero', () => {
    const late = table(['2026-01-01', '0.0130']);
    expect(() => interest('10000.00', [], '2025-12-31', '2026-06-30', late)).toThrow(InterestRateError);
    expect(() => interest('10000.00', [], '2025-07-01', '2025-12-31', table())).toThrow(InterestRateError);
    expect(interest('10000.00', [], '2026-01-01', '2026-06-30', late).interest).toBe('65.36');
  });

  test('two rates from the same day are an error', () => {
    expect(() => table(['2026-01-01', '0.0130'], ['2016-02-21', '0.0150'], ['2026-01-01', '0.0120'])).toThrow(
      InterestRateError,
    );
  });
});

describe('the accumulation an account keeps', () => {
  const opened = openAccumulation(parseYuan('10000.00'), day('2025-07-01'));

  test('counts the days since the last movement, at most once each', () => {
    const later = advance(opened, day('2025-07-15'), oneRate);
    expect(later).toEqual({ ...opened, openFenDays: 14_000_000n, accumulatedTo: '2025-07-15' });
    expect(advance(later, day('2025-07-15'), oneRate)).toEqual(later);
    expect(() => advance(later, day('2025-07-14'), oneRate)).toThrow(AccumulationOrderError);
  });

  test('closes its segment on the day a rate changes, not before', () => {
    const eve = advance(opened, day('2025-12-31'), changedOnNewYear);
    expect(eve).toMatchObject({ openFenDays: 183_000_000n, closedNumerator: 0n });
    const newYear = advance(eve, day('2026-01-01'), changedOnNewYear);
    expect(newYear).toMatchObject({ openFenDays: 0n, closedNumerator: 184_000_000n * 1_500_000n });
    expect(advance(newYear, day('2026-01-02'), changedOnNewYear)).toMatchObject({
      openFenDays: 1_000_000n,
      closedNumerator: 184_000_000n * 1_500_000n,
    });
  });

  test('settled on 30 June, the interest is principal and earns from 1 July', () => {
    const { interest: earned, after } = settle(opened, day('2026-06-30'), oneRate);
    expect(yuan(earned)).toBe('152.08');
    expect(after).toEqual(openAccumulation(parseYuan('10152.08'), day('2026-07-01')));
    expect(yuan(settle(after, day('2027-06-30'), oneRate).interest)).toBe('154.40');
  });

  test('cannot be settled for a day that a movement has passed already', () => {
    const moved = move(opened, parseYuan('1.00'), day('2026-07-02'), oneRate);
    expect(() => settle(moved, day('2026-06-30'), oneRate)).toThrow(AccumulationOrderError);
    expect(settle(moved, day('2026-07-01'), oneRate).after.accumulatedTo).toBe('2026-07-02');
  });

  test('interest of a numerator is rounded once, half up', () => {
    const half = 18_000_000_000n;
    expect(interestFrom(half)).toBe(1n);
    expect(interestFrom(half - 1n)).toBe(0n);
    expect(interestFrom(-half)).toBe(-1n);
  });
});

describe('the accumulation equals the sum day by day', () => {
  const from = day('2025-07-01');
  const end = day('2026-07-01');
  const length = daysBetween(from, end);

  const rateChanges = fc.uniqueArray(
    fc.record({
      offset: fc.integer({ min: 0, max: length + 5 }),
      units: fc.bigInt({ min: 0n, max: 5_000_000n }),
    }),
    { selector: ({ offset }) => offset, maxLength: 5 },
  );
  const movements = fc.array(
    fc.record({
      offset: fc.integer({ min: 0, max: length - 1 }),
      amount: fc.bigInt({ min: -10_000_000n, max: 10_000_000n }),
    }),
    { maxLength: 40 },
  );
  const world = fc.record({
    opening: fc.bigInt({ min: 0n, max: 100_000_000n }),
    movements: movements.map((list) =>
      list.map(({ offset, amount }): Movement => ({ on: addDays(from, offset), amount: fen(amount) })),
    ),
    rates: rateChanges.map((list) => [
      { from: day('2016-02-21'), annual: parseRate('0.0150') },
      ...list.map(({ offset, units }) => ({ from: addDays(from, offset), annual: units as Rate })),
    ]),
  });

  /** Every day on its own: its end balance, times the rate of that day. */
  function dayByDay(
    opening: bigint,
    moved: readonly Movement[],
    rates: readonly { from: Day; annual: Rate }[],
  ): { accumulation: bigint; numerator: bigint } {
    let accumulation = 0n;
    let numerator = 0n;
    for (let on = from; on < end; on = addDays(on, 1)) {
      const balance = opening + sumFen(moved.filter((row) => row.on <= on).map((row) => row.amount));
      const rate = rates.filter((row) => row.from <= on).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
      accumulation += balance;
      numerator += balance * (rate?.annual ?? 0n);
    }
    return { accumulation, numerator };
  }

  function keep(opening: bigint, inOrder: readonly Movement[], rates: InterestRateTable): Accumulation {
    const start = openAccumulation(fen(opening), from);
    return inOrder.reduce((state, { amount, on }) => move(state, amount, on, rates), start);
  }

  test('for movements booked in the order of their days, under changing rates', () => {
    fc.assert(
      fc.property(world, ({ opening, movements: moved, rates }) => {
        const rateTable = new InterestRateTable(rates);
        const inOrder = [...moved].sort((a, b) => (a.on < b.on ? -1 : 1));
        const state = advance(keep(opening, inOrder, rateTable), end, rateTable);
        const expected = dayByDay(opening, moved, rates);
        expect(numeratorOf(state, rateTable)).toBe(expected.numerator);
        expect(
          interestOf({
            opening: fen(opening),
            movements: moved,
            from,
            lastDay: addDays(end, -1),
            rates: rateTable,
          }),
        ).toMatchObject({ accumulation: expected.accumulation, interest: interestFrom(expected.numerator) });
      }),
      { numRuns: 150 },
    );
  });

  test('for movements booked late, by their value dates, in any order', () => {
    fc.assert(
      fc.property(world, ({ opening, movements: moved, rates }) => {
        const rateTable = new InterestRateTable(rates);
        const state = advance(keep(opening, moved, rateTable), end, rateTable);
        expect(numeratorOf(state, rateTable)).toBe(dayByDay(opening, moved, rates).numerator);
        expect(state.balance).toBe(opening + sumFen(moved.map(({ amount }): Fen => amount)));
      }),
      { numRuns: 150 },
    );
  });
});
