import { randomUUID } from 'node:crypto';
import type { CrashMoment } from '../../src/platform/crash-point';
import { startWorld, type World } from '../support';
import {
  bankMood,
  confirm,
  type Employer,
  expectProof,
  memberWithCard,
  moveTo,
  newPeople,
  pay,
  paymentsTo,
  type Person,
  retire,
  rows,
  sendList,
  settledEmployer,
  signIn,
  submit,
  until,
  untilState,
} from './support';

const points: readonly CrashMoment[] = [
  'intake:after',
  'round:after',
  'bank-call:after',
  'bank-answer:after',
];
const later = '2027-01-20';
/** 5760.00 with 97 days of interest. */
const total = '5783.28';

describe('the service is killed in the middle of a closing', () => {
  let world: World;
  let people: readonly Person[];
  let employer: Employer;

  beforeAll(async () => {
    world = await startWorld({ env: { BANK_DEADLINE_MS: '500', BANK_NOT_FOUND_WINDOW_MS: '1500' } });
    people = await newPeople(world, points.length + 1);
    employer = await settledEmployer(world, () => people);
    await moveTo(world, later);
    await retire(world, people, later);
    for (const person of people) await memberWithCard(world, person);
  }, 180_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const restart = (env: Readonly<Record<string, string>> = {}) =>
    // The answer waits for the point at which the service dies, however busy the machine.
    world.restartApi(0, { BUSINESS_DATE: later, INLINE_BUDGET_MS: '20000', ...env });
  const memberOf = ({ name, idNo }: Person) => world.signedIn({ role: 'member', name, idNo });

  /** Lets the service kill itself at a point while somebody's account closes. */
  async function killAt(point: CrashMoment, person: Person, key: string): Promise<void> {
    const doomed = await restart({ CRASH_POINT: point });
    await expect(submit(await memberOf(person), 'TQ14', {}, key)).rejects.toThrow('fetch failed');
    expect((await doomed.ended).signal).toBe('SIGKILL');
  }

  const statesOf = (key: string) =>
    rows<{ id: string; state: string }>(
      world,
      `WITH RECURSIVE chain AS (
         SELECT c.id, c.state, 1 AS n FROM command AS k JOIN service_case AS c ON c.id = k.resource_id WHERE k.key = $1
         UNION ALL SELECT c.id, c.state, n + 1 FROM service_case AS c JOIN chain ON c.follows_id = chain.id)
       SELECT id, state FROM chain ORDER BY n`,
      [key],
    );

  test.each(points.map((point, index) => [point, index] as const))(
    'at %s: after the restart the account closes by itself, paid exactly once',
    async (point, index) => {
      const person = people[index]!;
      const key = randomUUID();
      await killAt(point, person, key);
      await restart();
      await until(
        `the closing killed at ${point}`,
        async () => (await statesOf(key)).every(({ state }) => state === 'done'),
        40,
      );
      expect(await statesOf(key)).toHaveLength(1);
      expect((await paymentsTo(world, person.cardNo)).map(({ amount }) => amount)).toEqual([total]);
      const member = await memberOf(person);
      expect((await member.get('/v1/me/account')).body).toMatchObject({ state: '05', balance: '0.00' });
      const again = await submit(member, 'TQ14', {}, key);
      expect([again.status, again.body.state]).toEqual([201, 'done']);
      expect(await paymentsTo(world, person.cardNo)).toHaveLength(1);
    },
    60_000,
  );

  test('twice, with late money: the closing and the further case each pay exactly once', async () => {
    const person = people[points.length]!;
    const key = randomUUID();
    const list = await sendList(await signedInAgain(), '2026-11', [person]);
    expect(list.status).toBe(201);
    await restart();
    const confirmed = await confirm(await signedInAgain(), list.body.id as string);
    await killAt('bank-call:after', person, key);
    // Started so that it kills itself again when it sends the payment of the further case.
    const doomed = await restart({ CRASH_POINT: 'bank-call:after' });
    await pay(employer, confirmed);
    await untilState((await signedInAgain()).agent.client, confirmed.id, 'done');
    expect((await doomed.ended).signal).toBe('SIGKILL');
    await restart();
    await bankMood(world, 'normal');
    await until(
      'both cases',
      async () => {
        const states = await statesOf(key);
        return states.length === 2 && states.every(({ state }) => state === 'done');
      },
      40,
    );
    expect((await paymentsTo(world, person.cardNo)).map(({ amount }) => amount)).toEqual([total, '1920.00']);
    const member = await memberOf(person);
    expect((await member.get('/v1/me/account')).body).toMatchObject({ state: '05', balance: '0.00' });
  }, 120_000);

  async function signedInAgain(): Promise<Employer> {
    employer = { ...employer, agent: await signIn(world, employer.agent.person, 'employer-agent') };
    return employer;
  }
});
