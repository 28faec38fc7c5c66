import { parseDay } from '../../../src/kernel/calendar';
import { CourtTerms } from '../../../src/modules/contribution/app/night/court-terms';
import { MemberNights } from '../../../src/modules/contribution/app/night/member-nights';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import type { HttpClient } from '../../support';
import { clerkIdentity } from '../oversight/at-the-desk';
import { CENTRE, Road } from '../oversight/road';
import { settleIn, withdraw } from '../oversight/travel';

const COURT = '太原市虚构区人民法院';

let road: Road;
let clerk: HttpClient;
let numbers = 0;

beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
  clerk = await road.signedIn(clerkIdentity, 'clerk');
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  for (const target of ['crt', 'bank']) await road.control('PUT', `moods/${target}`, { mood: 'normal' });
  expect([...(await road.broken()).keys()]).toEqual([]);
});

interface Order {
  readonly kind: 'freeze' | 'renew' | 'release' | 'deduct';
  readonly [field: string]: unknown;
}

/** The court enters an order about somebody; its number. */
async function ordered(role: string, order: Order): Promise<string> {
  numbers += 1;
  const orderNo = `（2026）晋0105执${numbers}号`;
  const { idNo } = road.person(role);
  const until = order.kind === 'freeze' ? { until: '2027-05-20' } : {};
  await road.control('POST', 'court-orders', { orders: [{ orderNo, idNo, ...until, ...order }] });
  return orderNo;
}

const notice = (number: string, more: object = {}) => ({
  kind: 'assistance-notice',
  number,
  issuer: COURT,
  issuedOn: '2026-11-20',
  ...more,
});
const hand = (role: string, orderNo: string, more: object = {}) => {
  const { name, idNo } = road.person(role);
  return clerk.post('/v1/cases', {
    item: 'GJ35',
    input: { name, idNo, orderNo, papers: { notice: notice(orderNo, more) } },
  });
};
async function carriedOut(role: string, order: Order) {
  const orderNo = await ordered(role, order);
  const { body } = await hand(role, orderNo, { issuer: (order.court as string | undefined) ?? COURT });
  expect(body).toMatchObject({ state: 'done' });
  return { orderNo, receipt: body.receipt };
}
const account = async (role: string) =>
  (await (await road.signedIn(road.person(role), 'member')).get('/v1/me/account')).body;
const reasons = (body: { reasons: { reasonCode: string }[] }) =>
  body.reasons.map(({ reasonCode }) => reasonCode);
const terms = (day: string) =>
  road.opened(UnitOfWork).run(CENTRE, (tx) => road.opened(CourtTerms).batch(tx, { day: parseDay(day) }));

describe('a freeze of an amount', () => {
  it('leaves the account as it is and holds what the order says; a withdrawal sees the rest', async () => {
    const { receipt } = await carriedOut('divorced', { kind: 'freeze', amount: '14000.00' });
    expect(receipt).toMatchObject({ state: 'active', place: 1, frozen: '14000.00', wanted: '14000.00' });
    expect(await account('divorced')).toMatchObject({ state: '01', held: '14000.00', available: '400.00' });
    const member = await road.signedIn(road.person('divorced'), 'member');
    const over = await member.post('/v1/cases', { item: 'TQ12', input: { amount: '391.00' } });
    expect(over.body.state).toBe('refused');
    await withdraw(road, 'divorced', 'done', { amount: '390.00' });
  });

  it('takes what comes later up to what the order says, before anybody can draw it', async () => {
    const { orderNo, receipt } = await carriedOut('parentOfTwo', { kind: 'freeze', amount: '20000.00' });
    expect(receipt).toMatchObject({ frozen: '14400.00' });
    await road.pastAllGuards(
      `UPDATE hold SET amount_fen = 1000000 WHERE kind = 'court' AND amount_fen = 1440000 AND account_id = ${await accountId('parentOfTwo')}`,
      `UPDATE member_balance SET held_fen = 1000000 WHERE account_id = ${await accountId('parentOfTwo')}`,
    );
    // Four thousand four hundred yuan came since: they are frozen before a withdrawal looks.
    const refused = await (
      await road.signedIn(road.person('parentOfTwo'), 'member')
    ).post('/v1/cases', {
      item: 'TQ12',
      input: { amount: '1.00' },
    });
    expect(reasons(refused.body)).toContain('BALANCE_TOO_LOW');
    expect(await account('parentOfTwo')).toMatchObject({ held: '14400.00' });
    await carriedOut('parentOfTwo', { kind: 'release', refersTo: orderNo });
    expect(await account('parentOfTwo')).toMatchObject({ held: '0.00' });
  });
});

const accountId = async (role: string): Promise<string> => {
  const { accountNo } = await account(role);
  const [row] = await road.query<{ id: bigint }>(
    'SELECT account_id AS id FROM member_account WHERE account_no = $1',
    [accountNo],
  );
  return String(row!.id);
};

describe('a freeze of the whole account', () => {
  it('makes it 06 and keeps what it was; those behind it wait their turn', async () => {
    const first = await carriedOut('homeOwner', { kind: 'freeze', amount: '1000.00' });
    const whole = await carriedOut('homeOwner', { kind: 'freeze' });
    expect(whole.receipt).toMatchObject({ state: 'active', place: 2, whole: true, frozen: '13400.00' });
    const other = '太原市另一虚构区人民法院';
    const waits = await carriedOut('homeOwner', { kind: 'freeze', court: other, amount: '500.00' });
    expect(waits.receipt).toMatchObject({ state: 'waiting', place: 3, frozen: '0.00' });
    expect(await account('homeOwner')).toMatchObject({ state: '06', held: '14400.00', available: '0.00' });

    await carriedOut('homeOwner', { kind: 'release', refersTo: first.orderNo });
    expect(await account('homeOwner')).toMatchObject({ state: '06', held: '14400.00' });
    await carriedOut('homeOwner', { kind: 'release', refersTo: whole.orderNo });
    expect(await account('homeOwner')).toMatchObject({ state: '01', held: '500.00' });
    await carriedOut('homeOwner', { kind: 'release', court: other, refersTo: waits.orderNo });
    expect(await account('homeOwner')).toMatchObject({ state: '01', held: '0.00' });
  });

  it('a withdrawal under way is paid; what the bank gives back of it is frozen', async () => {
    await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
    await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
    const paying = await withdraw(road, 'timeoutRenter', 'paying', { amount: '2000.00' });
    const { receipt } = await carriedOut('timeoutRenter', { kind: 'freeze' });
    expect(receipt).toMatchObject({ frozen: '12400.00' });
    const member = await road.signedIn(road.person('timeoutRenter'), 'member');
    expect((await member.get(`/v1/cases/${paying}`)).body.state).toBe('paying');
    const again = await member.post('/v1/cases', { item: 'TQ12', input: { amount: '1.00' } });
    expect(again.status).toBe(409);
  });
});

describe('an order that cannot be carried out', () => {
  it('is refused with every reason: not in the registry, another notice, too long, done before, another court’s', async () => {
    const unknown = await hand('renter', '（2026）晋0105执999号');
    expect(reasons(unknown.body)).toEqual(['COURT_ORDER_NOT_IN_FORCE']);
    const long = await ordered('renter', { kind: 'freeze', until: '2027-11-22' });
    const wrong = await hand('renter', long, { issuer: '外地法院' });
    expect(reasons(wrong.body)).toEqual(['COURT_NOTICE_DIFFERS', 'COURT_TERM_INVALID']);
    const year = await carriedOut('renter', { kind: 'freeze', until: '2027-11-21', amount: '10.00' });
    expect(reasons((await hand('renter', year.orderNo)).body)).toEqual(['COURT_ORDER_DONE']);
    const elsewhere = await ordered('renter', { kind: 'release', court: '外地法院', refersTo: year.orderNo });
    expect(reasons((await hand('renter', elsewhere, { issuer: '外地法院' })).body)).toEqual([
      'COURT_FREEZE_NOT_OPEN',
    ]);
    await carriedOut('renter', { kind: 'release', refersTo: year.orderNo });
    const twice = await ordered('renter', { kind: 'release', refersTo: year.orderNo });
    expect(reasons((await hand('renter', twice)).body)).toEqual(['COURT_FREEZE_NOT_OPEN']);
  });

  it('waits while the court registry is silent', async () => {
    const orderNo = await ordered('renter', { kind: 'freeze', amount: '10.00' });
    await road.control('PUT', 'moods/crt', { mood: 'garbage' });
    const { body } = await hand('renter', orderNo);
    expect(body).toMatchObject({
      state: 'waiting',
      missing: expect.arrayContaining(['court.order']) as string[],
    });
    expect(await road.count('court_freeze', `order_no = '${orderNo}'`)).toBe(0);
  });
});

describe('the term of a freeze', () => {
  it('is renewed by its court, holds on its last day and ends by itself the day after; the next takes its turn', async () => {
    const whole = await carriedOut('buyer', { kind: 'freeze', until: '2026-11-30' });
    const next = await carriedOut('buyer', { kind: 'freeze', amount: '700.00', until: '2027-11-01' });
    expect(next.receipt.state).toBe('waiting');
    await carriedOut('buyer', { kind: 'renew', refersTo: whole.orderNo, until: '2026-12-31' });
    expect(await terms('2026-12-31')).toBe(0);
    expect(await account('buyer')).toMatchObject({ state: '06' });
    expect(await terms('2027-01-01')).toBe(1);
    expect(await account('buyer')).toMatchObject({ state: '01', held: '700.00' });
    expect(await terms('2027-01-01')).toBe(0);
  });

  it('is looked after once a night, however many instances look', async () => {
    const nights = road.opened(MemberNights);
    await Promise.all([nights.workOnce(), nights.workOnce(), nights.workOnce()]);
    expect(await road.count('member_night', `kind = 'court-terms' AND finished_at IS NOT NULL`)).toBe(1);
  });
});

describe('a deduction', () => {
  beforeAll(() =>
    road.control('PUT', 'bank/callback', {
      url: `${road.url}/v1/bank/104/notices`,
      customer: String(CENTRE),
    }),
  );
  const payee = { name: '太原市虚构区人民法院', accountNo: '104999900000000888', bankCode: '104' };
  const deduct = (role: string, order: Partial<Order> = {}) =>
    ordered(role, { kind: 'deduct', regardless: true, payee, ...order });
  const balance = async (role: string) => {
    const { balance: posted, held } = await account(role);
    return [posted, held];
  };
  const paymentsTo = async (orderNo: string) =>
    road.query<{ state: string; amount: string; payee: string }>(
      `SELECT i.state, i.amount_fen::text AS amount, p.account_no AS payee FROM court_deduction AS d
         JOIN instruction AS i ON i.source_id = d.case_id JOIN payee_account AS p ON p.id = i.payee_account_id
        WHERE d.order_no = $1`,
      [orderNo],
    );

  it('is paid to the court’s account out of the freeze it refers to, which wants so much less', async () => {
    const freeze = await carriedOut('renterSpouse', { kind: 'freeze', amount: '5000.00' });
    const [posted] = await balance('renterSpouse');
    const orderNo = await deduct('renterSpouse', { amount: '3000.00', refersTo: freeze.orderNo });
    const { body } = await hand('renterSpouse', orderNo);
    expect(body).toMatchObject({ state: 'done', receipt: { amount: '3000.00', fromFreeze: '3000.00' } });
    expect(await paymentsTo(orderNo)).toEqual([{ state: 'paid', amount: '300000', payee: payee.accountNo }]);
    expect(await balance('renterSpouse')).toEqual([(Number(posted) - 3000).toFixed(2), '2000.00']);
  });

  it('that names no account to pay to is refused with what to ask of the court, and moves nothing', async () => {
    const before = await balance('renterSpouse');
    const orderNo = await ordered('renterSpouse', { kind: 'deduct', regardless: true, amount: '1.00' });
    const { body } = await hand('renterSpouse', orderNo);
    expect([body.state, reasons(body)]).toEqual(['refused', ['COURT_PAYEE_MISSING']]);
    expect(body.reasons[0].fix.zh).toContain('补录收款账户');
    expect([await balance('renterSpouse'), await paymentsTo(orderNo)]).toEqual([before, []]);
  });

  it('above what is there is refused, and moves nothing', async () => {
    const before = await balance('renterSpouse');
    const orderNo = await deduct('renterSpouse', { amount: '99999.00' });
    expect(reasons((await hand('renterSpouse', orderNo)).body)).toEqual(['AMOUNT_OVER_ROOM']);
    expect([await balance('renterSpouse'), await paymentsTo(orderNo)]).toEqual([before, []]);
  });

  it('that the bank refuses leaves the money frozen as it was, by the order it was frozen by', async () => {
    const freeze = await carriedOut('buyerSpouse', { kind: 'freeze', amount: '1000.00' });
    const before = await balance('buyerSpouse');
    await road.control('PUT', 'moods/bank', { mood: 'reject', calls: 1 });
    const orderNo = await deduct('buyerSpouse', { amount: '1000.00', refersTo: freeze.orderNo });
    const { body } = await hand('buyerSpouse', orderNo);
    expect(body.state).toBe('pay-failed');
    expect(await balance('buyerSpouse')).toEqual(before);
    expect(await road.count('court_freeze', `order_no = '${freeze.orderNo}' AND state = 'active'`)).toBe(1);
    await carriedOut('buyerSpouse', { kind: 'release', refersTo: freeze.orderNo });
  });

  it('that comes back is the member’s again and frozen; only another order pays it', async () => {
    const freeze = await carriedOut('buyerSpouse', { kind: 'freeze', amount: '700.00' });
    const before = await balance('buyerSpouse');
    const orderNo = await deduct('buyerSpouse', { amount: '700.00', refersTo: freeze.orderNo });
    const { body } = await hand('buyerSpouse', orderNo);
    expect(body.state).toBe('done');
    expect(await road.count('court_freeze', `order_no = '${freeze.orderNo}' AND state = 'deducted'`)).toBe(1);
    const { reference } = body.receipt as { reference: string };
    await road.control('POST', 'bank/returns', { reference, reason: '账号户名不符' });
    await road.until(async () => (await road.count('court_deduction', `state = 'returned'`)) === 1);
    expect(await balance('buyerSpouse')).toEqual(before);
    expect(reasons((await hand('buyerSpouse', orderNo)).body)).toEqual(['COURT_ORDER_DONE']);
    const again = await deduct('buyerSpouse', { amount: '700.00', refersTo: freeze.orderNo });
    expect((await hand('buyerSpouse', again)).body.state).toBe('done');
  });

  it('of the whole account takes all of it, what no court froze too; one whose result is unknown is held, not paid twice', async () => {
    const [posted] = await balance('buyerSpouse');
    await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
    await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
    const orderNo = await deduct('buyerSpouse');
    const { body } = await hand('buyerSpouse', orderNo);
    expect(body.state).toBe('paying');
    expect(await balance('buyerSpouse')).toEqual([posted, posted]);
    expect((await hand('buyerSpouse', orderNo)).status).toBe(409);
    expect(await paymentsTo(orderNo)).toMatchObject([{ state: 'unknown' }]);
  });
});
