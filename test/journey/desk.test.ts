import { randomUUID } from 'node:crypto';
import type { CaseView } from '../../src/modules/casework';
import { type HttpClient, startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  eventsOf,
  expectProof,
  memberWithCard,
  newPeople,
  ownAccount,
  paymentsTo,
  type Person,
  readCase,
  registration,
  registryMood,
  rows,
  settledEmployer,
  type SignedIn,
  signIn,
  until,
  untilState,
} from './support';

const clerkIdentity = { role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' } as const;
const LATER = '2026-10-20';

const certificate = (kind: string) => ({
  kind,
  number: 'J140203-2016-000123',
  issuer: '大同市平城区民政局(虚构)',
  issuedOn: '2016-05-20',
});

describe('somebody waits for a person', () => {
  let world: World;
  let cast: Cast;
  let visitor: SignedIn;
  let tenants: SignedIn[];
  let people: readonly Person[];
  const clerk = (): Promise<HttpClient> => world.signedIn(clerkIdentity);
  const again = async ({ person }: SignedIn): Promise<HttpClient> =>
    world.signedIn({ role: 'member', name: person.name, idNo: person.idNo });

  beforeAll(async () => {
    world = await startWorld({ env: { REGISTRY_DEADLINE_MS: '600' } });
    cast = await castOf(world);
    people = await newPeople(world, 5, 3);
    const elsewhere = cast.inRole('marriageRegisteredElsewhere');
    await settledEmployer(world, () => [elsewhere, ...people]);
    visitor = await memberWithCard(world, elsewhere);
    tenants = [];
    for (const person of people) tenants.push(await memberWithCard(world, person));
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  test('whose marriage is registered elsewhere: the clerk enters the certificate, the rules decide, the money is on the card', async () => {
    const waiting = await apply(visitor.client, 'TQ12', { amount: '1000.00' });
    expect(waiting).toMatchObject({ state: 'counter', reasons: [] });

    const desk = await clerk();
    const { entries } = (await desk.get('/v1/desk/queue?item=TQ12')).body;
    expect(entries).toEqual([
      expect.objectContaining({
        caseId: waiting.id,
        daysLeft: 3,
        missing: expect.arrayContaining([
          expect.objectContaining({ fact: 'household.marriage', reason: 'denied' }),
        ]),
      }),
    ]);
    expect(JSON.stringify(entries)).not.toContain(visitor.person.name);
    const shown = (await desk.get(`/v1/desk/cases/${waiting.id}`)).body;
    expect(shown.applicant.name).toBe(visitor.person.name);

    const spouse = cast.inRole('renterSpouse');
    const answered = await desk.post(`/v1/desk/cases/${waiting.id}/facts`, {
      fact: 'household.marriage',
      value: { status: 'married', spouse: { name: spouse.name, idNo: spouse.idNo } },
      evidence: certificate('marriage-certificate'),
    });
    expect([answered.status, answered.body.state]).toEqual([201, 'done']);

    const done = await readCase(visitor.client, waiting.id);
    expect(eventsOf(done)).toEqual([
      'accepted',
      'facts-asked',
      'counter',
      'fact-answered',
      'approved',
      'payment-sent',
      'credited',
    ]);
    expect(done.suppliedAtDesk).toMatchObject([
      { fact: 'household.marriage', paper: { zh: '结婚证', en: 'marriage certificate' } },
    ]);
    expect(done.spared).toMatchObject({ visits: 1, papersAsked: 1, humanApprovals: 0 });
    expect((await paymentsTo(world, visitor.person.cardNo)).map(({ amount }) => amount)).toEqual(['1000.00']);
    expect(await ownAccount(visitor)).toMatchObject({ balance: '4760.00', held: '0.00' });
    expect((await desk.get('/v1/desk/queue')).body.entries).toEqual([]);

    // Both homes were asked about: the spouse of the certificate counts as one that civil affairs names.
    const [homes] = await rows<{ value: object }>(
      world,
      `SELECT body -> 'value' AS value FROM case_fact WHERE case_id = $1 AND name = 'household.homes' ORDER BY round DESC LIMIT 1`,
      [waiting.id],
    );
    expect(homes?.value).toEqual({ member: 0, spouse: 0 });
    const kept = await rows<{ line: string }>(
      world,
      `SELECT a::text AS line FROM desk_answer AS a UNION ALL SELECT e::text FROM event AS e UNION ALL SELECT f::text FROM case_fact AS f`,
    );
    for (const secret of [spouse.name, spouse.idNo, 'J140203-2016-000123'])
      expect(kept.filter(({ line }) => line.includes(secret))).toEqual([]);
    const looked = await rows(world, 'SELECT reader FROM case_reading WHERE case_id = $1', [waiting.id]);
    expect(looked).toHaveLength(1);
  });

  test('no role can set an outcome, an amount or a state, by any route', async () => {
    await registryMood(world, 'civ', 'error500');
    const open = await apply(tenants[4]!.client, 'TQ12', { amount: '50.00' });
    expect(open.state).toBe('waiting');
    const value = {
      outcome: 'approved',
      amount: '5000.00',
      state: 'done',
      decision: { outcome: 'approved' },
    };
    const evidence = certificate('marriage-record');
    let tried = 0;
    const document = (await world.visitor().get('/openapi.json')).body as { paths: Record<string, object> };
    for (const role of ['member', 'employer-agent', 'clerk', 'manager', 'auditor'] as const) {
      const client = await world.signedIn({ ...clerkIdentity, role });
      for (const [path, methods] of Object.entries(document.paths)) {
        for (const method of Object.keys(methods).filter((name) => name !== 'get')) {
          if (!path.startsWith('/v1/') || path.startsWith('/v1/demo')) continue;
          const route = path.replaceAll(/\{[^}]+\}/g, open.id);
          for (const body of [
            value,
            { ...value, fact: 'household.marriage', value: { status: 'single' }, evidence },
          ]) {
            const { status } = await client.send(method.toUpperCase(), route, {
              body,
              headers: { 'idempotency-key': randomUUID() },
            });
            expect([role, method, path, status < 300]).toEqual([role, method, path, false]);
            tried += 1;
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(50);
    expect(await readCase(tenants[4]!.client, open.id)).toMatchObject({ state: 'waiting', receipt: null });
    expect(await rows(world, 'SELECT FROM desk_answer WHERE case_id = $1', [open.id])).toEqual([]);
    const cancelled = await tenants[4]!.client.post(`/v1/cases/${open.id}/cancellation`, undefined);
    expect(cancelled.body).toMatchObject({ state: 'cancelled' });
    await registryMood(world, 'civ', 'normal');
  }, 60_000);

  test('because a registry stays silent past the legal deadline: desk or registry, whoever speaks first ends it', async () => {
    await registryMood(world, 'civ', 'silence');
    const [first, second, third] = [tenants[0]!, tenants[1]!, tenants[2]!];
    const open: CaseView[] = [];
    for (const { client } of [first, second, third]) {
      open.push(await apply(client, 'TQ12', { amount: '100.00' }));
      expect(open.at(-1)).toMatchObject({ state: 'waiting', deadline: '2026-10-18' });
    }

    await registryMood(world, 'msa', 'silence');
    const head = await signIn(world, cast.inRole('otherLegalRepresentative'), 'employer-agent');
    const { creditCode } = cast.companyInRole('otherEmployer');
    const unclocked = await apply(head.client, 'GJ01', registration(creditCode));
    expect(unclocked).toMatchObject({ state: 'waiting', deadline: null });

    await world.control('PUT', '/control/business-date', { businessDate: LATER });
    await world.restartApi(0, { BUSINESS_DATE: LATER });
    // The law names no day for a registration: a person looks all the same, and it still ends by itself.
    const headAgain = (await signIn(world, head.person, 'employer-agent')).client;
    await untilState(headAgain, unclocked.id, 'overdue', 30);
    const [entry] = (await (await clerk()).get('/v1/desk/queue?overdue=true&item=GJ01')).body.entries;
    expect(entry).toMatchObject({ caseId: unclocked.id, deadline: null, personBy: '2026-10-18' });
    await registryMood(world, 'msa', 'normal');
    await rows(world, `UPDATE service_case SET due_at = now() WHERE id = $1`, [unclocked.id]);
    await untilState(headAgain, unclocked.id, 'done', 30);

    const [byDesk, byRegistry, crashed] = open.map(({ id }) => id) as [string, string, string];
    for (const [index, id] of [byDesk, byRegistry, crashed].entries())
      await untilState(await again([first, second, third][index]!), id, 'overdue', 30);

    const { entries } = (await (await clerk()).get('/v1/desk/queue?overdue=true')).body;
    expect(
      entries.map(({ caseId, daysLeft }: { caseId: string; daysLeft: number }) => [caseId, daysLeft]),
    ).toEqual([byDesk, byRegistry, crashed].map((id) => [id, -2]));

    const single = {
      fact: 'household.marriage',
      value: { status: 'single' },
      evidence: certificate('marriage-record'),
    };
    const answered = await (await clerk()).post(`/v1/desk/cases/${byDesk}/facts`, single);
    expect(answered.body).toMatchObject({ id: byDesk, state: 'done' });

    // The service dies right after the answer was stored: the worker decides on it.
    const key = randomUUID();
    await world.restartApi(0, { BUSINESS_DATE: LATER, CRASH_POINT: 'desk-decision:before' });
    const doomed = (await clerk()).post(`/v1/desk/cases/${crashed}/facts`, single, { key });
    await expect(doomed).rejects.toThrow('fetch failed');
    await world.restartApi(0, { BUSINESS_DATE: LATER });
    const ended = await untilState(await again(third), crashed, 'done', 40);
    expect(eventsOf(ended).filter((kind) => kind === 'fact-answered')).toHaveLength(1);
    const repeated = await (await clerk()).post(`/v1/desk/cases/${crashed}/facts`, single, { key });
    expect([repeated.status, repeated.body.state]).toEqual([201, 'done']);

    await registryMood(world, 'civ', 'normal');
    await rows(world, `UPDATE service_case SET due_at = now() WHERE id = $1`, [byRegistry]);
    const done = await untilState(await again(second), byRegistry, 'done', 30);
    expect(done).toMatchObject({ suppliedAtDesk: [], spared: { visits: 0, papersAsked: 0 } });
    for (const { person } of [first, second, third])
      expect((await paymentsTo(world, person.cardNo)).map(({ amount }) => amount)).toEqual(['100.00']);
  }, 120_000);

  test('a stored fact that is altered later raises an alarm at the next replay', async () => {
    const done = await apply(await again(tenants[3]!), 'TQ12', { amount: '10.00' });
    expect(done.state).toBe('done');
    await rows(
      world,
      `UPDATE case_fact SET body = jsonb_set(body, '{value}', '2') WHERE case_id = $1 AND name = 'contribution.monthsInARow'`,
      [done.id],
    );
    const auditor = await world.signedIn({ ...clerkIdentity, role: 'auditor' });
    const run = await auditor.post('/v1/oversight/replays', { size: 500, fromDay: LATER, toDay: LATER });
    expect(run.body).toMatchObject({ differing: 1 });
    const [latest] = (await auditor.get('/v1/oversight/replays?limit=1')).body.runs;
    expect(latest.differences).toEqual([
      expect.objectContaining({
        caseId: done.id,
        round: 1,
        path: expect.stringMatching(/^\/decision\/findings\//),
      }),
    ]);
    await until('the alarm stands in the log', () =>
      Promise.resolve(
        world.api
          .output()
          .split('\n')
          .some((line) => /"event":"replay-differs"/.test(line) && line.includes(done.id)),
      ),
    );
    const metrics = (await world.visitor().get('/metrics')).text;
    expect(metrics).toMatch(/^decisions_replayed_total\{result="differs"\} 1$/m);
    await rows(
      world,
      `UPDATE case_fact SET body = jsonb_set(body, '{value}', '3') WHERE case_id = $1 AND name = 'contribution.monthsInARow'`,
      [done.id],
    );
  });
});
