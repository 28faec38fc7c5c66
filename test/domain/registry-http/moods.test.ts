import { askEverybody, openOutsideWorld, reasonOf, type OutsideWorld } from './outside-world';

const REGISTRIES = ['msa', 'pol', 'soc', 'civ', 'rea', 'hsg', 'hrr'];
const REASONS = [
  ['silence', 'silent'],
  ['error500', 'unreachable'],
  ['garbage', 'garbage'],
  ['drift', 'drift'],
  ['stale', 'stale'],
  ['other-person', 'other-person'],
] as const;
const MANY_ROUNDS = 4; // as many as any registry has ways of drifting or of being garbled

describe('a registry that goes wrong is unknown, never a value', () => {
  let patient: OutsideWorld;
  let hasty: OutsideWorld;

  beforeAll(async () => {
    const breaker = { consecutiveFailures: 1_000, halfOpenAfterMs: 1_000 };
    patient = await openOutsideWorld({ deadlineMs: 10_000, breaker });
    hasty = await openOutsideWorld({ deadlineMs: 200, breaker });
  });
  afterAll(() => Promise.all([patient.close(), hasty.close()]));
  afterEach(() => [patient, hasty].forEach((world) => world.simulation.moods.reset()));

  describe.each(REGISTRIES)('%s', (registry) => {
    it.each(REASONS)('in the mood %s is unknown: %s', async (mood, reason) => {
      const world = mood === 'silence' ? hasty : patient;
      world.simulation.moods.set(registry, { mood });
      const rounds = mood === 'silence' ? 1 : MANY_ROUNDS;
      for (let round = 0; round < rounds; round += 1) {
        const answer = await askEverybody(world)[registry]?.();
        expect(answer).toMatchObject({
          state: 'unknown',
          reason,
          exchange: { outcome: reason, receiptNo: null },
        });
      }
    });

    it('that answers late but within the deadline is known', async () => {
      patient.simulation.moods.set(registry, { mood: 'delay', delayMs: 20 });
      expect(await askEverybody(patient)[registry]?.()).toMatchObject({ state: 'known' });
    });

    it('that answers after the deadline was silent', async () => {
      hasty.simulation.moods.set(registry, { mood: 'delay', delayMs: 2_000 });
      const answer = await askEverybody(hasty)[registry]?.();
      expect(answer).toMatchObject({
        state: 'unknown',
        reason: 'silent',
        exchange: { sealedResponse: null },
      });
    });

    it('that fails once is asked once more within the same question', async () => {
      patient.simulation.moods.set(registry, { mood: 'error500', calls: 1 });
      const answer = await askEverybody(patient)[registry]?.();
      expect(answer).toMatchObject({ state: 'known', exchange: { attempts: 2 } });
    });

    it('that is well again answers as before', async () => {
      patient.simulation.moods.set(registry, { mood: 'garbage', calls: 1 });
      const ask = askEverybody(patient)[registry];
      if (ask === undefined) throw new Error('no such registry');
      expect([reasonOf(await ask()), reasonOf(await ask())]).toEqual(['garbage', 'known']);
    });
  });

  it('a silent title registry never says that there is no home', async () => {
    hasty.simulation.moods.set('rea', { mood: 'silence' });
    const answer = await hasty.estate.homes(
      { traceId: 't', purpose: 'TQ12', caseId: null, basis: 'law' },
      [hasty.simulation.world.inRole('homeOwner')],
      '1401',
    );
    expect(answer).not.toHaveProperty('value');
  });
});
