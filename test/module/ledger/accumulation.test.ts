import fc from 'fast-check';
import { addDays, compareDays, daysBetween, parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import { interestOf, type Movement } from '../../../src/modules/ledger/domain/interest';
import { InterestRateTable } from '../../../src/modules/ledger/domain/interest-rate-table';
import { BooksUnderTest, OPENED, TODAY } from './books-under-test';

let books: BooksUnderTest;

beforeAll(async () => {
  books = await BooksUnderTest.start();
});
afterAll(() => books.stop());

const rates = new InterestRateTable([{ from: parseDay('2016-02-21'), annual: parseRate('0.0150') }]);

/** Σ of end-of-day balances before `to`, by the pure reckoning; movements of that day and later do not count yet. */
function pureSum(movements: readonly Movement[], to: string): bigint {
  const before = movements.filter(({ on }) => on < to);
  const lastDay = addDays(parseDay(to), -1);
  return interestOf({ opening: fen(0n), movements: before, from: OPENED, lastDay, rates }).accumulation;
}

/** Every day on its own. */
function dayByDay(movements: readonly Movement[], to: string): bigint {
  let sum = 0n;
  for (let day = OPENED; day < to; day = addDays(day, 1))
    sum += movements.filter(({ on }) => on <= day).reduce((total, { amount }) => total + amount, 0n);
  return sum;
}

describe('the accumulation of a member’s row', () => {
  it('counts a credit from its day on and a debit until the day before', async () => {
    const member = await books.member(0n);
    await books.credit(member, 100n, '2026-07-11');
    expect(await books.balance(member)).toMatchObject({ accumulation: 0n, accumulatedTo: '2026-07-11' });
    await books.debit(member, 40n, '2026-07-21');
    expect(await books.balance(member)).toMatchObject({ accumulation: 1000n, accumulatedTo: '2026-07-21' });
    await books.credit(member, 1n, '2026-07-31');
    expect(await books.balance(member)).toMatchObject({ accumulation: 1600n, accumulatedTo: '2026-07-31' });
  });

  it('a debit told late is valued at the bank’s day, not at ours', async () => {
    const member = await books.member(0n);
    await books.credit(member, 100n, '2026-07-01');
    await books.credit(member, 1n, '2026-07-31');
    await books.debit(member, 50n, '2026-07-21');
    expect(await books.balance(member)).toMatchObject({
      accumulation: 100n * 30n - 50n * 10n,
      accumulatedTo: '2026-07-31',
    });
  });

  it('equals the sum day by day after any movements, booked late or valued ahead', async () => {
    const span = daysBetween(OPENED, addDays(TODAY, 20));
    const movement = fc.record({
      offset: fc.integer({ min: 0, max: span }),
      amount: fc.bigInt({ min: 1n, max: 5_000_000n }),
      isDebit: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(movement, { minLength: 1, maxLength: 14 }), async (wanted) => {
        const member = await books.member(0n);
        const booked: Movement[] = [];
        let balance = 0n;
        for (const { offset, amount, isDebit } of wanted) {
          const on = addDays(OPENED, offset);
          const taken = isDebit && amount > balance ? balance : amount;
          if (taken === 0n) continue;
          if (isDebit) await books.debit(member, taken, on);
          else await books.credit(member, taken, on);
          booked.push({ on, amount: fen(isDebit ? -taken : taken) });
          balance += isDebit ? -taken : taken;
        }
        const row = await books.balance(member);
        const latest =
          booked
            .map(({ on }) => on)
            .sort(compareDays)
            .at(-1) ?? OPENED;
        expect(row).toMatchObject({
          postedFen: balance,
          accumulatedTo: latest,
          version: BigInt(booked.length),
        });
        expect(row.accumulation).toBe(pureSum(booked, row.accumulatedTo));
        expect(row.accumulation).toBe(dayByDay(booked, row.accumulatedTo));
      }),
      { numRuns: 50 },
    );
    expect(await books.breaches()).toEqual([]);
  }, 60_000);

  it('is the same however rivals take turns', async () => {
    const member = await books.member(0n, 1_000_000n);
    const days = Array.from({ length: 60 }, (_, n) => addDays(OPENED, (n * 37) % 140));
    await Promise.all(
      days.map((on, n) => (n % 3 === 0 ? books.debit(member, 1000n, on) : books.credit(member, 700n, on))),
    );
    const booked = [
      { on: OPENED, amount: fen(1_000_000n) },
      ...days.map((on, n) => ({ on, amount: fen(n % 3 === 0 ? -1000n : 700n) })),
    ];
    const row = await books.balance(member);
    expect(row.accumulation).toBe(dayByDay(booked, row.accumulatedTo));
  });
});
