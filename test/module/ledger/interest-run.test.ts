import fc from 'fast-check';
import { addDays, type Day, daysBetween, parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { interestFrom } from '../../../src/modules/ledger/domain/interest';
import { InterestUnderTest } from './interest-under-test';
import { CENTRE } from '../platform/database-under-test';
import { leasedChunks, leasedRuns } from '../../../src/modules/ledger/store/interest-run-store';

const OPENED = parseDay('2026-07-01');
const SETTLED = parseDay('2027-06-30');
const NEXT = addDays(SETTLED, 1);
const RATES: readonly [Day, bigint][] = [
  [parseDay('2016-02-21'), 1_500_000n],
  [parseDay('2026-12-01'), 1_300_000n],
  [parseDay('2027-03-15'), 1_750_000n],
  [parseDay('2027-07-20'), 900_000n],
];

interface Booked {
  readonly amount: bigint;
  /** Value date and day of the books. */
  readonly valued: Day;
  readonly booked: Day;
}

/** Σ of end-of-day balances × the day's rate, each day on its own, over days from `from` up to, and without, `to`. */
function dayByDay(moves: readonly Booked[], from: Day, to: Day): bigint {
  let sum = 0n;
  for (let day = from; day < to; day = addDays(day, 1)) {
    const rate = RATES.findLast(([start]) => start <= day)![1];
    sum +=
      rate * moves.filter(({ valued }) => valued <= day).reduce((total, { amount }) => total + amount, 0n);
  }
  return sum;
}

/** A run starts when its 30 June is over. */
const after = (day: string): Day => addDays(parseDay(day), 1);

const rounded = (numerator: bigint): bigint =>
  numerator <= 0n ? 0n : (numerator + 18_000_000_000n) / 36_000_000_000n;

let interest: InterestUnderTest;

beforeAll(async () => {
  interest = await InterestUnderTest.start();
  await interest.rate('2026-12-01', '0.0130');
  await interest.rate('2027-03-15', '0.0175');
  await interest.rate('2027-07-20', '0.0090');
});
afterAll(() => interest.books.stop());
afterEach(async () => {
  expect(await interest.breaches()).toEqual([]);
});

function post(accountId: bigint, move: Booked): Promise<string> {
  const { bank } = interest.books;
  const [debit, credit] = move.amount > 0n ? [bank, accountId] : [accountId, bank];
  const amountFen = move.amount > 0n ? move.amount : -move.amount;
  return interest.books.post(
    [
      { accountId: debit, side: 'D', amountFen },
      { accountId: credit, side: 'C', amountFen },
    ],
    { valueDate: move.valued, businessDate: move.booked },
  );
}

const move = fc.record({
  offset: fc.integer({ min: 0, max: 395 }),
  /** Days by which the books are behind the value date, or ahead of it. */
  late: fc.integer({ min: -3, max: 25 }),
  amount: fc.bigInt({ min: 1n, max: 90_000_000n }),
  isDebit: fc.boolean(),
});

describe('the yearly run of 30 June', () => {
  it('pays every account to the fen what each day on its own earns, over three changes of rate, whenever it is told what', async () => {
    const worlds = fc.array(fc.array(move, { maxLength: 14 }), { minLength: 25, maxLength: 25 });
    const [sample] = fc.sample(worlds, { numRuns: 1, seed: 20270630 });
    const accounts = await interest.books.members(sample!.length);
    const runDay = addDays(SETTLED, 9);
    const histories = sample!.map((moves) => inOrder(moves));
    for (const [index, moves] of histories.entries())
      for (const each of moves.filter(({ booked }) => booked <= runDay)) await post(accounts[index]!, each);
    await interest.closeSegments('2026-12-02', parseDay('2026-12-01'));
    await interest.settleYear(runDay);
    for (const [index, moves] of histories.entries()) {
      const known = moves.filter(({ booked }) => booked <= runDay);
      const earned = rounded(dayByDay(known, OPENED, NEXT));
      expect([index, (await interest.posted(accounts[index]!, SETTLED)) ?? 0n]).toEqual([index, earned]);
      const total = known.reduce((sum, { amount }) => sum + amount, 0n) + earned;
      const since = known.filter(({ booked, amount }) => booked > SETTLED && amount > 0n);
      const current = since.reduce((sum, { amount }) => sum + amount, 0n);
      const kept = current < total ? current : total;
      expect(await interest.books.parts(accounts[index]!)).toEqual([total - kept, kept, 0n]);
    }
    expect(await interest.breaches()).toEqual([]);
    // What comes after the run, valued before or after 30 June, loses no day: it is paid a year later.
    for (const [index, moves] of histories.entries())
      for (const each of moves.filter(({ booked }) => booked > runDay)) await post(accounts[index]!, each);
    const nextYear = parseDay('2028-06-30');
    await interest.settleYear(after(nextYear));
    for (const [index, moves] of histories.entries()) {
      const known = moves.filter(({ booked }) => booked <= runDay);
      const first = rounded(dayByDay(known, OPENED, NEXT));
      const capitalised = [...moves, { amount: first, valued: NEXT, booked: SETTLED }];
      const second = dayByDay(capitalised, OPENED, addDays(nextYear, 1)) - paidFor(known);
      expect([index, (await interest.posted(accounts[index]!, nextYear)) ?? 0n]).toEqual([
        index,
        rounded(second),
      ]);
    }
  }, 120_000);

  /** What the first settlement has paid for: nothing where the days came to less than nothing. */
  const paidFor = (known: readonly Booked[]): bigint => {
    const numerator = dayByDay(known, OPENED, NEXT);
    return numerator > 0n ? numerator : 0n;
  };

  /** Movements in the order of the books, none of which overdraws; value dates as they fall. */
  const inOrder = (
    moves: readonly { offset: number; late: number; amount: bigint; isDebit: boolean }[],
  ): Booked[] => {
    let balance = 0n;
    const sorted = moves
      .map(({ offset, late, ...rest }) => ({
        ...rest,
        valued: addDays(OPENED, offset),
        booked: addDays(OPENED, Math.max(0, offset + late)),
      }))
      .sort((a, b) => daysBetween(b.booked, a.booked));
    return sorted.map(({ amount, isDebit, valued, booked }) => {
      const size = isDebit && balance > 0n ? -(amount < balance ? amount : balance) : amount;
      balance += size;
      return { amount: size, valued, booked };
    });
  };
});

describe('a run of interest', () => {
  /** Next free year: each test has the whole of one. */
  let year = 2028;
  const nextYear = (): { day: string; next: string; from: string } => {
    year += 1;
    return { day: `${year}-06-30`, next: `${year}-07-01`, from: `${year - 1}-07-01` };
  };
  beforeEach(async () => {
    await interest.books.run((tx) => interest.books.ledger.preparePartitions(tx, year + 1));
  });
  const moved = (amount: bigint, on: string): Booked => ({
    amount,
    valued: parseDay(on),
    booked: parseDay(on),
  });
  /** At 0.90 %, in force since 2027-07-20. */
  const earned = (fenDays: bigint) => interestFrom(fenDays * 900_000n);

  it('books the whole turn of the year: interest, what is carried over, what was owed, and the cash that has to follow', async () => {
    const { day, next, from } = nextYear();
    const [member = 0n] = await interest.books.members(1);
    await post(member, moved(1_000_000n, from));
    await post(member, moved(500_000n, addDays(parseDay(day), 0)));
    const days = BigInt(daysBetween(parseDay(from), parseDay(next)));
    const due = earned(1_000_000n * days + 500_000n);
    await interest.settleYear(after(day));
    expect(await interest.books.parts(member)).toEqual([1_500_000n + due, 0n, 0n]);
    expect(await interest.books.balance(member)).toMatchObject({ accumulation: 0n, accumulatedTo: next });
    expect(await interest.posted(member, day)).toBe(due);
    expect(await interest.leaf('21101')).toBe(0n);
    expect(await interest.leaf('21906')).toBe(-(await interest.leaf('11902')));
    const [heads] = [
      await interest.books.run((tx) =>
        tx.query<{ on: string; from: string }>(
          `SELECT DISTINCT business_date AS "on", value_date AS "from" FROM journal WHERE kind = 'annual-interest' AND business_date = $1`,
          [day],
        ),
      ),
    ];
    expect(heads).toEqual([{ on: day, from: next }]);
  });

  it('is not due on 30 June itself, which earns as well, and is on the day after', async () => {
    const { day, next } = nextYear();
    const year = Number(day.slice(0, 4));
    const refusalOn = (today: string) =>
      interest.books.run((tx) => interest.runsOn(today).refusalOf(tx, year));
    expect([await refusalOn(day), await refusalOn(next)]).toEqual(['not-due', null]);
    const { run } = await interest.books.run((tx) => interest.runsOn(day).startYear(tx, 'test'));
    expect(run.day).toBe(`${year - 1}-06-30`);
    await interest.carryOut(interest.runsOn(next));
  });

  it('pays what came in the last hour of 30 June, beside accounts that moved on the days after', async () => {
    const { day, next, from } = nextYear();
    const [quiet = 0n, last = 0n, moved1 = 0n] = await interest.books.members(3);
    for (const member of [quiet, last, moved1]) await post(member, moved(1_000_000n, from));
    await post(last, moved(3_600_000n, day));
    await post(moved1, moved(50_000n, next));
    await interest.settleYear(next);
    const days = BigInt(daysBetween(parseDay(from), parseDay(next)));
    expect(await interest.posted(quiet, day)).toBe(earned(1_000_000n * days));
    expect(await interest.posted(last, day)).toBe(earned(1_000_000n * days + 3_600_000n));
    expect(await interest.posted(moved1, day)).toBe(earned(1_000_000n * days));
    expect(await interest.books.parts(moved1)).toEqual([1_000_000n + earned(1_000_000n * days), 50_000n, 0n]);
  });

  it('turns the year for an account that has earned nothing yet', async () => {
    const { day } = nextYear();
    const [member = 0n] = await interest.books.members(1);
    await post(member, moved(100n, day));
    await interest.settleYear(after(day));
    expect(await interest.posted(member, day)).toBe(0n);
    expect(await interest.books.parts(member)).toEqual([100n, 0n, 0n]);
  });

  it('is one a year, and a second round over the same accounts pays nothing', async () => {
    const { day, from } = nextYear();
    const [member = 0n] = await interest.books.members(1);
    await post(member, moved(1_000_000n, from));
    const first = await interest.settleYear(after(day));
    const parts = await interest.books.parts(member);
    expect(await interest.settleYear(after(day))).toBe(first);
    await interest.books.run((tx) =>
      tx.execute(
        `UPDATE interest_chunk SET finished_at = NULL, accounts = NULL, interest_fen = NULL, due_at = now() WHERE run_id = $1`,
        [first],
      ),
    );
    await interest.carryOut(interest.runsOn(day));
    expect(await interest.books.parts(member)).toEqual(parts);
    await interest.books.db.asSuperuser(
      `UPDATE interest_chunk AS c SET interest_fen = (SELECT sum(e.amount_fen) FROM journal AS j JOIN entry AS e ON e.journal_id = j.id
          WHERE j.kind = 'annual-interest' AND j.source_id = c.id AND e.side = 'D') WHERE run_id = '${first}'`,
    );
  });

  it('a worker that lost its lease changes nothing', async () => {
    const { day, from } = nextYear();
    const [member = 0n] = await interest.books.members(1);
    await post(member, moved(1_000_000n, from));
    const runs = interest.runsOn(after(day));
    await interest.books.run((tx) => runs.startYear(tx, 'test'));
    for (const { id, token } of await interest.claim(leasedRuns)) await runs.carryRun(CENTRE, id, token);
    const [paused] = await interest.claim(leasedChunks, 0);
    const [heir] = await interest.claim(leasedChunks);
    expect(heir!.id).toBe(paused!.id);
    await runs.carryChunk(CENTRE, paused!.id, paused!.token);
    expect(await interest.posted(member, day)).toBeNull();
    await runs.carryChunk(CENTRE, heir!.id, heir!.token);
    const paid = await interest.posted(member, day);
    expect(paid).toBeGreaterThan(0n);
    await runs.carryChunk(CENTRE, heir!.id, heir!.token);
    expect(await interest.posted(member, day)).toBe(paid);
    await interest.carryOut(runs);
  });

  it('two workers that carry out one range at the same time post it once', async () => {
    const { day, from } = nextYear();
    const members = await interest.books.members(40);
    for (const member of members) await post(member, moved(1_000_000n, from));
    const runs = interest.runsOn(after(day));
    await interest.books.run((tx) => runs.startYear(tx, 'test'));
    for (const { id, token } of await interest.claim(leasedRuns)) await runs.carryRun(CENTRE, id, token);
    const [chunk] = await interest.claim(leasedChunks);
    // A member is paid in the meantime: whoever comes first, the books agree.
    await Promise.all([
      runs.carryChunk(CENTRE, chunk!.id, chunk!.token),
      runs.carryChunk(CENTRE, chunk!.id, chunk!.token),
      ...members.map((member) => post(member, moved(70_000n, day))),
    ]);
    await interest.carryOut(runs);
    for (const member of members) {
      expect(await interest.posted(member, day)).toBeGreaterThan(0n);
      const [, current] = await interest.books.parts(member);
      expect(current).toBe(0n);
    }
  });

  it('a credit valued before 30 June that comes after the run earns its days with the next one, and so does a debit', async () => {
    const { day, from } = nextYear();
    const [late = 0n, back = 0n] = await interest.books.members(2);
    for (const member of [late, back]) await post(member, moved(1_000_000n, from));
    await interest.settleYear(after(day));
    const first = (await interest.posted(late, day)) ?? 0n;
    const told = addDays(parseDay(day), 3);
    await post(late, { amount: 200_000n, valued: addDays(parseDay(day), -9), booked: told });
    await post(back, { amount: -200_000n, valued: addDays(parseDay(day), -9), booked: told });
    const { day: again, next } = nextYear();
    await interest.books.run((tx) => interest.books.ledger.preparePartitions(tx, year));
    await interest.settleYear(after(again));
    const days = BigInt(daysBetween(addDays(parseDay(day), 1), parseDay(next)));
    expect(await interest.posted(late, again)).toBe(
      earned((1_000_000n + first) * days + 200_000n * (days + 10n)),
    );
    expect(await interest.posted(back, again)).toBe(
      earned((1_000_000n + first) * days - 200_000n * (days + 10n)),
    );
  });

  it('what is booked after 30 June before the run comes to the account is money of the new year', async () => {
    const { day, from, next } = nextYear();
    const [member = 0n] = await interest.books.members(1);
    await post(member, moved(1_000_000n, from));
    await post(member, { amount: 30_000n, valued: parseDay(day), booked: parseDay(next) });
    await post(member, {
      amount: -1_020_000n,
      valued: addDays(parseDay(next), 5),
      booked: addDays(parseDay(next), 5),
    });
    await interest.settleYear(addDays(parseDay(next), 6));
    const days = BigInt(daysBetween(parseDay(from), parseDay(next)));
    const due = earned(1_000_000n * days + 30_000n);
    expect(await interest.posted(member, day)).toBe(due);
    const kept = 10_000n + due < 30_000n ? 10_000n + due : 30_000n;
    expect(await interest.books.parts(member)).toEqual([10_000n + due - kept, kept, 0n]);
    // Five days of all of it, then what is left.
    expect(await interest.books.balance(member)).toMatchObject({
      accumulation: (1_030_000n + due) * 5n,
      accumulatedTo: addDays(parseDay(next), 5),
    });
  });

  it('leaves an account alone that is being closed, and settles it when the closing comes to nothing', async () => {
    const { day, from } = nextYear();
    const { ledger } = interest.books;
    const [member = 0n] = await interest.books.members(1);
    await post(member, moved(1_000_000n, from));
    const caseId = newId();
    await interest.books.run(async (tx) => {
      const terms = await ledger.closingTermsOf(tx, member, parseDay(day), await ledger.interestRates(tx));
      await ledger.placeClosing(tx, {
        accountId: member,
        personId: newId(),
        caseId,
        reason: '03',
        terms: terms!,
      });
    });
    const run = await interest.settleYear(after(day));
    expect(await interest.posted(member, day)).toBeNull();
    const progress = await interest.books.run((tx) => interest.runsOn(day).progressOf(tx, run));
    expect(progress).toMatchObject({ left: 1, leftOpen: 1 });
    expect(await interest.runsOn(day).settleLeft(CENTRE)).toBe(0);
    await interest.books.run(async (tx) => {
      const closing = await ledger.closingOfCase(tx, caseId);
      await ledger.endHold(tx, closing!.id, 'released');
    });
    expect(await interest.runsOn(addDays(parseDay(day), 2)).settleLeft(CENTRE)).toBe(1);
    expect(await interest.posted(member, day)).toBe(
      earned(1_000_000n * BigInt(daysBetween(parseDay(from), parseDay(day)) + 1)),
    );
    expect(await interest.runsOn(day).settleLeft(CENTRE)).toBe(0);
  });

  it('month ends accrue what has been earned so far, and 30 June trues it up', async () => {
    const { day, from } = nextYear();
    const [member = 0n] = await interest.books.members(1);
    await interest.books.run((tx) => interest.accruals.accrueMonth(tx, parseDay(`${from.slice(0, 7)}-02`)));
    const before = await interest.leaf('21101');
    await post(member, moved(100_000_000n, from));
    const accrue = (on: string) =>
      interest.books.run((tx) => interest.accruals.accrueMonth(tx, parseDay(on)));
    await accrue(`${from.slice(0, 4)}-08-01`);
    const july = (await interest.leaf('21101')) - before;
    await accrue(`${from.slice(0, 4)}-08-20`);
    expect((await interest.leaf('21101')) - before).toBe(july);
    expect(july).toBeGreaterThanOrEqual(earned(100_000_000n * 31n));
    const expense = await interest.leaf('41101');
    await interest.settleYear(after(day));
    expect(await interest.leaf('21101')).toBe(0n);
    expect(await interest.leaf('41101')).toBeLessThan(expense);
  });

  it('a closing debits what was accrued of its interest to 211, by its terms', async () => {
    const { from } = nextYear();
    const { ledger } = interest.books;
    const [member = 0n] = await interest.books.members(1);
    await post(member, moved(100_000_000n, from));
    const month = from.slice(0, 4);
    await interest.books.run((tx) => interest.accruals.accrueMonth(tx, parseDay(`${month}-11-01`)));
    const on = parseDay(`${month}-11-21`);
    const terms = await interest.books.run(async (tx) =>
      ledger.closingTermsOf(tx, member, on, await ledger.interestRates(tx)),
    );
    const until = (day: string) => BigInt(daysBetween(parseDay(from), parseDay(day)));
    expect(terms!.interestFen).toBe(earned(100_000_000n * until(on)));
    expect(terms!.accruedFen).toBe(earned(100_000_000n * until(`${month}-11-01`)));
  });
});
