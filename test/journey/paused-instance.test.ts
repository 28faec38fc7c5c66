import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CrashMoment } from '../../src/platform/crash-point';
import { LEASE_MS } from '../../src/platform/config';
import { HttpClient, startWorld, type World } from '../support';
import {
  expectPaidOnce,
  expectProof,
  impatientBank,
  memberWithCard,
  newPeople,
  rows,
  settledEmployer,
  type SignedIn,
  submit,
  until,
} from './support';

/** Where an instance is stopped in the middle of a request, and what it still holds. */
const MOMENTS: readonly CrashMoment[] = [
  'outside-facts:after:stop', // facts in memory, nothing locked
  'account-lock:after:stop', // a transaction open, the account locked: the heir has to wait for it
  'decision-stored:after:stop', // the case itself locked: no heir may take it
  'round:after:stop', // the attempt recorded, not sent
  'bank-call:before:stop', // about to send: the heir will have sent the same order
  'bank-call:after:stop', // the bank has paid, its answer is in memory
  'bank-answer:after:stop', // all of the answer booked, not committed
];

describe('an instance is paused for longer than its lease, and goes on where it was', () => {
  let world: World;
  let members: SignedIn[];

  beforeAll(async () => {
    world = await startWorld({ env: impatientBank });
    const people = await newPeople(world, MOMENTS.length);
    await settledEmployer(world, () => people);
    members = await Promise.all(people.map((person) => memberWithCard(world, person)));
  }, 120_000);
  afterAll(() => world.stop(), 60_000);

  const isStopped = (pid: number): boolean => /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const stateOf = async (key: string): Promise<string | undefined> => {
    const [found] = await rows<{ state: string }>(
      world,
      `SELECT c.state FROM command AS k JOIN service_case AS c ON c.id = k.resource_id WHERE k.key = $1`,
      [key],
    );
    return found?.state;
  };

  test('another one takes over meanwhile; what the paused one still does changes nothing, and the bank pays once', async () => {
    // One after the other: so many starts at once would take each other's time.
    const instances: number[] = [];
    for (const moment of MOMENTS)
      instances.push(await world.addApi({ CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' }));
    const paused = await Promise.all(
      MOMENTS.map(async (moment, n) => {
        const { pid, url } = world.apiAt(instances[n]!);
        const key = randomUUID();
        const member = members[n]!;
        const answer = submit(new HttpClient(url, member.token), 'TQ12', { amount: '1000.00' }, key);
        await until(`the pause ${moment}`, () => Promise.resolve(isStopped(pid)));
        return { moment, pid, key, member, answer };
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, LEASE_MS));
    // Whatever the paused one has not locked is over without it.
    const isFree = ({ moment }: { moment: string }): boolean =>
      !/account-lock|decision-stored|bank-answer/.test(moment);
    for (const { moment, key } of paused.filter(isFree)) {
      await until(`the heir of ${moment}`, async () => (await stateOf(key)) === 'done', 40);
    }
    for (const { pid } of paused) process.kill(pid, 'SIGCONT');
    for (const { moment, key, member, answer } of paused) {
      const { status, body } = await answer;
      expect({ moment, status }).toEqual({ moment, status: 201 });
      await until(`the end of ${moment}`, async () => (await stateOf(key)) === 'done', 40);
      const client = new HttpClient(world.api.url, member.token);
      const again = await submit(client, 'TQ12', { amount: '1000.00' }, key);
      expect(again.body).toMatchObject({ id: body.id as string });
      await expectPaidOnce(world, { ...member, client });
    }
    await expectProof(world);
    expect(await rows(world, 'SELECT code FROM bank_incident')).toEqual([]);
  }, 180_000);
});
