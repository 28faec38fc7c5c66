import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { planLoanNight } from '../../../src/modules/loan/store/loan-night-store';
import { seedLoans } from '../../../bench/seed-loans';
import { DatabaseUnderTest, onClient } from '../platform/database-under-test';
import { LoansUnderTest } from './loans-under-test';
import { LookingTx } from './looking-tx';

const LOANS = 6_000;
const RANGE = 5_000;
const NEW_YEAR = parseDay('2027-01-01');
const DUE_ON = parseDay('2027-01-15');

let world: LoansUnderTest;

beforeEach(async () => {
  const db = await DatabaseUnderTest.start();
  await onClient(db.database.superUrl, (client) => seedLoans(client, LOANS));
  await db.asSuperuser(
    `UPDATE loan_account SET last_due_on = '2026-12-15', next_due_on = '2027-01-15', next_no = 3, periods_left = periods_left - 1`,
  );
  await db.asSuperuser('ANALYZE');
  world = await LoansUnderTest.over(db);
  world.clock.set(NEW_YEAR);
}, 60_000);
afterEach(() => world.stop());

const planned = async (): Promise<number> => {
  const [row] = await world.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM loan_plan WHERE reason = 'rate-change'`,
  );
  return row?.n ?? -1;
};
const ids = async (): Promise<string[]> =>
  (await world.rows<{ id: string }>('SELECT loan_id AS id FROM loan_account ORDER BY 1')).map(({ id }) => id);

/** A run planned on its day, as it stands. */
async function night(
  kind: string,
  day: string,
  finished: string | null,
  reached: string | null = null,
): Promise<void> {
  const run = { id: newId(), kind, day, at: new Date(`${day}T00:01:00+08:00`), waitMs: 0 };
  await world.run(async (tx) => {
    await planLoanNight(tx, run);
    await tx.execute('UPDATE loan_night SET finished_at = $2, reached = $3 WHERE id = $1', [
      run.id,
      finished,
      reached,
    ]);
  });
}

describe('the new rates of a centre with many loans', () => {
  it('are planned range by range, each once; whoever takes the run up goes on where it stood', async () => {
    const [id, all] = [newId(), await ids()];
    const place = { reached: null as string | null };
    const batch = () => world.run((tx) => world.rates.batch(tx, { id, day: NEW_YEAR, place }));
    expect([await batch(), place.reached, await planned()]).toEqual([RANGE, all[RANGE - 1], RANGE]);
    // What the first range holds is not looked at again: here it would be planned once more.
    await world.db.asSuperuser('UPDATE loan_account SET then_rate = 0.031 WHERE then_rate IS NOT NULL');
    expect([await batch(), await batch()]).toEqual([LOANS - RANGE, 0]);
    expect(await planned()).toBe(LOANS);
  });

  it('are no work from April on', async () => {
    expect(await world.run((tx) => world.rates.batch(tx, { id: newId(), day: parseDay('2027-04-01') }))).toBe(
      0,
    );
    expect(await planned()).toBe(0);
  });

  it('are found for some loans by their keys alone, before their periods fall due', async () => {
    const some = (await ids()).slice(0, 40);
    const wholly = await world.run(async (tx) => {
      const looking = new LookingTx(tx);
      await tx.execute('SET LOCAL plan_cache_mode = force_generic_plan');
      await world.rates.before(looking, DUE_ON, some);
      return looking.planned(/Seq Scan on (\w+)/);
    });
    expect(wholly).not.toContain('loan_account');
    expect(wholly).not.toContain('loan');
    expect(await planned()).toBe(some.length);
  });

  it('are not looked for once a night of them is done that came after all that was due before', async () => {
    const some = (await ids()).slice(0, 10);
    await night('loan-rates', '2027-01-01', '2027-01-01T00:05:00+08:00');
    await night('loan-dues', '2026-12-31', '2027-01-01T00:20:00+08:00');
    await world.run((tx) => world.rates.before(tx, DUE_ON, some));
    expect(await planned()).toBe(some.length);
    await night('loan-rates', '2027-01-02', '2027-01-02T00:05:00+08:00');
    await world.run(async (tx) => world.rates.before(tx, DUE_ON, await ids()));
    expect(await planned()).toBe(some.length);
  });

  it('are looked for behind the loan that a night of them has come to, and before it no more', async () => {
    const all = await ids();
    await night('loan-rates', '2027-01-01', null, all[19] ?? null);
    await night('loan-dues', '2026-12-31', null);
    const before = (some: readonly string[]) => world.run((tx) => world.rates.before(tx, DUE_ON, some));
    // It was planned before all that had been due had fallen due: some may have been passed over.
    await before(all.slice(0, 10));
    expect(await planned()).toBe(10);
    await world.db.asSuperuser(`UPDATE loan_night SET finished_at = planned_at WHERE kind = 'loan-dues'`);
    await before(all.slice(10, 20));
    expect(await planned()).toBe(10);
    await before(all.slice(15, 30));
    expect(await planned()).toBe(20);
    const [row] = await world.rows<{ first: string }>(
      `SELECT loan_id AS first FROM loan_plan WHERE reason = 'rate-change' ORDER BY loan_id OFFSET 10 LIMIT 1`,
    );
    expect(row?.first).toBe(all[20]);
  });
});
