import { startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  confirm,
  type Employer,
  expectProof,
  newPeople,
  pay,
  type Person,
  receiptOf,
  registration,
  remit,
  rows,
  sendList,
  settledEmployer,
  signIn,
  submit,
  until,
  untilState,
} from './support';
import { moveTo } from './support/travel-in-time';

const clerkIdentity = { role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' } as const;
const LATER = '2027-01-10';

const paper = (kind: string, words: object) => ({
  kind,
  number: '2026-17',
  issuer: '零跑示例科技有限公司工会(虚构)',
  issuedOn: '2026-10-01',
  ...words,
});

describe('an employer in difficulty, and two that become one', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let staff: readonly Person[];
  const agentNamed = () => ({ name: employer.agent.person.name, idNo: employer.agent.person.idNo });
  const atCounter = async (item: 'GJ06' | 'GJ14' | 'GJ15', input: object) =>
    (await submit(await world.signedIn(clerkIdentity), item, { agent: agentNamed(), ...input })).body;
  const reliefPapers = (words: object) => ({
    resolution: paper('congress-resolution', { agreed: true, ...words }),
    committee: paper('committee-decision', { agreed: true, ...words }),
    loss: paper('audit-report', { loss: '120000.00' }),
  });
  const codes = ({ reasons }: { reasons: readonly { reasonCode: string }[] }) =>
    reasons.map(({ reasonCode }) => reasonCode);
  const again = async (): Promise<void> => {
    employer = { ...employer, agent: await signIn(world, employer.agent.person, 'employer-agent') };
  };

  beforeAll(async () => {
    world = await startWorld();
    cast = await castOf(world);
    staff = await newPeople(world, 3);
    employer = await settledEmployer(world, () => staff);
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  test('gets lower ratios for the months that workers and committee agreed to, and ends them itself (GJ14, GJ16)', async () => {
    const ratios = { ratioEmployer: '0.05', ratioEmployee: '0.05' };
    const months = { fromMonth: '2026-11', untilMonth: '2027-04' };
    const asked = { employerId: employer.id, ...months, ...ratios };
    const missing = await atCounter('GJ14', { ...asked, papers: {} });
    expect(missing.errors.map(({ code }: { code: string }) => code)).toEqual([
      'PAPER_MISSING',
      'PAPER_MISSING',
      'PAPER_MISSING',
    ]);
    const papers = reliefPapers({ ...months, ...ratios });
    const short = reliefPapers({ ...months, ...ratios, untilMonth: '2027-03' });
    expect(codes(await atCounter('GJ14', { ...asked, papers: short }))).toEqual(['RELIEF_PAPER']);
    const no = { ...papers, committee: { ...papers.committee, agreed: false } };
    expect(codes(await atCounter('GJ14', { ...asked, papers: no }))).toEqual(['RELIEF_PAPER']);
    const low = { ratioEmployer: '0.04', ratioEmployee: '0.04' };
    const lower = await atCounter('GJ14', { ...asked, ...low, papers: reliefPapers({ ...months, ...low }) });
    expect(codes(lower)).toEqual(['RATIO_OUT_OF_RANGE']);
    const long = { fromMonth: '2026-11', untilMonth: '2027-11' };
    const year = await atCounter('GJ14', { ...asked, ...long, papers: reliefPapers({ ...long, ...ratios }) });
    expect(codes(year)).toEqual(['RELIEF_PERIOD']);

    const granted = await atCounter('GJ14', { ...asked, papers });
    expect([granted.state, granted.spared.humanApprovals]).toEqual(['done', 0]);
    expect((await sendList(employer, '2026-11', staff)).body.total).toBe('2400.00');
    const meanwhile = await apply(employer.agent.client, 'GJ07', {
      employerId: employer.id,
      ratioEmployer: '0.08',
      ratioEmployee: '0.08',
      fromMonth: '2026-11',
    });
    expect(codes(meanwhile)).toContain('RELIEF_OPEN');
    const resumed = await apply(employer.agent.client, 'GJ16', {
      employerId: employer.id,
      resumeFrom: '2026-11',
    });
    expect(resumed).toMatchObject({ state: 'done', receipt: { ratioEmployer: '0.1200' } });
    expect((await sendList(employer, '2026-11', staff)).body.total).toBe('5760.00');
  });

  test('defers months, which wait as lines to be made up once it resumes (GJ15, GJ16)', async () => {
    const months = { fromMonth: '2026-11', untilMonth: '2027-10' };
    const asked = { employerId: employer.id, ...months, papers: reliefPapers(months) };
    const list = (await sendList(employer, '2026-11', staff)).body;
    const granted = await atCounter('GJ15', asked);
    expect(granted).toMatchObject({ state: 'done', receipt: { draftsCancelled: [list.id], deferredNow: 0 } });
    const twice = await atCounter('GJ15', asked);
    expect(twice).toMatchObject({ status: 409, code: 'UNIT_STATE', possible: [{ to: '01', item: 'GJ16' }] });
    const draft = (await sendList(employer, '2026-11', staff)).body;
    expect(codes(await confirm(employer, draft.id))).toContain('ACCOUNT_STATE');

    await moveTo(world, LATER);
    await again();
    const early = { employerId: employer.id, resumeFrom: '2026-12' };
    expect(codes(await apply(employer.agent.client, 'GJ16', early))).toEqual(['MONTH_INVALID']);
    const resumed = await apply(employer.agent.client, 'GJ16', { ...early, resumeFrom: '2027-01' });
    expect(resumed).toMatchObject({
      state: 'done',
      receipt: { monthsDue: ['2026-11', '2026-12'], linesDue: 6, amountDue: '11520.00' },
    });
    expect((await employer.agent.client.get(`/v1/employers/${employer.id}`)).body).toMatchObject({
      state: '01',
      paidThrough: '2026-12',
    });
    const [kept] = await rows<{ kept: string }>(
      world,
      `SELECT string_agg(DISTINCT state || month, ',' ORDER BY state || month) AS kept FROM deferred_month`,
    );
    expect(kept).toEqual({ kept: 'DUE202611,DUE202612' });
    expect(await remit(employer, '2027-01', staff)).toMatchObject({ state: 'done' });
    // Months that were deferred and not made up are no months of contribution.
    const member = await signIn(world, staff[0]!, 'member');
    const check = await member.client.post('/v1/prechecks', { item: 'TQ12', input: { amount: '100.00' } });
    expect(check.body.decision.headline).toBe('CONTINUOUS_MONTHS_LT_3');
  }, 60_000);

  test('all members go to the other employer at once, with balances, days and numbers (GJ06)', async () => {
    const { creditCode, legalRepresentative } = cast.companyInRole('otherEmployer');
    const head = await signIn(world, legalRepresentative as Person, 'employer-agent');
    const made = await apply(head.client, 'GJ01', registration(creditCode, '2027-01'));
    const toEmployerId = receiptOf(made, 'employerId');
    const own = cast.companyInRole('employer').creditCode;
    const asked = {
      kind: 'merger',
      fromEmployerId: employer.id,
      toEmployerId,
      fromMonth: '2027-02',
      papers: {
        document: paper('merger-approval', { fromCreditCode: own, toCreditCode: creditCode }),
      },
    };
    const owing = await atCounter('GJ06', asked);
    expect(codes(owing)).toEqual(['EMPLOYER_ARREARS']);
    const lines = staff.flatMap(({ name, idNo }) =>
      ['2026-11', '2026-12'].map((month) => ({ name, idNo, month })),
    );
    const body = { employerId: employer.id, reason: 'deferred', lines };
    const draft = (await employer.agent.client.post('/v1/back-payments', body)).body;
    expect(draft.total).toBe('11520.00');
    const confirmed = await apply(employer.agent.client, 'GJ12', { backPaymentId: draft.id });
    await pay(employer, confirmed);
    await untilState(employer.agent.client, confirmed.id, 'done');
    const states = await rows(world, `SELECT DISTINCT state FROM deferred_month`);
    expect(states).toEqual([{ state: 'MADE_UP' }]);
    const member = await signIn(world, staff[0]!, 'member');
    const check = await member.client.post('/v1/prechecks', { item: 'TQ12', input: { amount: '100.00' } });
    expect(check.body.decision.headline).not.toBe('CONTINUOUS_MONTHS_LT_3');
    const other = { ...asked.papers.document, toCreditCode: own };
    expect(codes(await atCounter('GJ06', { ...asked, papers: { document: other } }))).toEqual(['MOVE_PAPER']);
    const before = await rows(
      world,
      `SELECT account_id, carried_fen, current_fen, accumulation, accumulated_to FROM member_balance ORDER BY 1`,
    );
    const moved = await atCounter('GJ06', asked);
    expect(moved).toMatchObject({ state: 'done', receipt: { members: 3, amount: '34560.00' } });
    const after = await rows(
      world,
      `SELECT account_id, carried_fen, current_fen, accumulation, accumulated_to FROM member_balance ORDER BY 1`,
    );
    expect(after).toEqual(before);
    expect((await employer.agent.client.get(`/v1/employers/${employer.id}`)).body.state).toBe('05');
    const view = (await head.client.get(`/v1/employers/${toEmployerId}`)).body;
    expect(view).toMatchObject({ state: '01', activeMembers: 3 });
    const taker = { world, id: toEmployerId, agent: head };
    const january = await sendList(taker, '2027-01', staff);
    expect(january.status).toBe(422);
  }, 60_000);
});

describe('the statutory clocks of employers', () => {
  let world: World;
  let employer: Employer;
  beforeAll(async () => {
    world = await startWorld();
    employer = await settledEmployer(world, () => newPeople(world, 2));
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  type Told = { kind: string; month: string | null; dueOn: string; since: string; endedOn: string | null };
  /** Of what its own books say; whom social insurance has besides is another story. */
  const ofBooks = (all: Told[]): Told[] => all.filter(({ kind }) => kind !== 'enrol' && kind !== 'seal');
  const warnings = async (): Promise<Told[]> =>
    ofBooks((await employer.agent.client.get(`/v1/employers/${employer.id}/warnings`)).body.warnings);
  const lookedOn = (day: string): Promise<unknown> =>
    until(`the look of ${day}`, async () => {
      const looks = await rows(
        world,
        `SELECT FROM employer_look WHERE day = $1 AND finished_at IS NOT NULL`,
        [day],
      );
      return looks.length === 1;
    });

  test('run: a month that is not remitted five days after payday is warned of, until it is', async () => {
    await moveTo(world, '2026-11-20');
    employer = { ...employer, agent: await signIn(world, employer.agent.person, 'employer-agent') };
    await lookedOn('2026-11-20');
    // Payday is the 15th: the 20th is in time.
    const inTime = await warnings();
    expect(inTime.filter(({ endedOn }) => endedOn === null)).toEqual([]);
    expect(inTime).toContainEqual(expect.objectContaining({ kind: 'register', endedOn: '2026-10-15' }));
    await moveTo(world, '2026-11-21');
    employer = { ...employer, agent: await signIn(world, employer.agent.person, 'employer-agent') };
    await lookedOn('2026-11-21');
    expect((await warnings())[0]).toMatchObject({
      kind: 'remit',
      month: '2026-11',
      dueOn: '2026-11-20',
      since: '2026-11-21',
      endedOn: null,
      clause: { zh: expect.stringContaining('第19条') },
    });
    await until('the metric', async () =>
      /zero_run_employer_warnings\{kind="remit"\} 1/.test((await world.visitor().get('/metrics')).text),
    );
    const staff = (await world.signedIn(clerkIdentity)).get(`/v1/employers/${employer.id}/warnings`);
    expect(ofBooks((await staff).body.warnings).filter(({ endedOn }) => endedOn === null)).toHaveLength(1);
    const people = await newPeople(world, 2);
    const stranger = await signIn(world, people[0]!, 'employer-agent');
    expect((await stranger.client.get(`/v1/employers/${employer.id}/warnings`)).status).toBe(404);
    await remit(employer, '2026-11', people);
    await moveTo(world, '2026-11-23');
    employer = { ...employer, agent: await signIn(world, employer.agent.person, 'employer-agent') };
    await lookedOn('2026-11-23');
    expect((await warnings()).map(({ kind, endedOn }) => [kind, endedOn])).toContainEqual([
      'remit',
      '2026-11-23',
    ]);
  }, 90_000);
});
