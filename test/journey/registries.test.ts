import type { CaseView } from '../../src/modules/casework';
import type { HttpClient } from '../support';
import { startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  type Employer,
  eventsOf,
  expectProof,
  memberWithCard,
  newPeople,
  openAccounts,
  paymentsTo,
  type Person,
  registerEmployer,
  registration,
  registryMood,
  remit,
  rows,
  MONTHS,
  type SignedIn,
  signIn,
  until,
} from './support';

const moods = ['silence', 'error500', 'garbage', 'drift', 'stale', 'other-person'] as const;

interface Waiting {
  readonly client: HttpClient;
  readonly view: CaseView;
  readonly fact: string;
  readonly ends: CaseView['state'];
}

describe('a registry does not say what is true', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let tenants: Record<'pol' | 'civ' | 'rea', SignedIn>;
  let newcomers: Person[];
  const paidTo: Person[] = [];

  beforeAll(async () => {
    world = await startWorld({ env: { REGISTRY_DEADLINE_MS: '600' } });
    cast = await castOf(world);
    const people = await newPeople(world, 3, 1);
    newcomers = await newPeople(world, moods.length * 2, 2);
    employer = await registerEmployer(world, cast);
    await openAccounts(employer, people, () => '8000.00');
    for (const month of MONTHS) await remit(employer, month, people);
    const [pol, civ, rea] = await Promise.all(people.map((person) => memberWithCard(world, person)));
    tenants = { pol: pol!, civ: civ!, rea: rea! };
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  /** Runs `work` while one registry misbehaves. */
  const during = async <T>(registry: string, mood: string, work: () => Promise<T>): Promise<T> => {
    await registryMood(world, registry, mood);
    try {
      return await work();
    } finally {
      await registryMood(world, registry, 'normal');
    }
  };

  const registering = (mood: string, index: number): Promise<Waiting> =>
    during('msa', mood, async () => {
      // Only the last applicant is the legal representative: the others are refused once the registry can say so.
      const last = index === moods.length - 1;
      const person = last ? cast.inRole('otherLegalRepresentative') : cast.inRole('employerAgent');
      const { client } = await signIn(world, person, 'employer-agent');
      const input = registration(cast.companyInRole('otherEmployer').creditCode);
      const view = await apply(client, 'GJ01', input);
      return { client, view, fact: 'company.licence', ends: last ? 'done' : 'refused' };
    });

  const opening = (registry: 'pol' | 'soc', mood: string): Promise<Waiting> =>
    during(registry, mood, async () => {
      const view = await openAccounts(employer, [newcomers.pop()!], () => '8000.00');
      const fact = registry === 'pol' ? 'people.police' : 'people.employment';
      return { client: employer.agent.client, view, fact, ends: 'done' };
    });

  const renting = (registry: 'pol' | 'civ' | 'rea', mood: string): Promise<Waiting> =>
    during(registry, mood, async () => {
      const { client, person } = tenants[registry];
      const view = await apply(client, 'TQ12', { amount: '100.00' });
      paidTo.push(person);
      const fact = { pol: 'person.identity', civ: 'household.marriage', rea: 'household.homes' }[registry];
      return { client, view, fact, ends: 'done' };
    });

  test.each(moods.map((mood, index) => [mood, index] as const))(
    'F33–F36: its mood is %s: the case waits, is neither approved nor refused, and ends by itself afterwards',
    async (mood, index) => {
      const waiting = [
        await registering(mood, index),
        await opening('pol', mood),
        await opening('soc', mood),
        await renting('pol', mood),
        await renting('civ', mood),
        await renting('rea', mood),
      ];

      for (const { view, fact } of waiting) {
        expect([view.item.code, view.state]).toEqual([view.item.code, 'waiting']);
        expect(view.decision).toMatchObject({ outcome: 'waiting', headline: null });
        expect(view.decision?.findings.map(({ truth }) => truth)).not.toContain('false');
        expect(view.missing).toContain(fact);
        expect(view.receipt).toBeNull();
        expect(eventsOf(view)).toEqual(['accepted', 'facts-asked', 'waiting']);
      }
      for (const { client, view, ends } of waiting) {
        const ended = await until(`${view.item.code} ends`, async () => {
          const { body } = await client.get(`/v1/cases/${view.id}`);
          return (body as CaseView).finishedAt !== null && (body as CaseView);
        });
        expect([view.item.code, ended.state]).toEqual([view.item.code, ends]);
        expect(ended.missing).toEqual([]);
      }
    },
    60_000,
  );

  test('each case that waited was paid exactly once', async () => {
    for (const person of new Set(paidTo)) {
      const paid = await paymentsTo(world, person.cardNo);
      expect(paid.map(({ amount }) => amount)).toEqual(moods.map(() => '100.00'));
    }
  });

  test('every question is kept with its outcome; what was no answer is never kept as one', async () => {
    const outcomes = await rows<{ registry: string; outcome: string }>(
      world,
      'SELECT DISTINCT registry, outcome FROM registry_exchange ORDER BY registry, outcome',
    );
    for (const registry of ['MSA', 'POL', 'SOC', 'CIV', 'REA']) {
      const own = outcomes.filter((row) => row.registry === registry).map(({ outcome }) => outcome);
      expect([registry, own]).toEqual([
        registry,
        expect.arrayContaining(['silent', 'unreachable', 'garbage', 'drift', 'stale', 'other-person']),
      ]);
    }
  });

  test('a pre-check while a registry is silent says neither yes nor no', async () => {
    for (const registry of ['pol', 'civ', 'rea']) {
      const check = await during(registry, 'silence', () =>
        tenants.civ.client.post('/v1/prechecks', { item: 'TQ12', input: {} }),
      );
      expect(check.status).toBe(200);
      expect(check.body).toMatchObject({ eligible: null, maxAmount: null });
      expect(check.body.decision.outcome).toBe('waiting');
    }
  });

  test('somebody the centre has never seen may ask for a pre-check too', async () => {
    const { client } = await signIn(world, cast.inRole('rareName'), 'member');
    const check = await client.post('/v1/prechecks', { item: 'TQ12', input: {} });
    expect(check.status).toBe(200);
    expect(check.body).toMatchObject({ eligible: false, decision: { headline: 'ACCOUNT_NOT_FOUND' } });
  });

  test('one false rule refuses, however silent the registries are', async () => {
    const check = await during('civ', 'silence', async () => {
      const owner = await signIn(world, cast.inRole('homeOwner'), 'member');
      return owner.client.post('/v1/prechecks', { item: 'TQ12', input: {} });
    });
    expect(check.body).toMatchObject({ eligible: false });
    expect(check.body.decision.findings.map(({ truth }: { truth: string }) => truth)).toContain('unknown');
  });
});
