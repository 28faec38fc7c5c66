import type { CrashMoment } from '../../../src/platform/crash-point';
import type { InterestRunView } from '../../../src/modules/contribution/app/interest/govern-interest';
import type { World } from '../../support';
import { rows } from './books';
import type { Kill } from './kill-withdrawals';
import { moveTo } from './travel-in-time';

const manager = { role: 'manager', name: '零跑主任', idNo: '11010519491231002X' } as const;

/** Starts the run of a year by hand on the day after its 30 June, in a process that takes up no work by itself. */
export async function startInterestRun(world: World, year: number): Promise<InterestRunView> {
  await moveTo(world, `${year}-07-01`, { WORKER_INTERVAL_MS: '0' });
  const client = await world.signedIn(manager);
  const { status, headers, body } = await client.post('/v1/interest-runs', { year });
  const run = body as InterestRunView;
  expect([status, headers.get('location')]).toEqual([202, `/v1/interest-runs/${run.id}`]);
  return run;
}

/** The run as a manager sees it once it has ended. */
export async function untilInterestRunEnded(world: World, id: string): Promise<InterestRunView> {
  const client = await world.signedIn(manager);
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await client.get(`/v1/interest-runs/${id}`);
    if ((body as InterestRunView).state === 'finished') return body as InterestRunView;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`run ${id} of interest did not end`);
}

/** The worker that carries out a year's run dies at a moment; the next one ends the run, each account paid once. */
export async function killInterest(world: World, moment: CrashMoment, year: number): Promise<Kill> {
  const run = await startInterestRun(world, year);
  const on = { BUSINESS_DATE: `${year}-07-01` };
  const doomed = await world.restartApi(0, { ...on, CRASH_POINT: moment, WORKER_INTERVAL_MS: '150' });
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const [found] = await rows<{ state: string; done: number; all: number }>(
    world,
    `SELECT r.state, count(c.finished_at)::int AS done, count(c.id)::int AS "all" FROM interest_run AS r
       LEFT JOIN interest_chunk AS c ON c.centre_id = r.centre_id AND c.run_id = r.id WHERE r.id = '${run.id}' GROUP BY r.state`,
  );
  await world.restartApi(0, { ...on, WORKER_INTERVAL_MS: '50' });
  await untilInterestRunEnded(world, run.id);
  const [most] = await rows<{ n: number }>(
    world,
    `SELECT coalesce(max(n), 0)::int AS n FROM (
       SELECT count(*) AS n FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
        WHERE j.kind = 'annual-interest' AND e.subject = '201' AND e.business_date = '${year}-06-30' GROUP BY e.account_id) AS posted`,
  );
  return {
    moment,
    found: `run ${found?.state ?? 'gone'}, ${found?.done ?? 0} of ${found?.all ?? 0} ranges`,
    payments: most?.n ?? 0,
    outcome: 'the run ended, each account posted once',
  };
}
