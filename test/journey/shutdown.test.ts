import { randomUUID } from 'node:crypto';
import { ProblemError } from '../../scripts/sdk';
import { type HttpAnswer, HttpClient, startWorld, type World } from '../support';
import {
  bankMood,
  expectProof,
  memberWithCard,
  newPeople,
  paymentsTo,
  type Person,
  rows,
  settledEmployer,
  type SignedIn,
  submit,
  until,
  untilState,
  withoutNotices,
} from './support';

const MEMBERS = 8;

describe('the service is told to stop', () => {
  let world: World;
  let people: readonly Person[];
  let members: SignedIn[];

  beforeAll(async () => {
    world = await startWorld({ env: { REGISTRY_DEADLINE_MS: '2500', INLINE_BUDGET_MS: '9000' } });
    people = await newPeople(world, MEMBERS + 2);
    await settledEmployer(world, () => people);
    members = [];
    for (const person of people) members.push(await memberWithCard(world, person));
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const slowCivilAffairs = (delayMs: number): Promise<unknown> =>
    world.control('PUT', '/control/moods/civ', { mood: 'delay', delayMs });
  /** Cases that are taken in and not yet decided. */
  const undecided = async (): Promise<number> =>
    (await rows<object>(world, `SELECT 1 FROM service_case WHERE state = 'accepted'`)).length;

  test('under load: not ready at once, new requests are turned away, those under way end and nothing is lost', async () => {
    await slowCivilAffairs(1_500);
    const applicants = members.slice(0, MEMBERS);
    const keys = applicants.map(() => randomUUID());
    const underWay = applicants.map(({ client }, index) =>
      submit(client, 'TQ12', { amount: '1000.00' }, keys[index]),
    );
    await until('all applications taken in', async () => (await undecided()) === MEMBERS);

    const old = world.api;
    const visitor = new HttpClient(old.url);
    process.kill(old.pid, 'SIGTERM');
    const notReady = await until('not ready', async () => {
      const answer = await visitor.get('/readyz');
      return answer.status === 503 && answer;
    });
    expect(notReady.body).toMatchObject({ status: 'not-ready' });
    const turnedAway = await visitor.get('/v1/items');
    expect([turnedAway.status, turnedAway.body.code]).toEqual([503, 'SHUTTING_DOWN']);
    expect(turnedAway.headers.get('retry-after')).toBe('1');
    expect(turnedAway.headers.get('connection')).toBe('close');
    expect((await visitor.get('/livez')).status).toBe(200);

    const answers: HttpAnswer[] = await Promise.all(underWay);
    expect(answers.map(({ status, body }) => [status, body.state])).toEqual(
      applicants.map(() => [201, 'done']),
    );
    expect(await old.ended).toEqual({ code: 0, signal: null });
    expect(old.output()).not.toContain('shutdown-cut-short');

    await slowCivilAffairs(0);
    await world.restartApi(0);
    for (const [index, { client, person }] of applicants.entries()) {
      const replay = await submit(client, 'TQ12', { amount: '1000.00' }, keys[index]);
      expect([replay.status, replay.text]).toEqual([201, answers[index]?.text]);
      expect((await paymentsTo(world, person.cardNo)).map(({ amount }) => amount)).toEqual(['1000.00']);
    }
  }, 60_000);

  test('with nothing under way: it says that it is not ready and serves on, until a balancer has heard of it', async () => {
    const told = await world.restartApi(0, { SHUTDOWN_NOTICE_MS: '1500' });
    const visitor = new HttpClient(told.url);
    expect((await visitor.get('/readyz')).status).toBe(200);
    process.kill(told.pid, 'SIGTERM');
    await until('not ready', async () => (await visitor.get('/readyz')).status === 503);
    expect((await visitor.get('/v1/items')).status).toBe(200);
    expect(await told.ended).toEqual({ code: 0, signal: null });
    await world.restartApi(0);
  }, 30_000);

  test('while the bank is silent: the payment is left to the lease, and ends once after the restart', async () => {
    const member = members[MEMBERS]!;
    const id = await withoutNotices(world, async () => {
      await bankMood(world, 'timeout-after-paying', { calls: 1 });
      const answered = submit(member.client, 'TQ12', { amount: '500.00' });
      await until('the payment was sent', async () => {
        const sent = await rows<object>(world, `SELECT 1 FROM instruction WHERE state = 'sending'`);
        return sent.length === 1;
      });
      const old = world.api;
      process.kill(old.pid, 'SIGTERM');
      const { status, body } = await answered;
      expect([status, body.state]).toEqual([201, 'paying']);
      expect(await old.ended).toEqual({ code: 0, signal: null });
      await world.restartApi(0);
      return body.id as string;
    });
    await untilState(member.client, id, 'done', 40);
    expect((await paymentsTo(world, member.person.cardNo)).map(({ amount }) => amount)).toEqual(['500.00']);
  }, 90_000);

  test('F06: whoever follows a case comes back after the restart and misses nothing', async () => {
    const { client } = members[MEMBERS + 1]!;
    await world.control('PUT', '/control/moods/civ', { mood: 'silence' });
    const waiting = await client.typed.apply('TQ12', { amount: '700.00' });
    expect(waiting.state).toBe('waiting');
    const seen: string[] = [];
    for await (const { kind } of client.typed.follow(waiting.id)) {
      seen.push(kind);
      if (kind !== 'waiting') continue;
      process.kill(world.api.pid, 'SIGTERM');
      await world.api.ended;
      await world.control('PUT', '/control/moods/civ', { mood: 'normal' });
      await world.restartApi(0);
    }
    expect(seen).toEqual((await client.typed.readCase(waiting.id)).timeline.map(({ kind }) => kind));
    expect(seen.at(-1)).toBe('credited');
  }, 60_000);

  test('a client is told in its own terms that the service is about to end', () => {
    const problem = {
      type: 'urn:zero-run:problem:SHUTTING_DOWN',
      title: '系统暂时不可用',
      status: 503,
      code: 'SHUTTING_DOWN',
      traceId: '0'.repeat(32),
      errors: [],
    };
    expect(new ProblemError(problem, 1)).toMatchObject({
      status: 503,
      code: 'SHUTTING_DOWN',
      retryAfterSeconds: 1,
    });
  });
});
