import { randomUUID } from 'node:crypto';
import { CaseWorker } from '../../../src/modules/casework/app/case-worker';
import { apply, bindCard, giveBack, settleIn } from '../oversight/travel';
import { Road, TODAY } from '../oversight/road';

let road: Road;
let head: Awaited<ReturnType<typeof settleIn>>;

beforeEach(async () => {
  road = await Road.start();
  head = await settleIn(road);
  await age(100);
}, 60_000);
afterEach(async () => {
  expect([...(await road.broken()).values()]).toEqual([]);
  await road.stop();
});

/** 14400.00 for 100 days at 1.50 %: 14400 × 100 × 0.015 / 360. */
const interest = '60.00';
const total = '14460.00';

/** Lets what was remitted so far bear interest since so many days ago. */
async function age(days: number): Promise<void> {
  await road.pastAllGuards(
    `UPDATE journal SET value_date = value_date - ${days} WHERE kind = 'remittance'`,
    `UPDATE member_balance SET accumulated_to = accumulated_to - ${days}`,
  );
}

const client = (role = 'retiree') => road.signedIn(road.person(role), 'member');
const submit = async (item = 'TQ14', input: object = {}) =>
  (await (await client()).post('/v1/cases', { item, input })).body;
const account = async () => (await (await client()).get('/v1/me/account')).body;
const reasons = (view: { reasons: { reasonCode: string }[] }) =>
  view.reasons.map(({ reasonCode }) => reasonCode);
const work = () => road.app.get(CaseWorker, { strict: false }).workOnce();
const mute = async () => {
  await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
  await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
};

/** What the proof finds while the further case still waits, but for D3, which says that it does. */
const brokenMeanwhile = async () => [...(await road.broken()).keys()].filter((id) => id !== 'D3');

/** Whoever's account was closed has got another one meanwhile. */
const openAnother = () =>
  road.pastAllGuards(
    `INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen, employee_fen, opened_on)
     SELECT centre_id, 999999, person_id, unit_id, '01', '99000000999', base_fen, employer_fen, employee_fen, opened_on
       FROM member_account WHERE state = '05'`,
    `INSERT INTO ledger_account (centre_id, id, kind, subject)
     SELECT centre_id, 999999, 'member', '201' FROM member_account WHERE state = '05'`,
    `INSERT INTO member_balance (centre_id, account_id, unit_id, accumulated_to) SELECT centre_id, 999999, unit_id, '${TODAY}' FROM member_account WHERE state = '05'`,
  );

type Confirmed = { readonly amount: string; readonly paymentNo: string };

async function confirmDecember(): Promise<Confirmed> {
  const roles = ['renter', 'renterSpouse', 'timeoutRenter', 'parentOfTwo', 'homeOwner', 'divorced'];
  const all = [...roles, 'marriageOnPaper', 'buyer', 'buyerSpouse', 'retiree'];
  const people = [...all.map((role) => road.person(role)), road.bocomHolder];
  const members = people.map(({ name, idNo }) => ({ name, idNo, base: '20000.00' }));
  const wanted = { employerId: head.employerId, month: '2026-12', members };
  const list = await head.head.post('/v1/remittance-lists', wanted);
  expect(list.status).toBe(201);
  const confirmed = await apply(head.head, 'GJ11', { listId: list.body.id }, 'waiting-funds');
  return confirmed.receipt as Confirmed;
}

async function pay({ amount, paymentNo }: Confirmed): Promise<void> {
  const callback = { url: `${road.url}/v1/bank/boc/notices`, customer: '1' };
  await road.control('PUT', 'bank/callback', callback);
  await road.transfer(amount, paymentNo);
}

/** Money of December for everybody at work. */
async function remitDecember(): Promise<void> {
  await pay(await confirmDecember());
}

describe('a closing at retirement', () => {
  it('pays principal and interest in one order and closes the account', async () => {
    const check = await (await client()).post('/v1/prechecks', { item: 'TQ14', input: {} });
    expect(check.body).toMatchObject({ eligible: true, maxAmount: total });
    const done = await submit();
    expect(done).toMatchObject({
      state: 'done',
      decision: { amount: total },
      receipt: { amount: total, principal: '14400.00', interest, closedOn: TODAY },
    });
    expect(await account()).toMatchObject({
      state: '05',
      balance: '0.00',
      held: '0.00',
      holds: [],
      closed: { on: TODAY, reason: { zh: '离休、退休' } },
    });
    const [sent] = await road.query<object>(
      `SELECT bus_type AS "busType", amount_fen AS amount, interest_fen AS interest FROM instruction WHERE source_id = $1`,
      [done.id],
    );
    expect(sent).toEqual({ busType: '03', amount: 1_446_000n, interest: 6000n });
    const lines = await road.query<object>(
      `SELECT e.subject, e.side, e.amount_fen AS amount, j.value_date AS valued FROM journal AS j JOIN entry AS e ON e.journal_id = j.id
        WHERE j.kind = 'closing' ORDER BY e.seq`,
    );
    expect(lines).toEqual([
      { subject: '201', side: 'D', amount: 1_440_000n, valued: TODAY },
      { subject: '411', side: 'D', amount: 6000n, valued: TODAY },
      { subject: '101', side: 'C', amount: 1_446_000n, valued: TODAY },
    ]);
    const again = await submit();
    expect(again).toMatchObject({ state: 'refused', decision: { headline: 'ACCOUNT_STATE' } });
    expect(reasons(again)).toEqual(['ACCOUNT_STATE', 'BALANCE_TOO_LOW']);
    expect(await submit('TQ12')).toMatchObject({ decision: { headline: 'ACCOUNT_NOT_FOUND' } });
  });

  it('rejected by the bank leaves the account as it was, and the next try pays the same', async () => {
    const before = await account();
    await road.control('PUT', 'moods/bank', { mood: 'reject', calls: 1 });
    expect(await submit()).toMatchObject({ state: 'pay-failed' });
    expect({ ...(await account()), asOf: 0 }).toEqual({ ...before, asOf: 0 });
    expect(await road.count('engagement')).toBe(0);
    await bindCard(road, road.person('retiree'));
    expect(await submit()).toMatchObject({ state: 'done', decision: { amount: total } });
  });

  it('given back (退票) opens the account again as it was, and what is paid next lacks no day', async () => {
    const before = await account();
    const done = await submit();
    await giveBack(road, done.id);
    await road.until(async () => (await account()).state === '01');
    expect({ ...(await account()), asOf: 0 }).toEqual({ ...before, asOf: 0 });
    expect(
      await road.query(
        'SELECT sum(amount_fen) FROM entry WHERE subject = $1 HAVING sum(CASE side WHEN $2 THEN amount_fen ELSE -amount_fen END) <> 0',
        ['411', 'D'],
      ),
    ).toEqual([]);
    await age(0);
    expect(await submit()).toMatchObject({ state: 'done', decision: { amount: total } });
  });

  it('given back when the person has another account by now leaves the money for a person to look at', async () => {
    const done = await submit();
    await openAnother();
    await giveBack(road, done.id);
    expect(await road.count('journal', `kind = 'closing-restored'`)).toBe(0);
    expect(await road.count('member_account', `state = '05'`)).toBe(1);
    expect(await road.count('event', `kind = 'payment-returned' AND body ->> 'restored' = 'false'`)).toBe(1);
  });

  it('keeps the account to itself until the bank has spoken: withdrawals are told so', async () => {
    await mute();
    expect(await submit()).toMatchObject({ state: 'paying' });
    expect(await account()).toMatchObject({ state: '01', balance: '14400.00', held: '14400.00' });
    const rent = await submit('TQ12');
    expect(rent).toMatchObject({ state: 'refused', decision: { headline: 'BUSINESS_IN_PROGRESS' } });
    expect(rent.reasons[0].text.zh).toContain('提取销户');
  });

  it('is refused while a withdrawal is under way, and says nothing of courts', async () => {
    await mute();
    expect(await submit('TQ12', { amount: '100.00' })).toMatchObject({ state: 'paying' });
    const refused = await submit();
    expect(refused).toMatchObject({ state: 'refused' });
    expect(reasons(refused)).toEqual(['BUSINESS_IN_PROGRESS']);
  });

  it('is refused with every reason at once', async () => {
    await road.pastAllGuards(
      `INSERT INTO loan_party (centre_id, loan_id, person_id, role, overdue_since)
       SELECT centre_id, '${randomUUID()}', id, 'co-borrower', '2026-10-01' FROM person
        WHERE name = '${road.person('retiree').name}'`,
    );
    const refused = await submit();
    expect(reasons(refused)).toEqual(['SETTLE_LOAN_FIRST']);
    const young = (await (await client('divorced')).post('/v1/cases', { item: 'TQ14', input: {} })).body;
    expect(reasons(young)).toEqual(['NOT_RETIRED']);
    expect(young.reasons[0].text.zh).toMatch(/最早法定退休年月为 20\d\d-\d\d（仅为提示/);
    expect(young.reasons[0].retryOn).toMatch(/^20\d\d-\d\d-01$/);
  });
});

describe('money that arrives while an account is being closed', () => {
  it('is accepted, and a further case of the system pays it and closes the account', async () => {
    await mute();
    const first = await submit();
    expect(first.state).toBe('paying');
    await remitDecember();
    expect(await account()).toMatchObject({ balance: '19200.00', held: '14400.00' });
    await bankTells(first.id);
    const paid = (await (await client()).get(`/v1/cases/${first.id}`)).body;
    expect(paid).toMatchObject({ state: 'done', receipt: { left: '4800.00' } });
    const followUpId = paid.receipt.followUpId as string;
    expect(await road.query('SELECT case_id AS id FROM engagement')).toEqual([{ id: followUpId }]);
    expect(await account()).toMatchObject({ state: '01', balance: '4800.00', held: '0.00' });
    await work();
    const next = (await (await client()).get(`/v1/cases/${followUpId}`)).body;
    expect(next).toMatchObject({ state: 'done', decision: { amount: '4800.00' } });
    expect(next.timeline[0].body).toEqual({ channel: 'system', follows: first.id });
    expect(await account()).toMatchObject({ state: '05', balance: '0.00' });
    expect(await work()).toBe(0);
  });

  it('after it was closed opens it again, sealed, and a further case pays it out', async () => {
    const december = await confirmDecember();
    const first = await submit();
    expect(await account()).toMatchObject({ state: '05' });
    await pay(december);
    expect(await account()).toMatchObject({ state: '02', balance: '4800.00', closed: null });
    // While the further case still waits, the account is sealed with its day and history.
    expect(await road.query(`SELECT sealed_on AS day FROM member_account WHERE state = '02'`)).toEqual([
      { day: TODAY },
    ]);
    expect(
      await road.query(`SELECT kind, from_month AS month, reason FROM roster_change WHERE kind = 'seal'`),
    ).toEqual([{ kind: 'seal', month: 202701, reason: 'retirement-pending' }]);
    expect(await brokenMeanwhile()).toEqual([]);
    expect(await submit()).toMatchObject({ code: 'CASE_ALREADY_OPEN' });
    await work();
    expect(await account()).toMatchObject({ state: '05', balance: '0.00' });
    const cases = await road.query<{ follows: string | null; state: string }>(
      `SELECT follows_id AS follows, state FROM service_case WHERE item = 'TQ14' ORDER BY accepted_at`,
    );
    expect(cases).toEqual([
      { follows: null, state: 'done' },
      { follows: first.id, state: 'done' },
    ]);
  });

  it('after it was closed while the centre kept it, it opens again there and is paid out', async () => {
    const december = await confirmDecember();
    const { role, name, idNo, phone, cardNo, bankCode, marriage, pension, employments } =
      road.person('retiree');
    const left = employments.map(({ creditCode, from }) => ({
      creditCode,
      from,
      to: '2026-10-01',
      base: '20000.00',
    }));
    await road.control('POST', 'people', {
      people: [{ role, name, idNo, phone, cardNo, bankCode, marriage, pension, employments: left }],
    });
    const sealed = { employerId: head.employerId, name, idNo, reason: 'terminated', endedOn: '2026-10-01' };
    await apply(head.head, 'GJ23', sealed, 'done');
    await apply(await client(), 'GJ26', {}, 'done');
    const first = await submit();
    expect(first.state).toBe('done');
    expect(await account()).toMatchObject({ state: '05' });
    await pay(december);
    expect(await account()).toMatchObject({ state: '02', balance: '4800.00', closed: null });
    expect(await brokenMeanwhile()).toEqual([]);
    await work();
    expect(await account()).toMatchObject({ state: '05', balance: '0.00' });
    expect(await road.count('service_case', `follows_id = '${first.id}' AND state = 'done'`)).toBe(1);
  });

  it('after it was closed is carried to the account that its holder has by now, and its timeline says so', async () => {
    const december = await confirmDecember();
    const first = await submit();
    await openAnother();
    await pay(december);
    const balances = await road.query(
      `SELECT m.state, b.current_fen + b.carried_fen AS fen, b.accumulation FROM member_account AS m
         JOIN member_balance AS b ON b.account_id = m.account_id
        WHERE m.person_id = (SELECT person_id FROM member_account WHERE state = '05') ORDER BY m.account_id`,
    );
    expect(balances).toHaveLength(2);
    expect(balances).toEqual(
      expect.arrayContaining([
        { state: '05', fen: 0n, accumulation: 0n },
        { state: '01', fen: 480_000n, accumulation: 0n },
      ]),
    );
    const told = (await (await client()).get(`/v1/cases/${first.id}`)).body;
    expect(told.timeline.at(-1)).toMatchObject({ kind: 'late-credit-carried', body: { amount: '4800.00' } });
    expect(await work()).toBe(0);
  });

  it('and a closing that comes back afterwards are both the member’s: nothing is lost, no day paid twice', async () => {
    await mute();
    const first = await submit();
    await remitDecember();
    await bankTells(first.id);
    await work();
    expect(await account()).toMatchObject({ state: '05', balance: '0.00' });
    await giveBack(road, first.id);
    await road.until(async () => (await account()).state === '01');
    expect(await account()).toMatchObject({ balance: '14400.00', held: '0.00' });
    expect(await submit()).toMatchObject({ state: 'done', decision: { amount: total } });
  });
});

describe('a withdrawal that comes back (退票) after the account was closed', () => {
  const rent = () => submit('TQ12', { amount: '1000.00' });

  it('opens the account again, and a further case of the closing pays it out', async () => {
    const withdrawn = await rent();
    const closed = await submit();
    expect([withdrawn.state, closed.state]).toEqual(['done', 'done']);
    await giveBack(road, withdrawn.id);
    expect(await account()).toMatchObject({ state: '01', balance: '1000.00', closed: null });
    expect(await brokenMeanwhile()).toEqual([]);
    const told = (await (await client()).get(`/v1/cases/${withdrawn.id}`)).body;
    expect(told.timeline.at(-1)).toMatchObject({ kind: 'payment-returned', body: { restored: true } });
    await work();
    expect(await account()).toMatchObject({ state: '05', balance: '0.00', held: '0.00' });
    expect(
      await road.query(
        `SELECT i.amount_fen AS amount FROM service_case AS c JOIN instruction AS i ON i.source_id = c.id WHERE c.follows_id = $1`,
        [closed.id],
      ),
    ).toEqual([{ amount: 100_000n }]);
  });

  it('stays for a person to look at when its holder has another account by now', async () => {
    const withdrawn = await rent();
    await submit();
    await openAnother();
    await giveBack(road, withdrawn.id);
    expect(await road.count('journal', `kind = 'withdrawal-restored'`)).toBe(0);
    expect(await road.count('member_account', `state = '05'`)).toBe(1);
    const told = (await (await client()).get(`/v1/cases/${withdrawn.id}`)).body;
    expect(told.timeline.at(-1)).toMatchObject({ kind: 'payment-returned', body: { restored: false } });
    expect(await work()).toBe(0);
    const clerk = await road.signedIn({ name: '零跑柜员', idNo: '11010519491231002X' }, 'clerk');
    const { entries } = (await clerk.get('/v1/desk/queue?limit=100')).body;
    expect(entries).toContainEqual(
      expect.objectContaining({
        kind: 'frozen-payment',
        state: 'returned',
        caseId: withdrawn.id,
        amount: '1000.00',
        kindText: expect.objectContaining({ zh: expect.stringContaining('退票') }),
      }),
    );
  });
});

/** The bank tells again what it paid. */
async function bankTells(caseId: string): Promise<void> {
  const [row] = await road.query<{ reference: string }>(
    'SELECT reference FROM instruction WHERE source_id = $1',
    [caseId],
  );
  const { lines } = (await road.control('GET', 'bank/books', undefined)) as {
    lines: { reference: string; serial: string; kind: string }[];
  };
  const line = lines.find(({ reference, kind }) => reference === row!.reference && kind === 'payment');
  await road.control('POST', 'bank/resend', { serial: line!.serial, times: 1 });
  await road.until(
    async () => (await road.count('instruction', `state = 'paid' AND source_id = '${caseId}'`)) === 1,
  );
}
