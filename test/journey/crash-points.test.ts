import type { CrashMoment } from '../../src/platform/crash-point';
import { startWorld, type World } from '../support';
import {
  expectProof,
  impatientBank,
  killRemittance,
  killWithdrawals,
  killWorker,
  memberWithCard,
  newPeopleAtBanks,
  OldEmployer,
  rows,
  settledEmployer,
  type SignedIn,
} from './support';

// What is most different of docs/crash-points.md; `npm run test:long` kills at all of it.
const ofRequests: readonly CrashMoment[] = [
  'intake:before',
  'intake:after',
  'decide-and-carry-out:after',
  'round:after',
  'bank-call:after',
  'bank-answer:after',
];

describe('the service is killed in the middle of the work', () => {
  let world: World;
  let members: SignedIn[];

  beforeAll(async () => {
    world = await startWorld({ env: impatientBank });
    // Every other one is paid by the second bank.
    const people = await newPeopleAtBanks(world, ofRequests.length + 2);
    await settledEmployer(world, () => people);
    members = await Promise.all(people.map((person) => memberWithCard(world, person)));
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  test('F01–F05: withdrawals end by themselves after the restart, or were never taken in; each is paid exactly once', async () => {
    const kills = await killWithdrawals(world, ofRequests, members.splice(0, ofRequests.length));
    expect(kills.map(({ moment, found, payments }) => [moment, found, payments])).toEqual([
      ['intake:before', 'nothing', 1],
      ['intake:after', 'case accepted', 1],
      ['decide-and-carry-out:after', 'case accepted', 1],
      ['round:after', 'case paying, payment sending', 1],
      ['bank-call:after', 'case paying, payment sending', 1],
      ['bank-answer:after', 'case paying, payment sending', 1],
    ]);
  }, 180_000);

  test('the worker that took over dies as well: the next one pays, once', async () => {
    const kill = await killWorker(world, 'instruction-taken-up:after', members.pop()!);
    expect(kill).toMatchObject({ found: 'case paying, payment sending', payments: 1 });
  }, 120_000);

  test('F06: killed when the payment was booked and nobody had been told: who follows the case hears of it after the restart, each word once', async () => {
    const { client } = members.pop()!;
    const doomed = await world.restartApi(0, { CRASH_POINT: 'settlement:after' });
    await world.control('PUT', '/control/moods/civ', { mood: 'silence' });
    const { id, state } = await client.typed.apply('TQ12', { amount: '700.00' });
    expect(state).toBe('waiting');
    const told: { seq: number; kind: string }[] = [];
    for await (const { seq, kind } of client.typed.follow(id)) {
      told.push({ seq, kind });
      if (kind !== 'waiting') continue;
      await world.control('PUT', '/control/moods/civ', { mood: 'normal' });
      expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });
      const [left] = await rows(world, 'SELECT state FROM service_case WHERE id = $1', [id]);
      expect(left).toEqual({ state: 'done' });
      await world.restartApi(0);
    }
    expect(told.at(-1)?.kind).toBe('credited');
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
  }, 90_000);

  test('F08: money that was being credited to members is told again by the bank and credited once', async () => {
    const old = await OldEmployer.register(world);
    const kill = await killRemittance(world, 'members-credit:after', old);
    expect(kill).toMatchObject({ found: 'nothing', payments: 1 });
  }, 60_000);
});
