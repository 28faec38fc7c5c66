import fc from 'fast-check';
import { addDays, type Day, parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { interestFrom } from '../../../src/modules/ledger/domain/interest';
import { type BooksUnderTest, OPENED } from './books-under-test';
import { InterestUnderTest } from './interest-under-test';

const RATES: readonly [Day, bigint][] = [
  [parseDay('2016-02-21'), 1_500_000n],
  [addDays(OPENED, 30), 1_300_000n],
  [addDays(OPENED, 80), 2_000_000n],
];

let interest: InterestUnderTest;
let books: BooksUnderTest;
let expense = 0n;

beforeAll(async () => {
  interest = await InterestUnderTest.start();
  books = interest.books;
  await interest.rate(addDays(OPENED, 30), '0.0130');
  await interest.rate(addDays(OPENED, 80), '0.0200');
  expense = await books.run((tx) => books.ledger.leafOf(tx, '41101'));
});
afterAll(() => books.stop());
afterEach(async () => {
  expect(await interest.breaches()).toEqual([]);
});

/** Numerator of a balance that stays, each day at its own rate. */
function numerator(balance: bigint, from: Day, to: Day): bigint {
  let sum = 0n;
  for (let day = from; day < to; day = addDays(day, 1))
    sum += balance * RATES.findLast(([start]) => start <= day)![1];
  return sum;
}

function approve(accountId: bigint, on: Day): Promise<{ caseId: string; interestFen: bigint }> {
  return books.run(async (tx) => {
    await books.ledger.balanceOf(tx, accountId, { lock: true });
    const terms = await books.ledger.closingTermsOf(tx, accountId, on, await books.ledger.interestRates(tx));
    const caseId = newId();
    await books.ledger.placeClosing(tx, {
      accountId,
      personId: newId(),
      caseId,
      reason: '03',
      terms: terms!,
    });
    return { caseId, interestFen: terms!.interestFen };
  });
}

/** The bank's word: paid, or given back after it was. */
function hear(caseId: string, paid: boolean): Promise<bigint> {
  return books.run(async (tx) => {
    const closing = (await books.ledger.closingOfCase(tx, caseId))!;
    const { accountId, amountFen, interestFen, valueDate } = closing;
    const [kind, side, other] = paid
      ? (['closing', 'D', 'C'] as const)
      : (['closing-restored', 'C', 'D'] as const);
    if (paid) await books.ledger.endHold(tx, closing.id, 'settled');
    await books.ledger.post(tx, { kind, sourceId: caseId, businessDate: valueDate, valueDate }, [
      { accountId, side, amountFen },
      ...(interestFen > 0n ? [{ accountId: expense, side, amountFen: interestFen } as const] : []),
      { accountId: books.bank, side: other, amountFen: amountFen + interestFen },
    ]);
    if (paid) return books.ledger.takePaidAccumulation(tx, closing);
    const left = await books.ledger.putBackAccumulation(tx, closing);
    await books.ledger.endHold(tx, closing.id, 'returned');
    return left;
  });
}

describe('a closing over a change of rate', () => {
  it('pays each day at its own rate, to the day before', async () => {
    for (const days of [29, 30, 31, 80, 81, 140]) {
      const member = await books.member(1_000_000n);
      const on = addDays(OPENED, days);
      const { caseId, interestFen } = await approve(member, on);
      expect([days, interestFen]).toEqual([days, interestFrom(numerator(1_000_000n, OPENED, on))]);
      expect(await hear(caseId, true)).toBe(0n);
      expect(await books.balance(member)).toMatchObject({ postedFen: 0n, accumulation: 0n });
    }
  });

  it('keeps every day when the rate changes between approval and the bank’s word, and when the money comes back', async () => {
    const world = fc.record({
      approved: fc.integer({ min: 1, max: 100 }),
      segmentsClosed: fc.boolean(),
      credit: fc.option(fc.integer({ min: 1, max: 120 })),
      returned: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ approved, segmentsClosed, credit, returned }) => {
        const member = await books.member(3_333_333n);
        const on = addDays(OPENED, approved);
        const { caseId, interestFen } = await approve(member, on);
        expect(interestFen).toBe(interestFrom(numerator(3_333_333n, OPENED, on)));
        if (segmentsClosed) {
          await interest.closeSegments(addDays(OPENED, 30), addDays(OPENED, 30));
          await books.db.asSuperuser('DELETE FROM interest_chunk; DELETE FROM interest_run');
        }
        if (credit !== null) await books.credit(member, 7_001n, addDays(OPENED, credit));
        expect(await hear(caseId, true)).toBe(credit === null ? 0n : 7_001n);
        if (returned) await hear(caseId, false);
        if (credit === null && !returned) {
          expect(await books.balance(member)).toMatchObject({ postedFen: 0n, accumulation: 0n });
          return;
        }
        // The next closing pays what is left: from the first day on when the money came back.
        const last = addDays(OPENED, 150);
        const again = await approve(member, last);
        const ofCredit = credit === null ? 0n : numerator(7_001n, addDays(OPENED, credit), last);
        const days = ofCredit + (returned ? numerator(3_333_333n, OPENED, last) : 0n);
        expect(again.interestFen).toBe(interestFrom(days));
        expect(await interest.breaches()).toEqual([]);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
