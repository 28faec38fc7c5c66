import {
  AskRegistry,
  Evidence,
  PurposeGrants,
  RegistryMail,
  RegistryModule,
  type Grants,
} from '../../../src/modules/registry';
import { REGISTRY_MOODS, type RegistryMood } from '../../../src/simulators/moods';
import { ask, EVERYTHING, openOutsideWorld, reasonOf, type OutsideWorld } from './outside-world';
import { QUESTIONS } from './questions';

/** What each mood comes to; `delay` is beyond the deadline. A mood without its line does not compile. */
const REASONS: Readonly<Record<Exclude<RegistryMood, 'normal' | 'oversharing'>, string>> = {
  delay: 'silent',
  silence: 'silent',
  error500: 'unreachable',
  error429: 'unreachable',
  garbage: 'garbage',
  html: 'garbage',
  empty: 'garbage',
  drift: 'drift',
  'drift-missing': 'drift',
  'drift-type': 'drift',
  'drift-code': 'drift',
  stale: 'stale',
  'other-person': 'other-person',
};
const NO_ANSWER = ['delay', 'silence'];

/** A purpose that may put every question and is granted no field of any answer. */
const LEAST = 'TQ14';
const NO_FIELDS = Object.fromEntries(Object.keys(EVERYTHING).map((question) => [question, []])) as Grants;

/** The connectors that the room offers. */
function connectors(): (new (...given: never[]) => object)[] {
  const exported = Reflect.getMetadata('exports', RegistryModule) as (new () => object)[];
  // What registries send unasked is opened, not asked for.
  const others: unknown[] = [AskRegistry, Evidence, PurposeGrants, RegistryMail];
  return exported.filter((one) => !others.includes(one));
}

describe('a registry that goes wrong is unknown, never a value', () => {
  let patient: OutsideWorld;
  let hasty: OutsideWorld;

  beforeAll(async () => {
    const breaker = { consecutiveFailures: 1_000, halfOpenAfterMs: 1_000 };
    patient = await openOutsideWorld({ deadlineMs: 10_000, breaker });
    hasty = await openOutsideWorld({ deadlineMs: 150, breaker });
    patient.grants.register(LEAST, NO_FIELDS);
  });
  afterAll(() => Promise.all([patient.close(), hasty.close()]));
  afterEach(() => [patient, hasty].forEach((world) => world.simulation.moods.reset()));

  it('every question of every connector has its row here, and every mood', () => {
    const offered = connectors().flatMap((connector) =>
      Object.getOwnPropertyNames(connector.prototype)
        .filter((method) => method !== 'constructor')
        .map((method) => `${connector.name}.${method}`),
    );
    expect(Object.keys(QUESTIONS).sort()).toEqual(offered.sort());
    expect(new Set(Object.values(QUESTIONS).map(([target]) => target)).size).toBe(12);
    const moods = REGISTRY_MOODS.filter((mood) => mood !== 'normal' && mood !== 'oversharing');
    expect(Object.keys(REASONS).sort()).toEqual([...moods].sort());
  });

  describe.each(Object.entries(QUESTIONS))('%s', (_, [target, put]) => {
    it.each(Object.entries(REASONS))('in the mood %s is unknown: %s', async (mood, reason) => {
      const silent = NO_ANSWER.includes(mood);
      const world = silent ? hasty : patient;
      world.simulation.moods.set(target, { mood, ...(mood === 'delay' ? { delayMs: 2_000 } : {}) });
      // As many as any registry has ways of drifting or of being garbled.
      for (let round = 0; round < (silent ? 1 : 3); round += 1) {
        const answer = await put(world, ask);
        expect(answer).toMatchObject({
          state: 'unknown',
          reason,
          exchange: { registry: target.toUpperCase(), outcome: reason, receiptNo: null, asOf: null },
        });
        expect(answer).not.toHaveProperty('value');
        expect(answer.exchange?.sealedRequest.length).toBeGreaterThan(0);
        // Of what was not understood the hash, the status and the place stay, never the bytes.
        expect(answer.exchange).toMatchObject(
          silent
            ? { status: null, sealedResponse: null, responseSha256: null }
            : { status: expect.any(Number), sealedResponse: null, detail: expect.any(String) },
        );
        if (!silent) expect(answer.exchange?.responseSha256).toMatch(/^[0-9a-f]{64}$/);
      }
    });

    it('that tells more than it was asked has drifted, and none of its bytes is kept', async () => {
      patient.simulation.moods.set(target, { mood: 'oversharing', calls: 1 });
      const least = { ...ask, purpose: LEAST };
      expect(await put(patient, least, [])).toMatchObject({
        state: 'unknown',
        reason: 'drift',
        exchange: {
          status: 200,
          sealedResponse: null,
          responseSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          detail: expect.stringContaining('more than was asked'),
        },
      });
      expect(await put(patient, least, [])).toMatchObject({ state: 'known' });
    });

    it('that answers late but within the deadline is known', async () => {
      patient.simulation.moods.set(target, { mood: 'delay', delayMs: 20 });
      expect(await put(patient, ask)).toMatchObject({ state: 'known' });
    });

    it('that fails once is asked once more within the same question', async () => {
      patient.simulation.moods.set(target, { mood: 'error500', calls: 1 });
      expect(await put(patient, ask)).toMatchObject({ state: 'known', exchange: { attempts: 2 } });
    });

    it('that is well again answers as before', async () => {
      patient.simulation.moods.set(target, { mood: 'garbage', calls: 1 });
      const answers = [await put(patient, ask), await put(patient, ask)];
      expect(answers.map(reasonOf)).toEqual(['garbage', 'known']);
    });
  });

  it('a silent title registry never says that there is no home', async () => {
    hasty.simulation.moods.set('rea', { mood: 'silence' });
    const answer = await hasty.estate.homes(ask, [hasty.simulation.world.inRole('homeOwner')], '1401');
    expect(answer).not.toHaveProperty('value');
  });
});
