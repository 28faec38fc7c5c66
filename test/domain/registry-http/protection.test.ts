import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { AskRegistry, CivilAffairs, DEFAULT_PATIENCE } from '../../../src/modules/registry';
import { SystemClock } from '../../../src/platform/clock';
import {
  ask,
  askEverybody,
  everyRegistryAt,
  grantsForTests,
  openOutsideWorld,
  reasonOf,
  sealer,
  TODAY,
  type OutsideWorld,
} from './outside-world';

describe('one failing registry', () => {
  let world: OutsideWorld;
  const questions = (): ReturnType<typeof askEverybody> => askEverybody(world);
  const put = (registry: string): Promise<string> =>
    (questions()[registry] ?? (() => Promise.reject(new Error('no such registry'))))().then(reasonOf);

  beforeEach(async () => {
    world = await openOutsideWorld({
      deadlineMs: 1_500,
      breaker: { consecutiveFailures: 3, halfOpenAfterMs: 1_000 },
      bulkhead: { concurrent: 2, queued: 2 },
    });
  });
  afterEach(() => world.close());

  it('F32: does not hold up the others: they have all answered while its own questions still wait', async () => {
    world.simulation.moods.set('rea', { mood: 'silence' });
    let waiting = 2;
    const silent = [put('rea'), put('rea')].map((answer) => answer.finally(() => (waiting -= 1)));
    const others = await Promise.all(['msa', 'pol', 'soc', 'civ'].map(put));
    expect(others).toEqual(['known', 'known', 'known', 'known']);
    expect(waiting).toBe(2);
    expect(await Promise.all(silent)).toEqual(['silent', 'silent']);
  });

  it('turns questions away at once when its lines and its queue are full', async () => {
    world.simulation.moods.set('rea', { mood: 'silence' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => put('rea')));
    expect(answers).toEqual(['silent', 'silent', 'busy', 'busy', 'busy']);
  });

  it('is not asked while the breaker is open, and is again when it has recovered', async () => {
    const reopened: string[] = [];
    const trial = async (): Promise<string> => {
      for (;;) {
        const answer = await put('civ');
        if (answer !== 'breaker-open') return answer;
        await pause(50);
      }
    };
    world.registries.onReopened((registry) => reopened.push(registry));
    world.simulation.moods.set('civ', { mood: 'error500' });
    expect([await put('civ'), await put('civ'), await put('civ')]).toEqual(Array(3).fill('unreachable'));
    const seen = () => world.registries.breakerStates().find(({ registry }) => registry === 'CIV');
    expect(seen()).toMatchObject({ state: 'open', timesOpened: 1 });
    const turnedAway = await questions().civ?.();
    expect(turnedAway).toEqual({ state: 'unknown', reason: 'breaker-open', exchange: null });
    expect(await put('rea')).toBe('known');

    expect(await trial()).toBe('unreachable');
    expect(await put('civ')).toBe('breaker-open');
    expect(reopened).toEqual([]);
    expect(seen()).toMatchObject({ state: 'open', timesOpened: 2 });
    // Nobody asks: it is known all the same that the next question would be sent.
    await pause(1_050);
    expect(seen()).toMatchObject({ state: 'half-open', timesOpened: 2 });

    world.simulation.moods.reset();
    expect(await trial()).toBe('known');
    expect(reopened).toEqual(['CIV']);
    expect(seen()).toMatchObject({ state: 'closed' });
    expect(await put('civ')).toBe('known');
  });

  it('does not open the breaker by odd answers about single persons', async () => {
    for (const mood of ['drift', 'stale', 'other-person']) {
      world.simulation.moods.set('pol', { mood });
      for (let round = 0; round < 4; round += 1) await put('pol');
    }
    world.simulation.moods.reset();
    expect(await put('pol')).toBe('known');
  });

  it('opens the breaker by silence even while questions queue', async () => {
    world.simulation.moods.set('soc', { mood: 'silence' });
    await Promise.all([put('soc'), put('soc'), put('soc')]);
    await put('soc');
    expect(await put('soc')).toBe('breaker-open');
  });
});

describe('a line that breaks', () => {
  let server: Server;
  let connections = 0;
  let registries: AskRegistry;

  afterEach(async () => {
    await registries.onModuleDestroy();
    server.close();
  });

  it('is tried twice, then unreachable', async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.resetAndDestroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const baseUrls = everyRegistryAt(url);
    registries = new AskRegistry(
      { ...DEFAULT_PATIENCE, baseUrls },
      sealer,
      new SystemClock(TODAY),
      grantsForTests(),
    );
    const answer = await new CivilAffairs(registries).marriage(ask, {
      name: '测之一',
      idNo: '11010519491231002X',
    });
    expect(answer).toMatchObject({
      state: 'unknown',
      reason: 'unreachable',
      exchange: { attempts: 2, status: null },
    });
    expect(connections).toBe(2);
  });
});
