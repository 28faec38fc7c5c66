import { randomUUID } from 'node:crypto';
import { startWorld, type World } from '../support';
import {
  expectProof,
  memberWithCard,
  newPeople,
  paymentsTo,
  type Person,
  rows,
  settledEmployer,
  type SignedIn,
  storedCounts,
  submit,
} from './support';

describe('one key, one effect', () => {
  let world: World;
  let people: readonly Person[];
  let member: SignedIn;
  let other: SignedIn;

  beforeAll(async () => {
    world = await startWorld();
    people = await newPeople(world, 3);
    await settledEmployer(world, () => people);
    member = await memberWithCard(world, people[0]!);
    other = await memberWithCard(world, people[1]!);
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const casesOf = (key: string): Promise<object[]> =>
    rows(
      world,
      `SELECT c.id, (SELECT count(*) FROM instruction AS i WHERE i.source_id = c.id) AS instructions
         FROM command AS k JOIN service_case AS c ON c.id = k.resource_id WHERE k.key = $1 ORDER BY c.id`,
      [key],
    );

  test('F41: a hundred requests at once with one key make one case, one instruction and one payment', async () => {
    const key = randomUUID();
    const input = { amount: '1000.00' };
    const before = await storedCounts(world);
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => submit(member.client, 'TQ12', input, key)),
    );

    const made = answers.filter(({ status }) => status === 201);
    const firsts = made.filter(({ headers }) => headers.get('idempotency-replayed') === null);
    const turnedAway = answers.filter(({ status }) => status !== 201);
    expect(firsts).toHaveLength(1);
    expect(turnedAway.map(({ status, body }) => [status, body.code])).toEqual(
      turnedAway.map(() => [409, 'REQUEST_IN_PROGRESS']),
    );
    expect(turnedAway.every(({ headers }) => headers.get('retry-after') !== null)).toBe(true);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);

    const after = await storedCounts(world);
    const gained = Object.keys(after).map((name) => [name, Number(after[name]) - Number(before[name])]);
    expect(Object.fromEntries(gained)).toEqual({
      cases: 1,
      commands: 1,
      holds: 1,
      instructions: 1,
      journals: 1,
      pots: 1,
    });
    expect(await paymentsTo(world, member.person.cardNo)).toHaveLength(1);
    expect(firsts[0]?.body).toMatchObject({ state: 'done', decision: { amount: '1000.00' } });

    for (let time = 0; time < 3; time += 1) {
      const replay = await submit(member.client, 'TQ12', input, key);
      expect(replay.status).toBe(201);
      expect(replay.headers.get('idempotency-replayed')).toBe('true');
      expect(replay.headers.get('location')).toBe(firsts[0]?.headers.get('location'));
      expect(replay.text).toBe(firsts[0]?.text);
    }
    // The same content in another order of fields is the same request.
    const reordered = await member.client.post('/v1/cases', { input, item: 'TQ12' }, { key });
    expect(reordered.text).toBe(firsts[0]?.text);
    expect(await storedCounts(world)).toEqual(after);
  });

  test('F42: a key that was used for another body is refused, and nothing happens', async () => {
    const key = randomUUID();
    expect((await submit(member.client, 'TQ12', { amount: '10.00' }, key)).status).toBe(201);
    const before = await storedCounts(world);
    const changed = await submit(member.client, 'TQ12', { amount: '11.00' }, key);
    expect(changed.status).toBe(422);
    expect(changed.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await storedCounts(world)).toEqual(before);
  });

  test('F42: the same key of another person is another key: nothing of the first is shown', async () => {
    const key = randomUUID();
    const mine = await submit(member.client, 'TQ12', { amount: '20.00' }, key);
    const theirs = await submit(other.client, 'TQ12', { amount: '20.00' }, key);
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
    expect(theirs.body.id).not.toBe(mine.body.id);
    expect(await casesOf(key)).toHaveLength(2);
    expect((await paymentsTo(world, other.person.cardNo)).map(({ amount }) => amount)).toEqual(['20.00']);
  });

  test('the same key on another route is another key', async () => {
    const key = randomUUID();
    const made = await submit(member.client, 'TQ12', { amount: '30.00' }, key);
    const check = await member.client.post('/v1/prechecks', { item: 'TQ12', input: {} }, { key });
    expect([made.status, check.status]).toEqual([201, 200]);
  });

  test('a request that is malformed stores nothing: mended, it goes through under the same key', async () => {
    const key = randomUUID();
    const before = await storedCounts(world);
    const malformed = await submit(member.client, 'TQ12', { amount: 'ten' }, key);
    expect(malformed.status).toBe(400);
    expect(malformed.body.errors[0]).toMatchObject({ pointer: '/input/amount' });
    expect(await storedCounts(world)).toEqual(before);
    const mended = await submit(member.client, 'TQ12', { amount: '10.00' }, key);
    expect([mended.status, mended.body.state]).toEqual([201, 'done']);
    expect(mended.headers.get('idempotency-replayed')).toBeNull();
  });

  test('a command without a key is refused before anything is looked at', async () => {
    const before = await storedCounts(world);
    const answer = await member.client.post(
      '/v1/cases',
      { item: 'TQ12', input: {} },
      { headers: { 'idempotency-key': '' } },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
    expect(await storedCounts(world)).toEqual(before);
  });
});
