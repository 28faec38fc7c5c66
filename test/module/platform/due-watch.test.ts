import { SchedulerRegistry } from '@nestjs/schedule';
import { type Day, parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { Clock } from '../../../src/platform/clock';
import type { AppConfig } from '../../../src/platform/config';
import { dueOf, DueWatch } from '../../../src/platform/lease/due-watch';
import { DueWorker } from '../../../src/platform/lease/due-worker';
import { claimDue } from '../../../src/platform/lease/lease';
import { CENTRE, DatabaseUnderTest } from './database-under-test';

const TODAY = parseDay('2026-11-21');
const leased = { table: 'service_case', work: `t.state IN ('accepted', 'waiting')` };

class StandingClock extends Clock {
  now(): Date {
    return new Date('2026-11-21T02:00:00Z');
  }
  today(): Day {
    return TODAY;
  }
}

/** Counts its rounds. */
class Counting extends DueWorker {
  counted = 0;

  constructor(watch: DueWatch, ...due: string[]) {
    super('counting', watch, due);
    this.onApplicationBootstrap();
  }

  workOnce(): Promise<number> {
    this.counted += 1;
    return Promise.resolve(0);
  }
}

let db: DatabaseUnderTest;
let watch: DueWatch;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
});
afterAll(() => db.stop());
beforeEach(async () => {
  await db.asSuperuser('TRUNCATE service_case, event, case_fact, decision');
  const config = { centreId: CENTRE, workerIntervalMs: 0 } as AppConfig;
  watch = new DueWatch(db.work, new StandingClock(), config, new SchedulerRegistry());
});

/** A case of the centre that falls due so many milliseconds from now (negative: in the past). */
const caseDue = (dueInMs: number, state = 'accepted', centreId = CENTRE): Promise<number> =>
  db.work.run(centreId, (tx) =>
    tx.execute(
      `INSERT INTO service_case (centre_id, id, item, person_id, business_key, state, law_day, deadline, person_by, channel,
         legal_basis, input_sealed, submitter, last_event, accepted_at, due_at)
       VALUES ($1, $2::uuid, 'TQ12', $2, $2::uuid::text, $3, '2026-11-21', '2026-11-24', '2026-11-24', 'online', 'consent', '', 'test', 0, now(),
               clock_timestamp() + $4 * interval '1 millisecond')`,
      [centreId, newId(), state, dueInMs],
    ),
  );

describe('the watch over what is due', () => {
  it('asks for all workers in one statement and wakes those alone that have work', async () => {
    const idle = new Counting(watch, 'false');
    const busy = new Counting(watch, 'false', '$1 = 1');
    const today = new Counting(watch, `$2::date = '${TODAY}'`);
    const read = jest.spyOn(db.work, 'read');
    await watch.workOnce();
    expect([idle.counted, busy.counted, today.counted]).toEqual([0, 1, 1]);
    expect(read).toHaveBeenCalledTimes(1);
    read.mockRestore();
  });

  it('asks nothing while nobody is there to be woken, and wakes nobody who has stopped', async () => {
    const gone = new Counting(watch, 'true');
    await gone.stop();
    const read = jest.spyOn(db.work, 'read');
    await watch.workOnce();
    expect(read).not.toHaveBeenCalled();
    expect(gone.counted).toBe(0);
    read.mockRestore();
  });

  it('wakes everybody when the question fails: one condition that breaks keeps no other worker from its work', async () => {
    const others = new Counting(watch, 'false');
    const broken = new Counting(watch, 'EXISTS (SELECT FROM no_such_table)');
    await expect(watch.workOnce()).rejects.toThrow(/no_such_table/);
    expect([others.counted, broken.counted]).toEqual([1, 1]);
  });

  it.each([
    ['that is due', [-1000, 'accepted'], 1],
    ['that will be', [60_000, 'accepted'], 0],
    ['that is no work', [-1000, 'settled'], 0],
    ['of another centre', [-1000, 'accepted', 2], 0],
  ] as const)('finds a row %s due just as a claim would', async (_, [dueInMs, state, centre], times) => {
    if (centre !== undefined)
      await db.asSuperuser(
        `INSERT INTO centre SELECT (jsonb_populate_record(c, '{"id": 2}')).* FROM centre AS c WHERE id = 1
         ON CONFLICT DO NOTHING`,
      );
    await caseDue(dueInMs, state, centre);
    const worker = new Counting(watch, dueOf(leased));
    await watch.workOnce();
    expect(worker.counted).toBe(times);
    const wanted = { owner: 'test', ttlMs: 60_000, limit: 5 };
    const claims = await db.run((tx) => claimDue(tx, leased, wanted));
    expect(claims).toHaveLength(times);
    // Taken up, it is nobody's until its lease runs out.
    await watch.workOnce();
    expect(worker.counted).toBe(times);
    await db.run((tx) =>
      tx.execute(`UPDATE service_case SET lease_until = clock_timestamp() - interval '1 s'`),
    );
    await watch.workOnce();
    expect(worker.counted).toBe(times * 2);
  });

  it('asks an index for what is due by now, whatever else is open', async () => {
    await db.asSuperuser(
      `INSERT INTO service_case (centre_id, id, item, person_id, business_key, state, law_day, deadline, person_by, channel,
         legal_basis, input_sealed, submitter, last_event, accepted_at, due_at)
       SELECT ${CENTRE}, id, 'TQ12', id, id::text, 'waiting', '2026-11-21', '2026-11-24', '2026-11-24', 'online', 'consent', '', 'test', 0,
              now(), now() + interval '1 day'
         FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 2000)) AS n`,
    );
    await db.asSuperuser('ANALYZE service_case');
    const plan = await db.run((tx) =>
      tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS off) SELECT ${dueOf(leased)}`, [CENTRE]),
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(
      /service_case_due\b.*\n *Index Cond: .*due_at <= statement_timestamp\(\)/,
    );
  });
});
