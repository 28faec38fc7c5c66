import { parseDay } from '../../../src/kernel/calendar';
import { CentralSealing } from '../../../src/modules/contribution/app/night/central-sealing';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { OTHER_COMPANY_CODE } from '../../../src/simulators/world/build-companies';
import type { HttpClient } from '../../support';
import { CENTRE, Road } from '../oversight/road';
import { apply, settleIn, withdraw } from '../oversight/travel';

let road: Road;
let head: HttpClient;
let otherHead: HttpClient;
let employerId: string;
let otherId: string;

beforeAll(async () => {
  road = await Road.start();
  ({ head, employerId } = await settleIn(road));
  otherHead = await road.signedIn(road.person('otherLegalRepresentative'), 'employer-agent');
  const made = await apply(
    otherHead,
    'GJ01',
    {
      creditCode: OTHER_COMPANY_CODE,
      district: '140106',
      payday: 10,
      ratioEmployer: '0.08',
      ratioEmployee: '0.08',
      firstMonth: '2026-12',
    },
    'done',
  );
  otherId = made.receipt.employerId as string;
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const named = (role: string) => {
  const { name, idNo } = road.person(role);
  return { name, idNo };
};
const member = (role: string) => road.signedIn(road.person(role), 'member');
const account = async (role: string) => (await (await member(role)).get('/v1/me/account')).body;
const reasons = (body: { reasons: { reasonCode: string }[] }) =>
  body.reasons.map(({ reasonCode }) => reasonCode);

/** Social insurance has the person as leaving the first employer and, unless told otherwise, joining the other. */
async function leaves(role: string, jobs: 'other' | 'none' = 'other', to = '2026-10-31'): Promise<void> {
  const person = road.person(role);
  const former = person.employments.map((job) => ({
    creditCode: job.creditCode,
    from: job.from,
    to,
    base: '20000.00',
  }));
  const next = { creditCode: OTHER_COMPANY_CODE, from: '2026-11-01', to: null, base: '9000.00' };
  const employments = jobs === 'other' ? [...former, next] : former;
  const { name, idNo, phone, cardNo, bankCode, marriage } = person;
  await road.control('POST', 'people', {
    people: [{ role, name, idNo, phone, cardNo, bankCode, marriage, employments }],
  });
}
const seal = (role: string, reason = 'terminated') =>
  apply(head, 'GJ23', { employerId, ...named(role), reason, endedOn: '2026-10-31' }, 'done');
const transfer = (role: string, more: object = { base: '9000.00' }) =>
  otherHead.post('/v1/cases', { item: 'GJ25', input: { employerId: otherId, ...named(role), ...more } });
const entriesOf = async (accountNo: string) =>
  road.query<{ kind: string; side: string; unit: bigint; amount: bigint; carried: bigint }>(
    `SELECT j.kind, e.side, e.unit_id AS unit, e.amount_fen AS amount, e.carried_fen AS carried FROM entry AS e
       JOIN journal AS j ON j.id = e.journal_id JOIN member_account AS m ON m.account_id = e.account_id
      WHERE m.account_no = $1 AND j.kind = 'internal-transfer' ORDER BY e.seq`,
    [accountNo],
  );

describe('a transfer inside the city', () => {
  it('is no step of an active account: its holder is told what is possible, and another’s agent nothing of it', async () => {
    const asked = await transfer('divorced');
    expect([asked.status, asked.body.state, reasons(asked.body)]).toEqual([
      201,
      'refused',
      ['NOT_EMPLOYED_HERE'],
    ]);
    const own = await member('divorced');
    const input = { creditCode: OTHER_COMPANY_CODE };
    const { status, body } = await own.post('/v1/cases', { item: 'GJ25', input });
    expect([status, body.code, body.state]).toEqual([409, 'ACCOUNT_STEP_NOT_THERE', '01']);
    expect(body.possible.map(({ item }: { item: string }) => item)).toEqual(
      expect.arrayContaining(['GJ23', 'GJ26']),
    );
  });

  it('waits for the employment: social insurance has nobody there', async () => {
    await leaves('divorced', 'none');
    await seal('divorced');
    const { body } = await transfer('divorced');
    expect([body.state, reasons(body)]).toEqual(['refused', ['NOT_EMPLOYED_HERE']]);
  });

  it('asks the new employer for the wage of the month, and takes no month before the hire (article 17)', async () => {
    await leaves('divorced');
    const withoutWage = (await transfer('divorced', {})).body;
    expect([withoutWage.state, reasons(withoutWage)]).toEqual(['refused', ['WAGE_MISSING']]);
    expect(withoutWage.reasons[0].clause).toMatchObject({ article: '17', mark: 'law' });
    const early = (await transfer('divorced', { base: '9000.00', month: '2026-10' })).body;
    expect([early.state, reasons(early)]).toEqual(['refused', ['MONTH_INVALID', 'MONTH_BEFORE_DUTY']]);
    expect(early.reasons[1].text.zh).toContain('2026-11-01');
  });

  it('takes balance, accumulation and number along; the unit changes and the account is active', async () => {
    const before = await account('divorced');
    const [row] = await road.query<{ accumulation: bigint }>(
      'SELECT accumulation FROM member_balance JOIN member_account USING (centre_id, account_id) WHERE account_no = $1',
      [before.accountNo],
    );
    const { body } = await transfer('divorced', { base: '9000.00' });
    expect(body).toMatchObject({
      state: 'done',
      receipt: {
        balance: before.balance,
        accountNo: before.accountNo,
        base: '9000.00',
        month: '2026-12',
        enrolment: 'transfer-in',
        baseSource: 'CURRENT_MONTH',
      },
    });
    const after = await account('divorced');
    expect(after).toMatchObject({
      accountNo: before.accountNo,
      balance: before.balance,
      current: before.current,
      state: '01',
      sealedOn: null,
      monthly: { base: '9000.00', employer: '720.00', employee: '720.00' },
      baseSource: { code: 'transfer-in', basis: 'CURRENT_MONTH' },
    });
    expect(after.employer.unitAccountNo).toBe(body.receipt.to);
    const [kept] = await road.query<{ accumulation: bigint }>(
      'SELECT accumulation FROM member_balance JOIN member_account USING (centre_id, account_id) WHERE account_no = $1',
      [before.accountNo],
    );
    expect(kept).toEqual(row);
    const [debit, credit] = await entriesOf(before.accountNo as string);
    expect([debit?.side, credit?.side]).toEqual(['D', 'C']);
    expect(debit?.amount).toBe(credit?.amount);
    expect(debit?.unit).not.toBe(credit?.unit);
    // The new employer remits for the one who came.
    const list = await otherHead.post('/v1/remittance-lists', {
      employerId: otherId,
      month: '2026-12',
      members: [named('divorced')],
    });
    expect([list.status, list.body.total]).toEqual([201, '1440.00']);
  });

  it('asked for by the member and the new employer at once is made once', async () => {
    await leaves('homeOwner');
    await seal('homeOwner');
    const own = await member('homeOwner');
    const answers = await Promise.all([
      transfer('homeOwner'),
      own.post('/v1/cases', { item: 'GJ25', input: { creditCode: OTHER_COMPANY_CODE } }),
    ]);
    const done = answers.filter(({ body }) => body.state === 'done');
    expect(done).toHaveLength(1);
    const [loser] = answers.filter(({ body }) => body.state !== 'done');
    expect(loser!.status === 409 || loser!.body.state === 'refused').toBe(true);
    expect(await entriesOf((await account('homeOwner')).accountNo as string)).toHaveLength(2);
  });

  it('against a list that is confirmed: its money still reaches the member, in the books of the new unit', async () => {
    const list = await head.post('/v1/remittance-lists/same-as', {
      employerId,
      month: '2026-12',
      asMonth: '2026-11',
    });
    const confirmed = await apply(head, 'GJ11', { listId: list.body.id }, 'waiting-funds');
    await leaves('parentOfTwo');
    await seal('parentOfTwo');
    const before = await account('parentOfTwo');
    // December is the former employer's: it is not remitted again by the new one.
    expect((await transfer('parentOfTwo')).body).toMatchObject({
      state: 'done',
      receipt: { month: '2027-01' },
    });
    // Likewise who comes with a list of changes.
    await leaves('buyerSpouse');
    await seal('buyerSpouse');
    const changes = [{ kind: 'transfer', ...named('buyerSpouse'), base: '9000.00' }];
    const byList = await apply(otherHead, 'GJ10', { employerId: otherId, changes }, 'done');
    expect(byList.receipt).toMatchObject({ month: '2026-12', rows: [{ kind: 'transfer', from: '2027-01' }] });
    const { amount, paymentNo } = confirmed.receipt as { amount: string; paymentNo: string };
    await road.transfer(amount, paymentNo);
    const after = await account('parentOfTwo');
    expect(Number(after.balance) - Number(before.balance)).toBe(4800);
    expect(after.employer.unitAccountNo).not.toBe(before.employer.unitAccountNo);
  });

  it('does not start while a withdrawal is under way, nor while a court has frozen the account', async () => {
    await leaves('timeoutRenter');
    await seal('timeoutRenter');
    await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
    await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
    await withdraw(road, 'timeoutRenter', 'paying', { amount: '100.00' });
    const { body } = await transfer('timeoutRenter');
    expect([body.state, reasons(body)]).toEqual(['refused', ['BUSINESS_IN_PROGRESS']]);
  });
});

describe('the central sealed account', () => {
  const central = async (role: string, input: object = {}) =>
    (await member(role)).post('/v1/cases', { item: 'GJ26', input });

  it('is there thirty days after the end of the employment, not a day earlier', async () => {
    await leaves('renter', 'none', '2026-10-23');
    await seal('renter');
    const early = await central('renter');
    expect([early.body.state, reasons(early.body)]).toEqual(['refused', ['EMPLOYMENT_NOT_ENDED']]);
    expect(early.body.reasons[0].retryOn).toBe('2026-11-22');
    await leaves('renter', 'none', '2026-10-22');
    const before = await account('renter');
    const { body } = await central('renter');
    expect(body).toMatchObject({ state: 'done', receipt: { balance: before.balance } });
    expect(await account('renter')).toMatchObject({
      state: '02',
      balance: before.balance,
      sealedOn: before.sealedOn,
    });
    expect((await central('renter')).body.state).toBe('refused');
  });

  it('takes over at night whom nobody moved, in one voucher a branch, and joins an employer again later', async () => {
    await leaves('renterSpouse', 'none');
    await leaves('buyer', 'none');
    await seal('renterSpouse');
    await seal('buyer', 'unpaid-leave');
    const night = (day: string) =>
      road
        .opened(UnitOfWork)
        .run(CENTRE, (tx) => road.opened(CentralSealing).batch(tx, { day: parseDay(day) }));
    expect(await night('2026-12-20')).toBe(0);
    expect(await night('2026-12-21')).toBeGreaterThanOrEqual(1);
    expect(await night('2026-12-21')).toBe(0);
    expect(await road.count('member_account', `held_centrally AND state = '02'`)).toBe(2);
    await leaves('renterSpouse');
    expect((await transfer('renterSpouse')).body.state).toBe('done');
    expect(await account('renterSpouse')).toMatchObject({ state: '01' });
  });

  it('is another employer’s business only by its own agent', async () => {
    const { status } = await otherHead.post('/v1/cases', {
      item: 'GJ26',
      input: { employerId: otherId, ...named('buyer') },
    });
    expect(status).toBe(404);
    // Nor is it said of whoever is not the agent's in which state the account is.
    const kept = await otherHead.post('/v1/cases', {
      item: 'GJ26',
      input: { employerId: otherId, ...named('renter') },
    });
    expect([kept.status, kept.body.possible]).toEqual([404, undefined]);
  });
});
