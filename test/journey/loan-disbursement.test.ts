import { addDays, parseDay } from '../../src/kernel/calendar';
import { startWorld, type World } from '../support';
import {
  bankMood,
  castOf,
  expectProof,
  newPeople,
  type Person,
  registryMood,
  rows,
  type SignedIn,
  signIn,
  until,
} from './support';
import { buyHome, committedLoan, LOAN_DATE, readLoan, steadyEmployer } from './support/apply-for-loan';
import { applicationOf, paidFor, registrar, SUPERVISED_ACCOUNT, tellAgain } from './support/disburse-loan';
import { dieOfEvent, untilActive } from './support/kill-disbursements';
import { expectDone, signLoan, type SigningStaff, signingStaff } from './support/sign-loan';

const NEXT_DAY = addDays(parseDay(LOAN_DATE), 1);

describe('the mortgage is registered, and the money of a loan leaves', () => {
  let world: World;
  let staff: SigningStaff;
  let people: Person[];
  let flat = 800;
  let slot = 0;

  beforeAll(async () => {
    world = await startWorld({
      businessDate: LOAN_DATE,
      apis: 2,
      env: {
        REGISTRY_DEADLINE_MS: '2500',
        INLINE_BUDGET_MS: '20000',
        BANK_DEADLINE_MS: '1000',
        BANK_NOT_FOUND_WINDOW_MS: '2000',
      },
    });
    const cast = await castOf(world);
    people = await newPeople(world, 13);
    await steadyEmployer(world, cast, people.slice(0, 10));
    staff = await signingStaff(world, [people[10]!, people[11]!, people[12]!], [LOAN_DATE, LOAN_DATE]);
    people = people.slice(0, 10);
  }, 240_000);
  afterEach(async () => {
    await registryMood(world, 'rea', 'normal');
    await bankMood(world, 'normal');
    await expectProof(world);
  }, 60_000);
  afterAll(() => world.stop(), 60_000);

  /** A loan of 500000.00 for twenty years that was signed a moment ago. */
  const signed = async (input: object = {}): Promise<{ member: SignedIn; loanId: string }> => {
    const member = await signIn(world, people.pop()!, 'member');
    flat += 1;
    await buyHome(world, flat, [member.person]);
    const { loanId } = await committedLoan(member, { termMonths: 120, ...input });
    slot += 1;
    const time = `${String(9 + Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`;
    await signLoan(world, staff, { loanId, people: [member], day: LOAN_DATE, time });
    return { member, loanId };
  };
  const untilLoan = (member: SignedIn, loanId: string, state: string, seconds = 30) =>
    until(`the loan ${state}`, async () => (await readLoan(member, loanId)).state === state, seconds);
  const kinds = async (member: SignedIn, loanId: string) =>
    (await readLoan(member, loanId)).timeline.map(({ kind }) => kind);
  const incidents = async (loanId: string): Promise<string[]> =>
    ((await staff.clerk.get('/v1/loan-incidents')).body.incidents as { loanId: string; code: string }[])
      .filter((incident) => incident.loanId === loanId)
      .map(({ code }) => code);

  test('registered for the centre: the money is at the developer’s supervised account, once, and the loan runs', async () => {
    const { member, loanId } = await signed({ method: '02', dueDay: 20 });
    const applyNo = await applicationOf(world, loanId);
    expect(await readLoan(member, loanId)).toMatchObject({
      state: 'mortgage-pending',
      next: { who: 'registry' },
      parts: { mortgage: [{ kind: 'pre-notice', state: 'accepted' }], disbursement: null },
    });
    const { eventNo, file } = await registrar(world, applyNo, 'register', { push: false });
    for (const sign of ['wrong-key', 'tampered'])
      expect(await tellAgain(world, eventNo, sign)).toMatchObject({
        status: 401,
        code: 'REGISTRY_SIGNATURE_INVALID',
      });
    expect(await tellAgain(world, eventNo, 'unsigned')).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
    // Told to us four times at once, while the workers of two instances look as well.
    const told = await Promise.all([1, 2, 3, 4].map(() => tellAgain(world, eventNo)));
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(told.filter(({ effect }) => effect === 'applied')).toHaveLength(1);
    await untilLoan(member, loanId, 'active');
    expect(await paidFor(world, loanId)).toMatchObject([
      { amount: '500000.00', payeeAccount: SUPERVISED_ACCOUNT },
    ]);
    const loan = await readLoan(member, loanId);
    expect(loan.timeline.map(({ kind }) => kind).slice(3)).toEqual([
      'signed',
      'mortgage-requested',
      'mortgage-registered',
      'money-sent',
      'disbursed',
    ]);
    expect(loan).toMatchObject({
      next: { who: 'borrower', what: { zh: expect.stringMatching(/^还款银行卡待绑定/) } },
      parts: {
        mortgage: [{ state: 'registered', certNo: file.certNo, registeredOn: LOAN_DATE }],
        disbursement: { state: 'paid', accountLast4: SUPERVISED_ACCOUNT.slice(-4) },
      },
    });
    // Broken first period of a fixed due day: 41 days at 2.6 % over 360.
    expect(
      await rows(
        world,
        `SELECT a.state, a.disbursed_on::text AS on, a.principal_fen::text AS owed, a.annual_rate::text AS rate, a.next_due_on::text AS due,
                a.next_interest_fen::text AS interest, p.instalment_fen::text AS each, p.periods, p.reason,
                (SELECT count(*)::int FROM loan_transaction AS t WHERE t.loan_id = a.loan_id AND t.kind = '01') AS told
           FROM loan_account AS a JOIN loan_plan AS p ON p.loan_id = a.loan_id AND p.seq = a.plan_seq WHERE a.loan_id = $1`,
        [loanId],
      ),
    ).toEqual([
      {
        state: 'active',
        on: LOAN_DATE,
        owed: '50000000',
        rate: '0.02600000',
        due: '2027-04-20',
        interest: '148056',
        each: '416667',
        periods: 120,
        reason: 'disbursement',
        told: 1,
      },
    ]);
    // The mortgage goes after the money left: a person looks, nothing is undone by itself.
    await registrar(world, applyNo, 'cancel', { reason: '法院裁定' });
    expect(await incidents(loanId)).toEqual(['MORTGAGE_CANCELLED_AFTER_DISBURSING']);
    expect((await readLoan(member, loanId)).state).toBe('active');
  }, 90_000);

  test('what comes out of order changes nothing: cancelled, then told of the registration before; asked anew, it is paid', async () => {
    const { member, loanId } = await signed();
    const applyNo = await applicationOf(world, loanId);
    const registered = await registrar(world, applyNo, 'register', { push: false });
    const cancelled = await registrar(world, applyNo, 'cancel', { reason: '登记错误' });
    expect(cancelled.status).toBe(200);
    expect(await tellAgain(world, registered.eventNo)).toMatchObject({ status: 200, effect: 'none' });
    expect((await readLoan(member, loanId)).state).toBe('signed');
    expectDone(await staff.clerk.post(`/v1/loans/${loanId}/mortgage`, {}));
    const twice = await staff.clerk.post(`/v1/loans/${loanId}/mortgage`, {});
    expect(twice.body.code).toBe('MORTGAGE_NOT_WANTED');
    const second = await applicationOf(world, loanId);
    expect(second).not.toBe(applyNo);
    const refused = await registrar(world, second, 'refuse', { reason: '材料不全' });
    expect([refused.status, (await readLoan(member, loanId)).state]).toEqual([200, 'signed']);
    expectDone(await staff.clerk.post(`/v1/loans/${loanId}/mortgage`, {}));
    await registrar(world, await applicationOf(world, loanId), 'register');
    await untilLoan(member, loanId, 'active');
    expect(await paidFor(world, loanId)).toHaveLength(1);
  }, 90_000);

  test('a registry that cannot be understood neither registers nor refuses; once it can, the worker’s own question is enough', async () => {
    const { member, loanId } = await signed();
    const applyNo = await applicationOf(world, loanId);
    await registryMood(world, 'rea', 'drift');
    await registrar(world, applyNo, 'register', { push: false });
    await rows(world, `UPDATE loan_mortgage SET due_at = clock_timestamp() WHERE loan_id = $1`, [loanId]);
    await until('a question that was not answered', async () => {
      const [asked] = await rows<{ n: number }>(
        world,
        `SELECT count(*)::int AS n FROM registry_exchange WHERE operation = 'mortgage' AND outcome = 'drift'`,
      );
      return asked!.n > 0;
    });
    expect((await readLoan(member, loanId)).state).toBe('mortgage-pending');
    await registryMood(world, 'rea', 'normal');
    await untilLoan(member, loanId, 'active', 60);
    expect(await paidFor(world, loanId)).toHaveLength(1);
    // Nobody told us by an event, and it was asked for by its certificate all the same.
    expect(await kinds(member, loanId)).toContain('mortgage-registered');
    // The home is complete: the pre-notice becomes a mortgage without anybody applying.
    const unitKey = (await readLoan(member, loanId)).unitKey;
    await world.control('POST', `/control/rea/units/${unitKey}/first-title`, {});
    await registrar(world, await applicationOf(world, loanId), 'register');
    expect((await kinds(member, loanId)).at(-1)).toBe('mortgage-converted');
    expect((await readLoan(member, loanId)).parts['mortgage']).toMatchObject([
      { kind: 'mortgage', conversion: true, state: 'registered' },
      { kind: 'pre-notice', state: 'registered' },
    ]);
  }, 120_000);

  test('F47: rejected by the bank, then paid and given back, then paid anew: one payment stands, and the books agree', async () => {
    const { member, loanId } = await signed();
    await bankMood(world, 'reject', { calls: 1 });
    await registrar(world, await applicationOf(world, loanId), 'register');
    await until('the rejection', async () => (await kinds(member, loanId)).includes('money-rejected'));
    expect((await readLoan(member, loanId)).state).toBe('mortgage-registered');
    const anew = () => staff.manager.post(`/v1/loans/${loanId}/disbursement`, {});
    expectDone(await anew());
    await untilLoan(member, loanId, 'active');
    expect((await anew()).body.code).toBe('LOAN_NOT_TO_DISBURSE');
    const [paid] = await paidFor(world, loanId);
    await world.control('POST', '/control/bank/104/returns', {
      reference: paid!.reference,
      reason: '户名不符',
    });
    await untilLoan(member, loanId, 'mortgage-registered');
    expect(
      await rows(world, `SELECT principal_fen::text AS owed, state FROM loan_account WHERE loan_id = $1`, [
        loanId,
      ]),
    ).toEqual([{ owed: '0', state: 'settled' }]);
    // Two managers at once: one of them sends it.
    const both = await Promise.all([anew(), anew()]);
    expect(both.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(both.find(({ status }) => status >= 300)?.body.code).toBe('LOAN_NOT_TO_DISBURSE');
    await untilLoan(member, loanId, 'active');
    const [account] = await rows<{ owed: string; seq: number }>(
      world,
      `SELECT principal_fen::text AS owed, plan_seq AS seq FROM loan_account WHERE loan_id = $1`,
      [loanId],
    );
    expect(account).toEqual({ owed: '50000000', seq: 2 });
    // The one that came back, and the one that stands.
    expect(await paidFor(world, loanId)).toHaveLength(2);
    expect((await kinds(member, loanId)).slice(-4)).toEqual([
      'disbursed',
      'money-returned',
      'money-sent',
      'disbursed',
    ]);
  }, 90_000);

  test('a bank that paid and did not answer: the loan waits, and runs once the bank has said so', async () => {
    const { member, loanId } = await signed();
    await bankMood(world, 'timeout-after-paying', { calls: 1 });
    await registrar(world, await applicationOf(world, loanId), 'register');
    await untilLoan(member, loanId, 'active', 60);
    expect(await paidFor(world, loanId)).toHaveLength(1);
  }, 90_000);

  test('killed when the bank has paid and nothing of it is booked: the other instance, or the next, books it once', async () => {
    const { member, loanId } = await signed();
    await dieOfEvent(world, 'disbursement-paid:before', loanId);
    await world.restartApi(0);
    await untilActive({ member, loanId });
    expect(await paidFor(world, loanId)).toHaveLength(1);
  }, 240_000);

  test('a borrower who died before the money left: nothing is paid, and a person looks', async () => {
    const { member, loanId } = await signed();
    const { person } = member;
    await world.control('POST', '/control/people', { people: [{ ...person, alive: false }] });
    await registrar(world, await applicationOf(world, loanId), 'register');
    await until('the incident', async () => (await incidents(loanId)).length > 0);
    expect(await incidents(loanId)).toEqual(['BORROWER_DECEASED']);
    expect(await readLoan(member, loanId)).toMatchObject({
      state: 'mortgage-registered',
      parts: { disbursement: { state: 'held' } },
    });
    // Let through once more: the police say the same.
    expectDone(await staff.manager.post(`/v1/loans/${loanId}/disbursement`, {}));
    expect(await paidFor(world, loanId)).toEqual([]);
    // The police were silent, or had it wrong: what is confirmed is paid, once.
    await world.control('PUT', '/control/moods/pol', { mood: 'drift', calls: 1 });
    await world.control('POST', '/control/people', { people: [person] });
    expectDone(await staff.manager.post(`/v1/loans/${loanId}/disbursement`, {}));
    await untilLoan(member, loanId, 'active');
    expect(await paidFor(world, loanId)).toHaveLength(1);
  }, 90_000);

  test('a mortgage for somebody else, and one of a loan that was given up, pay nobody: a person looks', async () => {
    const other = await signed();
    const applyNo = await applicationOf(world, other.loanId);
    await registrar(world, applyNo, 'register', { mortgagee: '某银行股份有限公司(虚构)' });
    expect(await incidents(other.loanId)).toEqual(['MORTGAGEE_DIFFERS']);
    expect((await readLoan(other.member, other.loanId)).state).toBe('mortgage-pending');
    const given = await signed();
    const itsNo = await applicationOf(world, given.loanId);
    expectDone(await given.member.client.post(`/v1/loans/${given.loanId}/cancellation`, {}));
    expect((await registrar(world, itsNo, 'register')).status).toBe(200);
    expect(await incidents(given.loanId)).toEqual(['MORTGAGE_OF_VOID_LOAN']);
    expect([...(await paidFor(world, other.loanId)), ...(await paidFor(world, given.loanId))]).toEqual([]);
  }, 90_000);

  test('while loans queue by the word of the committee, one waits, sees its place, and is paid the night after that ends', async () => {
    const { manager } = staff;
    const wanted = { kind: 'queue', documentNo: '并公积金管委〔2026〕9号' };
    const measure = expectDone(await manager.post('/v1/fund/measures', wanted));
    expect(measure).toMatchObject({ kind: 'queue', from: LOAN_DATE, until: null });
    expect((await manager.post('/v1/fund/measures', wanted)).body).toMatchObject({
      code: 'FUND_MEASURE_OPEN',
    });
    const { member, loanId } = await signed();
    expect((await member.client.get('/v1/fund')).status).toBe(403);
    await registrar(world, await applicationOf(world, loanId), 'register');
    await until('its money waits', async () => {
      const { parts } = await readLoan(member, loanId);
      return (parts['disbursement'] as { state: string } | null)?.state === 'queued';
    });
    expect(await readLoan(member, loanId)).toMatchObject({
      state: 'mortgage-registered',
      parts: { queue: { position: 1, ahead: '0.00', turnOn: null, basis: { zh: expect.any(String) } } },
    });
    const fund = (await manager.get('/v1/fund')).body;
    expect(fund).toMatchObject({
      lendable: '0.95',
      steps: [{ above: '0.85', coefficient: '0.9' }, {}, {}],
      measures: [{ kind: 'queue' }],
      queue: { loans: 1, amount: '500000.00' },
    });
    expect(fund.days).toMatchObject([{ day: LOAN_DATE, admitted: '0.00' }]);
    expectDone(await manager.post(`/v1/fund/measures/${measure.id as string}/end`, {}));
    await world.control('PUT', '/control/business-date', { businessDate: NEXT_DAY });
    for (const index of [0, 1]) await world.restartApi(index, { BUSINESS_DATE: NEXT_DAY });
    await untilLoan(member, loanId, 'active', 60);
    expect((await kinds(member, loanId)).slice(5)).toEqual([
      'mortgage-registered',
      'money-queued',
      'money-turn',
      'money-sent',
      'disbursed',
    ]);
    expect(await paidFor(world, loanId)).toHaveLength(1);
  }, 120_000);
});
