import { randomUUID } from 'node:crypto';
import { startWorld, type World } from '../support';
import type { CrashPoint } from '../../src/platform/crash-point';
import {
  BANK_CODES,
  eventsOf,
  expectProof,
  memberWithCard,
  newPeople,
  paymentsTo,
  type Person,
  rows,
  settledEmployer,
  submit,
  until,
} from './support';

const points: readonly CrashPoint[] = [
  'after-intake',
  'after-carry-out-commit',
  'after-bank-send',
  'before-settlement-commit',
];

describe.each(BANK_CODES)('the service is killed in the middle of a withdrawal paid by bank %s', (bank) => {
  let world: World;
  let people: readonly Person[];

  beforeAll(async () => {
    world = await startWorld();
    people = await newPeople(world, points.length, 1, bank);
    await settledEmployer(world, () => people);
    for (const person of people) await memberWithCard(world, person);
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  test.each(points.map((point, index) => [point, index] as const))(
    'at %s: after the restart the case ends by itself, paid exactly once',
    async (point, index) => {
      const person = people[index]!;
      const identity = { role: 'member', name: person.name, idNo: person.idNo } as const;
      const member = await world.signedIn(identity);
      const key = randomUUID();
      const input = { amount: '1000.00' };

      const doomed = await world.restartApi(0, { CRASH_POINT: point });
      await expect(submit(member, 'TQ12', input, key)).rejects.toThrow('fetch failed');
      expect((await doomed.ended).signal).toBe('SIGKILL');
      await world.restartApi(0);

      // Nobody asks it to go on: the worker finds it.
      const done = await until(
        `the case killed at ${point}`,
        async () => {
          const found = await rows<{ id: string; state: string }>(
            world,
            `SELECT c.id, c.state FROM command AS k JOIN service_case AS c ON c.id = k.resource_id WHERE k.key = $1`,
            [key],
          );
          expect(found).toHaveLength(1);
          return found[0]?.state === 'done' && found[0];
        },
        40,
      );

      const paid = await paymentsTo(world, person.cardNo);
      expect(paid.map(({ amount }) => amount)).toEqual(['1000.00']);
      expect((await member.get('/v1/me/account')).body).toMatchObject({ balance: '4760.00', held: '0.00' });

      const again = await submit(member, 'TQ12', input, key);
      expect(again.status).toBe(201);
      expect(again.body).toMatchObject({ id: done.id, state: 'done', decision: { amount: '1000.00' } });
      expect(eventsOf(again.body).filter((kind) => kind === 'credited')).toHaveLength(1);
      expect((await submit(member, 'TQ12', input, key)).text).toBe(again.text);
      expect(await paymentsTo(world, person.cardNo)).toHaveLength(1);
    },
    60_000,
  );
});
