import fc from 'fast-check';
import { addDays, daysBetween, type Day } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseDay } from '../../../src/kernel/calendar';
import { parseRate } from '../../../src/kernel/rate';
import { InterestRateTable } from '../../../src/modules/ledger';
import { BooksUnderTest, OPENED, TODAY } from './books-under-test';

let books: BooksUnderTest;
let expense = 0n;

beforeAll(async () => {
  books = await BooksUnderTest.start();
  expense = await books.run((tx) => books.ledger.leafOf(tx, '41101'));
});
afterAll(() => books.stop());
afterEach(async () => {
  expect(await books.breaches()).toEqual([]);
});

const rates = new InterestRateTable([{ from: parseDay('2016-02-21'), annual: parseRate('0.0150') }]);

interface Placed {
  readonly caseId: string;
  readonly interestFen: bigint;
  readonly principalFen: bigint;
  readonly fenDays: bigint;
}

/** Approval on a day: terms worked out under the account's lock and fixed on the hold. */
function approve(accountId: bigint, on: Day): Promise<Placed> {
  return books.run(async (tx) => {
    await books.ledger.balanceOf(tx, accountId, { lock: true });
    const terms = await books.ledger.closingTermsOf(tx, accountId, on, rates);
    if (!terms) throw new Error('no such account');
    const caseId = newId();
    await books.ledger.placeClosing(tx, { accountId, personId: newId(), caseId, reason: '03', terms });
    return { ...terms, caseId };
  });
}

/** The bank has paid: voucher valued at the day fixed, and the days paid for taken off. Returns what is left. */
function settle({ caseId }: Placed): Promise<bigint> {
  return books.run(async (tx) => {
    const closing = await books.ledger.closingOfCase(tx, caseId);
    if (!closing) throw new Error('no such closing');
    const { accountId, amountFen, interestFen, valueDate } = closing;
    await books.ledger.endHold(tx, closing.id, 'settled');
    const journal = { kind: 'closing', sourceId: caseId, businessDate: TODAY, valueDate };
    await books.ledger.post(tx, journal, [
      { accountId, side: 'D', amountFen },
      ...(interestFen > 0n ? [{ accountId: expense, side: 'D', amountFen: interestFen } as const] : []),
      { accountId: books.bank, side: 'C', amountFen: amountFen + interestFen },
    ]);
    return books.ledger.takePaidAccumulation(tx, closing);
  });
}

/** The bank gave it back: as the room of withdrawals restores it. */
function restore({ caseId }: Placed): Promise<bigint> {
  return books.run(async (tx) => {
    const closing = await books.ledger.closingOfCase(tx, caseId);
    if (!closing) throw new Error('no such closing');
    const { accountId, amountFen, interestFen, valueDate } = closing;
    const carriedFen = await books.ledger.carriedOf(tx, { kind: 'closing', sourceId: caseId, accountId });
    const journal = { kind: 'closing-restored', sourceId: caseId, businessDate: TODAY, valueDate };
    await books.ledger.post(tx, journal, [
      { accountId: books.bank, side: 'D', amountFen: amountFen + interestFen },
      { accountId, side: 'C', amountFen, carriedFen: carriedFen ?? 0n },
      ...(interestFen > 0n ? [{ accountId: expense, side: 'C', amountFen: interestFen } as const] : []),
    ]);
    const balance = await books.ledger.putBackAccumulation(tx, closing);
    await books.ledger.endHold(tx, closing.id, 'returned');
    return balance;
  });
}

interface Move {
  readonly on: Day;
  readonly amount: bigint;
}

/** End-of-day balances of every day before `to`, each on its own: the sum that interest is paid on. */
function dayByDay(moves: readonly Move[], to: Day): bigint {
  let sum = 0n;
  for (let day = OPENED; day < to; day = addDays(day, 1))
    sum += moves.filter(({ on }) => on <= day).reduce((total, { amount }) => total + amount, 0n);
  return sum;
}

/** Rounded once, half up, to a fen. */
const interestOn = (fenDays: bigint): bigint => (fenDays * 15n * 2n + 360_000n) / 720_000n;

describe('the terms of a closing', () => {
  it('pay interest to the day before, and the balance in full', async () => {
    const member = await books.member(1_000_000n, 440_000n);
    const terms = await approve(member, addDays(OPENED, 100));
    expect(terms).toMatchObject({
      principalFen: 1_440_000n,
      interestFen: 6000n,
      valueDate: addDays(OPENED, 100),
      fenDays: 144_000_000n,
    });
    expect(await books.parts(member)).toEqual([1_000_000n, 440_000n, 1_440_000n]);
    expect(await settle(terms)).toBe(0n);
    expect(await books.balance(member)).toMatchObject({ postedFen: 0n, heldFen: 0n, accumulation: 0n });
  });

  it('start where a movement is valued ahead', async () => {
    const member = await books.member(0n, 100n);
    await books.credit(member, 5n, addDays(TODAY, 3));
    expect(await approve(member, TODAY)).toMatchObject({ valueDate: addDays(TODAY, 3), principalFen: 105n });
  });

  it('hold the whole balance, so that nothing else can take it', async () => {
    const member = await books.member(0n, 100n);
    await approve(member, TODAY);
    await expect(books.debit(member, 1n)).rejects.toMatchObject({ constraint: 'held_within_balance' });
  });

  it('given back leave the row as it was before, carried-over part and days included', async () => {
    const member = await books.member(70n, 30n);
    await books.credit(member, 7n, addDays(OPENED, 10));
    const before = await books.balance(member);
    const terms = await approve(member, addDays(OPENED, 40));
    await settle(terms);
    expect(await restore(terms)).toBe(107n);
    const after = await books.balance(member);
    expect([after.carriedFen, after.currentFen, after.heldFen]).toEqual([
      before.carriedFen,
      before.currentFen,
      0n,
    ]);
    const again = await approve(member, addDays(OPENED, 40));
    expect([again.fenDays, again.interestFen]).toEqual([terms.fenDays, terms.interestFen]);
  });
});

describe('a closing and what follows it', () => {
  const span = daysBetween(OPENED, TODAY);
  const move = fc.record({
    offset: fc.integer({ min: 0, max: span }),
    amount: fc.bigInt({ min: 1n, max: 50_000_000n }),
    isDebit: fc.boolean(),
  });
  const late = fc.record({
    offset: fc.integer({ min: 0, max: span + 20 }),
    amount: fc.bigInt({ min: 1n, max: 9_000_000n }),
  });

  it('pay, together, interest on every day once: what came between approval and payment included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(move, { minLength: 1, maxLength: 10 }),
        fc.array(late, { maxLength: 4 }),
        fc.integer({ min: 0, max: 20 }),
        fc.boolean(),
        async (wanted, lateOnes, wait, comesBack) => {
          const member = await books.member(0n);
          const moves: Move[] = [];
          let balance = 0n;
          for (const { offset, amount, isDebit } of [...wanted].sort((a, b) => a.offset - b.offset)) {
            const on = addDays(OPENED, offset);
            const taken = isDebit && amount >= balance ? balance / 2n : amount;
            if (taken === 0n) continue;
            if (isDebit) await books.debit(member, taken, on);
            else await books.credit(member, taken, on);
            moves.push({ on, amount: isDebit ? -taken : taken });
            balance += isDebit ? -taken : taken;
          }
          fc.pre(balance > 0n);
          const first = await approve(member, TODAY);
          expect(first.principalFen).toBe(balance);
          expect(first.fenDays).toBe(dayByDay(moves, TODAY));
          expect(first.interestFen).toBe(interestOn(first.fenDays));

          const came: Move[] = [];
          for (const { offset, amount } of lateOnes) {
            const on = addDays(OPENED, offset);
            await books.credit(member, amount, on);
            came.push({ on, amount });
          }
          const lateSum = came.reduce((sum, { amount }) => sum + amount, 0n);
          expect(await settle(first)).toBe(lateSum);
          if (comesBack) {
            expect(await restore(first)).toBe(balance + lateSum);
            came.push(...moves);
          }
          if (came.length > 0) {
            const on = addDays(TODAY, 20 + wait);
            const second = await approve(member, on);
            expect(second.fenDays).toBe(dayByDay(came, on));
            expect(second.interestFen).toBe(interestOn(second.fenDays));
            expect(await settle(second)).toBe(0n);
          }
          expect(await books.balance(member)).toMatchObject({ postedFen: 0n, heldFen: 0n, accumulation: 0n });
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});

describe('the pot of a home', () => {
  const wish = (key: string, capFen: bigint) => ({ kind: 'home', key, capFen }) as const;
  const draw = (accountId: bigint, key: string, capFen: bigint, amountFen: bigint, personId = newId()) =>
    books.run(async (tx) => {
      await books.ledger.balanceOf(tx, accountId, { lock: true });
      const pot = await books.ledger.keyedPot(tx, wish(key, capFen), { lock: true });
      if (pot.takenFen + amountFen > capFen) return null;
      const hold = { accountId, personId, amountFen, kind: 'withdrawal', caseId: newId() } as const;
      return books.ledger.placeHold(tx, { ...hold, potId: pot.potId });
    });
  const taken = async (key: string, capFen: bigint) =>
    (await books.run((tx) => books.ledger.keyedPot(tx, wish(key, capFen), { lock: false }))).takenFen;

  it('is never exceeded: 200 times two spouses ask at once for 60 of 100, and one gets it', async () => {
    const [wife, husband] = [await books.member(0n, 1_000_000n), await books.member(0n, 1_000_000n)];
    for (let round = 0; round < 200; round += 1) {
      const key = `flat-${round}`;
      const got = await Promise.all([draw(wife, key, 100n, 60n), draw(husband, key, 100n, 60n)]);
      expect(got.filter((hold) => hold !== null)).toHaveLength(1);
      expect(await taken(key, 100n)).toBe(60n);
    }
  }, 60_000);

  it('is one for the home, whoever draws, and has its room again when money is given back', async () => {
    const account = await books.member(0n, 1_000_000n);
    const [one, other] = [newId(), newId()];
    const hold = await draw(account, 'shared', 100n, 70n, one);
    expect(await draw(account, 'shared', 100n, 31n, other)).toBeNull();
    expect(await draw(account, 'shared', 100n, 30n, other)).not.toBeNull();
    const pot = await books.run((tx) => books.ledger.keyedPot(tx, wish('shared', 100n), { lock: false }));
    expect(pot.draws.map(({ personId }) => personId)).toEqual([one, other]);
    await books.run((tx) => books.ledger.endHold(tx, hold!, 'released'));
    expect(await taken('shared', 100n)).toBe(30n);
    // A loan noted later lowers the cap below what is taken: no room is left, and nothing breaks.
    expect(await draw(account, 'shared', 10n, 1n)).toBeNull();
    expect(await books.count('pot', `kind = 'home' AND period = 'shared'`)).toBe(1);
  });

  it('is only looked at by a pre-check: no row is made', async () => {
    expect(await taken('unseen', 100n)).toBe(0n);
    expect(await books.count('pot', `period = 'unseen'`)).toBe(0);
  });
});
