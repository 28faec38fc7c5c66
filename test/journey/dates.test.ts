import type { CaseView } from '../../src/modules/casework';
import { HttpClient, startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  type Employer,
  expectProof,
  memberWithCard,
  openAccounts,
  readCase,
  receiptOf,
  registration,
  remit,
  rows,
  sendList,
  type SignedIn,
  signIn,
  untilState,
} from './support';

/** Days around 2026-09-20, when Order 844 came into force. */
const BEFORE = '2026-09-19';
const AFTER = '2026-09-20';
const MONTHS = ['2026-07', '2026-08', '2026-09'];

const bans = (view: { reasons: readonly { reasonCode: string }[] }): string[] =>
  view.reasons.map(({ reasonCode }) => reasonCode);

describe('F39: the law of the acceptance day decides', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;

  beforeAll(async () => {
    world = await startWorld({ businessDate: BEFORE, env: { REGISTRY_DEADLINE_MS: '600' } });
    cast = await castOf(world);
    const agent = await signIn(world, cast.inRole('legalRepresentative'), 'employer-agent');
    const { creditCode } = cast.companyInRole('employer');
    const made = await apply(agent.client, 'GJ01', registration(creditCode, MONTHS[0]));
    employer = { world, agent, id: receiptOf(made, 'employerId') };
    const people = ['divorced', 'widowed', 'silentRenter'].map((role) => cast.inRole(role));
    await openAccounts(employer, people, () => '8000.00');
    for (const month of MONTHS) await remit(employer, month, people);
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  /** Takes service and outside world to another day, as midnight does. */
  async function moveTo(businessDate: string): Promise<void> {
    await world.control('PUT', '/control/business-date', { businessDate });
    await world.restartApi(0, { BUSINESS_DATE: businessDate });
  }

  /** A ban as another centre's decision leaves it: it runs from the day after the conduct. */
  async function ban({ client }: SignedIn, conductOn: string): Promise<void> {
    const { id } = await apply(client, 'TQ12', { amount: '99999.00' });
    const imposed = await rows(
      world,
      `INSERT INTO restriction (centre_id, id, person_id, kind, from_day, until_day, basis, created_at, conduct_on)
       SELECT centre_id, gen_random_uuid(), person_id, 'FRAUD_WITHDRAWAL', $2, '2029-09-18', 'test', now(), $2
         FROM service_case WHERE id = $1 RETURNING id`,
      [id, conductOn],
    );
    expect(imposed).toHaveLength(1);
  }

  test('a ban is no reason for conduct before Order 844, whenever one applies, and the reason for later conduct', async () => {
    const early = await memberWithCard(world, cast.inRole('divorced'));
    const late = await memberWithCard(world, cast.inRole('widowed'));
    await ban(early, BEFORE);
    const paid = await apply(early.client, 'TQ12', { amount: '100.00' });
    expect(paid).toMatchObject({ state: 'done', lawDay: BEFORE });
    expect(paid.decision?.parameters).toBe('TY-2026-07');

    const waiting = await heldUpByCivilAffairs();
    await moveTo(AFTER);
    await world.control('PUT', '/control/moods/civ', { mood: 'normal' });
    const forgiven = await apply(early.client, 'TQ12', { amount: '100.00' });
    expect(forgiven).toMatchObject({ state: 'done', lawDay: AFTER });
    await ban(late, AFTER);
    const refused = await apply(late.client, 'TQ12', { amount: '100.00' });
    expect(refused).toMatchObject({ state: 'refused', lawDay: AFTER });
    expect([refused.decision?.parameters, bans(refused)]).toEqual(['TY-2026-09', ['RESTRICTED_FRAUD']]);

    const decided = await untilState(waiting.member.client, waiting.view.id, 'done', 40);
    expect(decided).toMatchObject({ lawDay: BEFORE });
    expect(decided.decision?.parameters).toBe('TY-2026-07');
    const again = await apply(waiting.member.client, 'TQ12', { amount: '100.00' });
    expect(bans(again)).toEqual(['RESTRICTED_FRAUD']);
  }, 120_000);

  /** An application of the day before that waits over midnight for a silent registry; the ban comes meanwhile. */
  async function heldUpByCivilAffairs(): Promise<{ member: SignedIn; view: CaseView }> {
    const member = await memberWithCard(world, cast.inRole('silentRenter'));
    await ban(member, AFTER);
    await world.control('PUT', '/control/moods/civ', { mood: 'silence' });
    const view = await apply(member.client, 'TQ12', { amount: '100.00' });
    expect(view).toMatchObject({ state: 'waiting', lawDay: BEFORE });
    return { member, view };
  }

  test('the decision of the day before can be read whole on the day after', async () => {
    const member = await signIn(world, cast.inRole('divorced'), 'member');
    const [done] = await rows<{ id: string }>(
      world,
      `SELECT id FROM service_case WHERE item = 'TQ12' AND state = 'done' ORDER BY accepted_at LIMIT 1`,
    );
    const view = await readCase(member.client, done?.id ?? '');
    expect(view.decision?.parameters).toBe('TY-2026-07');
  });
});

describe('a day for which the centre has no parameters', () => {
  let world: World;
  const day = '2026-06-30';

  beforeAll(async () => {
    world = await startWorld({ businessDate: day });
  }, 120_000);
  afterAll(() => world.stop(), 60_000);

  test('is answered precisely, and nothing is stored', async () => {
    const cast = await castOf(world);
    const agent = await signIn(world, cast.inRole('legalRepresentative'), 'employer-agent');
    const input = registration(cast.companyInRole('employer').creditCode, '2026-06');
    for (const path of ['/v1/cases', '/v1/prechecks']) {
      const answer = await agent.client.post(path, { item: 'GJ01', input });
      expect([path, answer.status, answer.body.code]).toEqual([path, 422, 'NO_PARAMETERS_FOR_DAY']);
      expect(answer.body.detail).toContain(day);
    }
    const guide = await new HttpClient(world.api.url).get('/v1/items/TQ12');
    expect([guide.status, guide.body.code]).toEqual([422, 'NO_PARAMETERS_FOR_DAY']);
    const stored = await rows(
      world,
      'SELECT id FROM service_case UNION ALL SELECT id FROM employer UNION ALL SELECT resource_id FROM command',
    );
    expect(stored).toEqual([]);
  });

  test('a month before the first parameters is a fault of the list, named with its month', async () => {
    await world.control('PUT', '/control/business-date', { businessDate: '2026-07-10' });
    await world.restartApi(0, { BUSINESS_DATE: '2026-07-10' });
    const cast = await castOf(world);
    const agent = await signIn(world, cast.inRole('legalRepresentative'), 'employer-agent');
    const { creditCode } = cast.companyInRole('employer');
    const made = await apply(agent.client, 'GJ01', registration(creditCode, '2026-07'));
    const employer = { world, agent, id: receiptOf(made, 'employerId') };
    const person = cast.inRole('divorced');
    await openAccounts(employer, [person], () => '8000.00');
    const list = await sendList(employer, '2026-06', [person]);
    expect(list.status).toBe(422);
    const codes = (list.body.errors as { code: string; message: string }[]).map(({ code }) => code);
    expect(codes).toContain('NO_PARAMETERS_FOR_DAY');
  });
});
