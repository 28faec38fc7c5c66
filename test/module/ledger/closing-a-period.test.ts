import { SchedulerRegistry } from '@nestjs/schedule';
import { MovableClock } from '../../../scripts/stage/movable-clock';
import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { LedgerYears } from '../../../src/modules/ledger/app/ledger-years';
import { AppConfig } from '../../../src/platform/config';
import { CENTRE, until } from '../platform/database-under-test';
import { BooksUnderTest } from './books-under-test';

let books: BooksUnderTest;

beforeAll(async () => {
  books = await BooksUnderTest.start();
});
afterAll(() => books.stop());
afterEach(async () => {
  expect(await books.breaches()).toEqual([]);
});

/** A promise and the hand that keeps it. */
function gate(): { passed: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

/** Somebody waits for an advisory lock in this database. */
const somebodyWaits = () =>
  until(async () => {
    const [row] = await books.db.asSuperuser<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks
        WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return row!.n > 0;
  });

const posting = (businessDate: string, afterwards: () => Promise<void> = () => Promise.resolve()) =>
  books.run(async (tx) => {
    await books.ledger.post(tx, { kind: 'test', sourceId: newId(), businessDate, valueDate: businessDate }, [
      { accountId: books.bank, side: 'D', amountFen: 10n },
      { accountId: books.unit, side: 'C', amountFen: 10n },
    ]);
    await afterwards();
  });

it('closing waits for a posting under way, keeps it, and then refuses the next', async () => {
  const [posted, mayCommit] = [gate(), gate()];
  const underWay = posting('2026-09-30', () => {
    posted.open();
    return mayCommit.passed;
  });
  await posted.passed;
  let closed = false;
  const closing = books
    .run((tx) => books.ledger.closePeriod(tx, 202609))
    .then(() => {
      closed = true;
    });
  await somebodyWaits();
  expect(closed).toBe(false);
  mayCommit.open();
  await Promise.all([underWay, closing]);
  expect(await books.count('entry', `business_date = '2026-09-30'`)).toBe(2);
  await expect(posting('2026-09-30')).rejects.toMatchObject({ code: 'ZR001' });
});

it('a posting that comes while a month is being closed waits and is refused, not slipped in behind', async () => {
  const [taken, mayCommit] = [gate(), gate()];
  const closing = books.run(async (tx) => {
    await books.ledger.closePeriod(tx, 202610);
    taken.open();
    await mayCommit.passed;
  });
  await taken.passed;
  const outcome = posting('2026-10-31').then(
    () => 'posted',
    (error: unknown) => (error as { code: string }).code,
  );
  await somebodyWaits();
  mayCommit.open();
  await closing;
  expect(await outcome).toBe('ZR001');
  expect(await books.count('entry', `business_date = '2026-10-31'`)).toBe(0);
});

it('postings do not wait for each other', async () => {
  const [posted, mayCommit] = [gate(), gate()];
  const underWay = posting('2026-11-20', () => {
    posted.open();
    return mayCommit.passed;
  });
  await posted.passed;
  await posting('2026-11-20');
  mayCommit.open();
  await underWay;
  expect(await books.count('entry', `business_date = '2026-11-20'`)).toBe(4);
});

it('another centre’s month stays open', async () => {
  await books.run((tx) => books.ledger.closePeriod(tx, 202611));
  const act = books.db.work.run(2, async (tx) => {
    const leaf = (code: string) => ({ kind: 'leaf', subject: '101', unitId: null, code }) as const;
    const [bank = 0n, other = 0n] = await books.ledger.openAccounts(
      tx,
      [leaf('10101'), leaf('10102')],
      '2026-11-01',
    );
    await books.ledger.post(
      tx,
      { kind: 'test', sourceId: newId(), businessDate: '2026-11-21', valueDate: '2026-11-21' },
      [
        { accountId: bank, side: 'D', amountFen: 10n },
        { accountId: other, side: 'C', amountFen: 10n },
      ],
    );
  });
  await expect(act).resolves.toBeUndefined();
  await expect(posting('2026-11-21')).rejects.toMatchObject({ code: 'ZR001' });
});

it('a service that lives over the turn of a year has the partition of the year after, as one that starts then', async () => {
  const clock = new MovableClock(parseDay('2030-12-31'));
  const config = new AppConfig({ centreId: CENTRE, workerIntervalMs: 0 } as AppConfig);
  const years = new LedgerYears(books.db.work, books.ledger, clock, config, new SchedulerRegistry());
  await years.workOnce();
  await posting('2031-12-31');
  await expect(posting('2032-01-01')).rejects.toMatchObject({ code: '23514' });
  clock.moveTo(parseDay('2031-01-01'));
  await years.workOnce();
  await posting('2032-01-01');
  expect(await books.count('entry', `business_date = '2032-01-01'`)).toBe(2);
});
