import { startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  confirm,
  deposit,
  type Employer,
  eventsOf,
  expectProof,
  MONTHS,
  newPeople,
  noticesAbout,
  openAccounts,
  pay,
  type Person,
  receiptOf,
  registerEmployer,
  rows,
  sendList,
  signIn,
  storedCounts,
  submit,
  untilState,
} from './support';

const [first, second, third] = MONTHS;
const ACCOUNT = '104014010000000001';
/** The employer as the bank writes it: full width, with blanks around it. */
const NAME = ' 零跑示例科技有限公司（虚构） ';

describe('a roster changes between two months, and money comes as employers send it', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let staff: readonly Person[];

  beforeAll(async () => {
    world = await startWorld();
    cast = await castOf(world);
    employer = await registerEmployer(world, cast);
    staff = await newPeople(world, 4);
    await openAccounts(employer, staff, () => '8000.00');
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const agent = () => employer.agent.client;
  const overview = async () => (await agent().get(`/v1/employers/${employer.id}`)).body;
  const listState = async (id: string) => (await agent().get(`/v1/remittance-lists/${id}`)).body.state;
  const own = async (person: Person) =>
    (await (await signIn(world, person, 'member')).client.get('/v1/me/account')).body;
  const named = ({ name, idNo }: Person) => ({ name, idNo });
  const sameAs = async (month: string, asMonth: string) => {
    const list = await agent().post('/v1/remittance-lists/same-as', {
      employerId: employer.id,
      month,
      asMonth,
    });
    expect(list.status).toBe(201);
    return list.body as { id: string; memberCount: number; total: string };
  };
  /** Money from the employer without a number; booked when this resolves. */
  const transfer = async (amount: string, remark = '公积金', payerName = NAME): Promise<string> => {
    const serial = await deposit(world, { toAccount: ACCOUNT, amount, remark, payerName });
    expect(await noticesAbout(world, serial)).toEqual([200]);
    return serial;
  };

  test('the guide says what is asked instead of papers, and every condition has its fix', async () => {
    for (const code of ['GJ10', 'GJ23', 'GJ24']) {
      const { guide } = (await world.visitor().get(`/v1/items/${code}`)).body;
      expect(guide.askedInstead.some(({ replaces }: { replaces: object | null }) => replaces !== null)).toBe(
        true,
      );
      expect(guide.conditions.length).toBeGreaterThanOrEqual(3);
      for (const { refusal } of guide.conditions) expect(refusal.fix.zh).toMatch(/\S/);
    }
  });

  test('month one is remitted; then one joins, one is sealed and one gets another base, in one list', async () => {
    const confirmed = await confirm(employer, (await sendList(employer, first, staff)).body.id);
    expect(receiptOf(confirmed, 'amount')).toBe('7680.00');
    await pay(employer, confirmed);
    await untilState(agent(), confirmed.id, 'done');
    const changed = await apply(agent(), 'GJ10', {
      employerId: employer.id,
      changes: [
        { kind: 'new', ...named(cast.inRole('renter')), base: '6000.00' },
        { kind: 'seal', ...named(staff[0]!), reason: 'unpaid-leave' },
        { kind: 'base', ...named(staff[1]!), base: '10000.00' },
      ],
    });
    expect(changed).toMatchObject({ state: 'done', receipt: { month: second, done: 3, left: 0 } });
    expect(changed.spared.papersSpared.length).toBeGreaterThan(0);
  });

  test('the next month reflects them to the fen: the sealed one keeps the money and gets none', async () => {
    const list = await sameAs(second, first);
    // 8000 × 2 + 10000 + 6000, 12 % from either side
    expect(list).toMatchObject({ memberCount: 4, total: '7680.00' });
    const confirmed = await confirm(employer, list.id);
    await pay(employer, confirmed);
    await untilState(agent(), confirmed.id, 'done');
    const balances = await Promise.all([...staff, cast.inRole('renter')].map(own));
    expect(balances.map(({ balance }) => balance)).toEqual([
      '1920.00',
      '4320.00',
      '3840.00',
      '3840.00',
      '1440.00',
    ]);
    expect(balances[0]).toMatchObject({
      state: '02',
      changes: [{ kind: 'new' }, { kind: 'seal', from: second }],
    });
  });

  test('the sealed one comes back, and a change for later leaves this month alone', async () => {
    const back = await apply(agent(), 'GJ24', { employerId: employer.id, ...named(staff[0]!) });
    expect(back).toMatchObject({ state: 'done', receipt: { month: third } });
    const later = await apply(agent(), 'GJ23', {
      employerId: employer.id,
      ...named(staff[3]!),
      reason: 'army',
      month: '2026-11',
    });
    expect(later.state).toBe('done');
    // 8000 × 3 + 10000 + 6000
    expect(await sameAs(third, second)).toMatchObject({ memberCount: 5, total: '9600.00' });
    await sendRefused();
  });

  async function sendRefused(): Promise<void> {
    const wrong = await apply(agent(), 'GJ10', {
      employerId: employer.id,
      changes: [
        { kind: 'seal', ...named(staff[1]!), reason: 'study' },
        { kind: 'unseal', ...named(staff[2]!) },
      ],
    });
    expect(wrong.state).toBe('refused');
    expect(wrong.reasons[0]?.observed).toMatchObject({
      results: [{ row: 2, field: 'kind', code: 'ACCOUNT_STATE' }],
    });
    expect((await own(staff[1]!)).state).toBe('01');
  }

  test('short by number, then a wrong sum by name, then the rest by the unit’s account: one credit', async () => {
    const list = await sameAs(third, second);
    const confirmed = await confirm(employer, list.id);
    await pay(employer, confirmed, '9000.00');
    await untilEvents(confirmed.id, 'funds-short');
    await transfer('1.00');
    expect(await listState(list.id)).toBe('SUSPENSE_SHORT');
    await transfer('600.00', `单位账号 ${(await overview()).unitAccountNo as string}`, '别人代付');
    const done = await untilState(agent(), confirmed.id, 'done');
    expect(eventsOf(done).filter((kind) => kind === 'decomposed')).toHaveLength(1);
    expect(done.timeline.at(-1)?.body).toMatchObject({ fromPayment: '600.00', fromSuspense: '9000.00' });
    expect((await own(staff[0]!)).balance).toBe('3840.00');
    expect(await overview()).toMatchObject({ paidThrough: third, suspense: '1.00' });
  });

  test('money before the confirmation waits, and is taken in the confirming transaction when chosen', async () => {
    // 8000 × 2 + 10000 + 6000: the one who left for the army is not on it.
    const list = await sameAs('2026-11', third);
    expect(list).toMatchObject({ memberCount: 4, total: '7680.00' });
    const serial = await transfer('7679.00');
    expect(await overview()).toMatchObject({
      suspense: '7680.00',
      suspenseFrom: [{ left: '1.00' }, { left: '7679.00', why: 'no-list', recognisedBy: 'payer-name' }],
    });
    const made = await submit(agent(), 'GJ11', { listId: list.id, useSuspense: true });
    expect(made.body).toMatchObject({ state: 'done', receipt: { fromSuspense: '7680.00', surplus: '0.00' } });
    expect(await listState(list.id)).toBe('POSTED');
    expect(await overview()).toMatchObject({ paidThrough: '2026-11', suspense: '0.00', suspenseFrom: [] });

    const before = await storedCounts(world);
    await world.control('POST', '/control/bank/resend', { serial, times: 3 });
    expect(await noticesAbout(world, serial)).toEqual([200, 200, 200, 200]);
    expect(await storedCounts(world)).toEqual(before);
  });

  test('a payment for a month that is posted, and one from a name nobody bears', async () => {
    const [posted] = await rows<{ payment_no: string; case_id: string }>(
      world,
      'SELECT payment_no, case_id FROM remittance_list WHERE month = 202610 AND NOT cancelled',
    );
    await transfer('5.00', posted!.payment_no);
    await transfer('7.00', '公积金', '无此单位');
    const told = await untilState(agent(), posted!.case_id, 'done');
    expect(eventsOf(told).at(-1)).toBe('funds-kept');
    expect(await overview()).toMatchObject({ suspense: '5.00', suspenseFrom: [{ why: 'not-awaited' }] });
    expect(await rows(world, `SELECT amount_fen FROM receipt WHERE state = 'suspense'`)).toEqual([
      { amount_fen: '700' },
    ]);
  });

  test('killed before the commit, a payment by name is booked once when the bank tells it again', async () => {
    const before = await storedCounts(world);
    const doomed = await world.restartApi(0, { CRASH_POINT: 'account-change:after' });
    const serial = await deposit(world, { toAccount: ACCOUNT, amount: '11.00', remark: '', payerName: NAME });
    expect((await doomed.ended).signal).toBe('SIGKILL');
    expect(await storedCounts(world)).toEqual(before);
    await world.restartApi(0);
    await world.control('POST', '/control/bank/resend', { serial, times: 2 });
    employer = { ...employer, agent: await signIn(world, employer.agent.person, 'employer-agent') };
    expect((await noticesAbout(world, serial)).slice(-2)).toEqual([200, 200]);
    expect(await overview()).toMatchObject({ suspense: '16.00' });
  }, 60_000);

  test('killed at the intake of a change, the worker makes it, once', async () => {
    const doomed = await world.restartApi(0, { CRASH_POINT: 'intake:after' });
    const input = { employerId: employer.id, ...named(staff[3]!), base: '8000.00' };
    await expect(submit(agent(), 'GJ24', input, 'unseal-once-and-for-all')).rejects.toThrow('fetch failed');
    expect((await doomed.ended).signal).toBe('SIGKILL');
    await world.restartApi(0);
    employer = { ...employer, agent: await signIn(world, employer.agent.person, 'employer-agent') };
    const [made] = await rows<{ id: string }>(world, `SELECT resource_id AS id FROM command WHERE key = $1`, [
      'unseal-once-and-for-all',
    ]);
    await untilState(agent(), made!.id, 'done', 40);
    expect(
      (await own(staff[3]!)).changes.filter(({ kind }: { kind: string }) => kind === 'unseal'),
    ).toHaveLength(1);
    const again = await submit(agent(), 'GJ24', input, 'unseal-once-and-for-all');
    expect([again.status, again.body.id]).toEqual([201, made!.id]);
  }, 90_000);

  async function untilEvents(caseId: string, kind: string): Promise<void> {
    for (let looks = 0; looks < 400; looks += 1) {
      const { body } = await agent().get(`/v1/cases/${caseId}`);
      if (eventsOf(body).includes(kind)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the case never told ${kind}`);
  }
});
