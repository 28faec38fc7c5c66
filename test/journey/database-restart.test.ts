import { setTimeout as pause } from 'node:timers/promises';
import { HttpClient, startWorld, type World } from '../support';
import { OwnServer } from '../support/own-server';
import {
  expectProof,
  memberWithCard,
  newPeople,
  rows,
  settledEmployer,
  type SignedIn,
  until,
} from './support';
import { PersistentMember } from './support/persistent-member';

/** Within which the service must serve again once the server is back. */
const HEALS_WITHIN_MS = 5_000;
const AWAY_MS = 1_500;

describe('F09: PostgreSQL goes away under load and comes back', () => {
  let server: OwnServer;
  let world: World;
  let members: SignedIn[];

  beforeAll(async () => {
    server = await OwnServer.start();
    world = await startWorld({ database: server.database, latency: 'realistic' });
    const people = await newPeople(world, 8);
    await settledEmployer(world, () => people);
    members = await Promise.all(people.map((person) => memberWithCard(world, person)));
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  /** Members withdraw while `outage` happens; gives how long the service needed to heal. */
  const underLoad = async (outage: () => Promise<void>): Promise<number> => {
    let isOver = false;
    const load = members.map((member) => new PersistentMember(member, world.api.url));
    const work = Promise.all(load.map((member) => member.withdrawUntil(() => isOver)));
    await pause(1_000);
    await outage();
    const back = performance.now();
    const client = new HttpClient(world.api.url, members[0]!.token);
    await until('an answer', async () => (await client.get('/v1/me/account')).status === 200, 30);
    const healedMs = performance.now() - back;
    await pause(1_000);
    isOver = true;
    await work;
    expect(load.flatMap(({ wrong }) => wrong)).toEqual([]);
    const told = load.map((member) => member.told);
    // The trouble was felt, and nobody's connection to the service broke.
    expect(told.reduce((sum, { 503: away = 0 }) => sum + away, 0)).toBeGreaterThan(0);
    expect(told.filter((one) => 'broken' in one)).toEqual([]);
    await expectAllPaid(load.flatMap(({ accepted }) => accepted));
    return healedMs;
  };

  /** Every case there is was answered to somebody, is done, and was paid by one instruction. */
  const expectAllPaid = async (accepted: readonly string[]): Promise<void> => {
    const found = await rows<{ id: string; state: string; payments: number }>(
      world,
      `SELECT c.id, c.state, (SELECT count(*)::int FROM instruction AS i WHERE i.source_id = c.id) AS payments
         FROM service_case AS c WHERE c.item = 'TQ12' AND c.id = ANY ($1::uuid[])`,
      [accepted],
    );
    expect(found).toHaveLength(accepted.length);
    expect(found.filter(({ state, payments }) => state !== 'done' || payments !== 1)).toEqual([]);
    const open = await rows(world, `SELECT id, state FROM service_case WHERE finished_at IS NULL`);
    expect(open).toEqual([]);
  };

  test('restarted: requests get 503 and when to come again, and soon an answer; no case is lost', async () => {
    const healedMs = await underLoad(async () => {
      await server.stop();
      await pause(AWAY_MS);
      await server.launch();
    });
    expect(healedMs).toBeLessThan(HEALS_WITHIN_MS);
  }, 120_000);

  test('killed and recovered: the same', async () => {
    const healedMs = await underLoad(async () => {
      server.kill9();
      await pause(AWAY_MS);
      await server.launch();
    });
    expect(healedMs).toBeLessThan(HEALS_WITHIN_MS);
  }, 120_000);
});
