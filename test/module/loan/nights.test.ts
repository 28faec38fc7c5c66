import { SchedulerRegistry } from '@nestjs/schedule';
import { type Day, parseDay } from '../../../src/kernel/calendar';
import { LoanNights } from '../../../src/modules/loan/app/night/loan-nights';
import { nightMeasures } from '../../../src/modules/loan/app/night/night-measures';
import type { LoanNightWork, NightRun } from '../../../src/modules/loan/app/night/loan-night-work';
import type { Tx } from '../../../src/platform/database/tx';
import type { AppConfig } from '../../../src/platform/config';
import { CENTRE, DatabaseUnderTest } from '../platform/database-under-test';
import { SetClock } from './loans-under-test';

const ORDER = [
  'fund',
  'hedging-ends',
  'repayment-cards',
  'loan-rates',
  'loan-dues',
  'loan-yearly',
  'loan-retries',
  'loan-overdue',
  'loan-interest-cash',
  'loan-evening',
];

let db: DatabaseUnderTest;
let done: string[];

beforeEach(async () => {
  db = await DatabaseUnderTest.start();
  done = [];
}, 60_000);
afterEach(() => db.stop());

function nightsOf(
  works: Readonly<Record<string, LoanNightWork['batch'] | LoanNightWork>>,
  owner = 'one',
  businessDate: Day | null = parseDay('2026-07-09'),
  clock = new SetClock(),
): LoanNights {
  const config = { centreId: CENTRE, instanceName: owner, workerIntervalMs: 0, businessDate } as AppConfig;
  const nights = new LoanNights(db.work, clock, config, new SchedulerRegistry());
  for (const [kind, work] of Object.entries(works))
    nights.register(kind, typeof work === 'function' ? { batch: work } : work);
  return nights;
}

/** Notes that it was there, and ends. */
const noting = (kind: string) => () => {
  done.push(kind);
  return Promise.resolve(0);
};
async function untilIdle(nights: LoanNights): Promise<void> {
  while ((await nights.workOnce()) > 0);
}
const endLeases = () =>
  db.asSuperuser(`UPDATE loan_night SET lease_until = now() - interval '1 second' WHERE finished_at IS NULL`);

describe('the night', () => {
  it('goes in its order, whoever registered first', async () => {
    const works = Object.fromEntries([...ORDER].reverse().map((kind) => [kind, noting(kind)]));
    await untilIdle(nightsOf(works));
    expect(done).toEqual(ORDER);
  });

  it('has nothing go before what is ahead of it has ended, while what hangs on nothing goes on', async () => {
    const works = Object.fromEntries([...ORDER, 'commitments'].map((kind) => [kind, noting(kind)]));
    let isBroken = true;
    const nights = nightsOf({
      ...works,
      'loan-dues': () => (isBroken ? Promise.reject(new Error('the books are away')) : noting('loan-dues')()),
    });
    await untilIdle(nights);
    expect(done.sort()).toEqual(['commitments', 'fund', 'hedging-ends', 'loan-rates', 'repayment-cards']);
    [isBroken, done] = [false, []];
    await endLeases();
    await untilIdle(nights);
    expect(done).toEqual(ORDER.slice(ORDER.indexOf('loan-dues')));
  });

  it('notes each failure of a run by its name, and forgets them once it does something', async () => {
    let fails = true;
    const nights = nightsOf({
      'loan-dues': (_tx, { place }) => {
        if (fails) return Promise.reject(new RangeError('a text that may hold anything'));
        const worked = place!.reached === null ? 1 : 0;
        place!.reached = 'end';
        return Promise.resolve(worked);
      },
    });
    for (let time = 0; time < 3; time += 1) {
      await untilIdle(nights);
      await endLeases();
    }
    const noted = () =>
      db.asSuperuser<{ failures: number; fault: string }>('SELECT failures, fault FROM loan_night');
    expect(await noted()).toEqual([{ failures: 3, fault: 'RangeError' }]);
    const [measured] = await db.run((tx) => tx.query<object>(nightMeasures[0]!.sql));
    expect(measured).toEqual({ kind: 'loan-dues', value: 1n });
    fails = false;
    await untilIdle(nights);
    expect(await noted()).toMatchObject([{ failures: 0 }]);
  });

  it('goes on where a run that died had come to', async () => {
    const seen: (string | null)[] = [];
    const walk =
      (dying: boolean) =>
      (_tx: Tx, { place }: NightRun) => {
        seen.push(place!.reached);
        if (dying && place!.reached === 'second') return Promise.reject(new Error('killed'));
        const [next, worked] =
          place!.reached === null ? ['first', 5] : place!.reached === 'first' ? ['second', 5] : ['end', 0];
        place!.reached = next;
        return Promise.resolve(worked);
      };
    await untilIdle(nightsOf({ 'loan-rates': walk(true) }));
    await endLeases();
    await untilIdle(nightsOf({ 'loan-rates': walk(false) }, 'another'));
    expect(seen).toEqual([null, 'first', 'second', 'second']);
    const [row] = await db.asSuperuser(
      'SELECT done, reached, finished_at IS NOT NULL AS ended FROM loan_night',
    );
    expect(row).toEqual({ done: 10, reached: 'end', ended: true });
  });

  it('begins each kind at its hour; on a day that is set only what its hour has come for', async () => {
    const works = {
      first: noting('first'),
      dues: { fromHour: 6, batch: noting('dues') },
      evening: { fromHour: 20, batch: noting('evening') },
    };
    const clock = new SetClock();
    clock.set('2026-07-09');
    const nights = nightsOf(works, 'one', null);
    await untilIdle(nights);
    const rows = await db.asSuperuser<{ kind: string; hour: number }>(
      `SELECT kind, extract(epoch FROM due_at - clock_timestamp())::float8 / 3600 AS hour FROM loan_night WHERE finished_at IS NULL ORDER BY kind`,
    );
    const sinceMidnight = (clock.now().getTime() - Date.parse('2026-07-09T00:00:00+08:00')) / 3_600_000;
    const waits = { dues: 6 - sinceMidnight, evening: 20 - sinceMidnight };
    const expected = Object.entries(waits).filter(([, hours]) => hours > 0.01);
    expect(rows.map(({ kind }) => kind)).toEqual(expected.map(([kind]) => kind));
    rows.forEach(({ hour }, index) => expect(hour).toBeCloseTo(expected[index]![1], 1));
    await db.asSuperuser('TRUNCATE loan_night');
    done = [];
    await untilIdle(nightsOf(works));
    // Neither hangs together with the other, so neither waits.
    expect([...done].sort()).toEqual(['dues', 'first']);
    await db.asSuperuser('TRUNCATE loan_night');
    done = [];
    const evening = new SetClock();
    evening.set('2026-07-09', 20 * 60);
    await untilIdle(nightsOf(works, 'one', parseDay('2026-07-09'), evening));
    expect([...done].sort()).toEqual(['dues', 'evening', 'first']);
  });
});
