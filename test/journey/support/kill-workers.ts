import { randomUUID } from 'node:crypto';
import { CRASH_POINTS, type CrashMoment, type CrashPointName } from '../../../src/platform/crash-point';
import { HttpClient, type World } from '../../support';
import { paymentsTo, rows } from './books';
import { submit } from './cases';
import type { SignedIn } from './employer';
import { dieAt, foundOf, type Kill, outcomeOf } from './kill-withdrawals';

/** Where the first process dies, so that the worker finds something to take up. */
const LEFT_AT = {
  'case-worker': 'intake:after',
  'settlement-worker': 'bank-call:before',
} as const satisfies Record<string, CrashMoment>;

/** A first process dies of its request, a second one while its worker takes up what the first has left. */
export async function killWorker(world: World, moment: CrashMoment, member: SignedIn): Promise<Kill> {
  const key = randomUUID();
  const road = CRASH_POINTS[moment.split(':')[0] as CrashPointName];
  if (road !== 'case-worker' && road !== 'settlement-worker') throw new Error(`${moment} is no worker's`);
  await world.restartApi(0, { CRASH_POINT: LEFT_AT[road], WORKER_INTERVAL_MS: '0' });
  await dieAt(world, 0, { moment: LEFT_AT[road], member, key });
  await endLeases(world);
  // Ready first, then the tick.
  const heir = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '1500' });
  expect((await heir.ended).signal).toBe('SIGKILL');
  const found = await foundOf(world, key);
  await world.restartApi(0);
  const outcome = await outcomeOf(world, { member, key }, found);
  return { moment, found, payments: (await paymentsTo(world, member.person.cardNo)).length, outcome };
}

/** The process that answers a repeated key dies of it; the next one gives the same bytes. */
export async function killReplay(world: World, moment: CrashMoment, member: SignedIn): Promise<Kill> {
  const key = randomUUID();
  const input = { amount: '1000.00' };
  const first = await submit(new HttpClient(world.api.url, member.token), 'TQ12', input, key);
  await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' });
  await dieAt(world, 0, { moment, member, key });
  const found = await foundOf(world, key);
  await world.restartApi(0);
  const again = await submit(new HttpClient(world.api.url, member.token), 'TQ12', input, key);
  expect([again.status, again.text]).toEqual([201, first.text]);
  const payments = (await paymentsTo(world, member.person.cardNo)).length;
  return { moment, found, payments, outcome: 'the same bytes for the same key' };
}

/** Leases of the dead are over at once: how long they last in life is measured elsewhere. */
async function endLeases(world: World): Promise<void> {
  for (const table of ['service_case', 'instruction']) {
    await rows(
      world,
      `UPDATE ${table} SET due_at = clock_timestamp(), lease_until = clock_timestamp() WHERE lease_until IS NOT NULL`,
    );
  }
}
