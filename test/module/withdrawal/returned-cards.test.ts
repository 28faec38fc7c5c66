import { SettlementWorker } from '../../../src/modules/settlement';
import { describePerson } from '../../../src/simulators/control/people-wire';
import { cardNumber } from '../../../src/simulators/world/check-digits';
import type { HttpClient } from '../../support';
import { Road } from '../oversight/road';
import { apply, settleIn } from '../oversight/travel';

const input = { amount: '1000.00' };

let road: Road;
let member: HttpClient;

beforeEach(async () => {
  road = await Road.start();
  await settleIn(road);
  member = await road.signedIn(road.person('renter'), 'member');
}, 60_000);
afterEach(async () => {
  expect([...(await road.broken()).values()]).toEqual([]);
  await road.stop();
});

const caseNow = async (id: string) => (await member.get(`/v1/cases/${id}`)).body;
const eventsOf = async (id: string): Promise<string[]> =>
  (await caseNow(id)).timeline.map(({ kind }: { kind: string }) => kind);
const account = async () => (await member.get('/v1/me/account')).body;
const bind = (cardNo = road.person('renter').cardNo) =>
  apply(member, 'GJ34', { cardNo, phone: road.person('renter').phone }, 'done');
const paymentsTo = async (cardNo: string) =>
  (
    (await road.control('GET', 'bank/books', undefined)) as {
      lines: { kind: string; payeeAccount?: string }[];
    }
  ).lines.filter(({ kind, payeeAccount }) => kind === 'payment' && payeeAccount === cardNo).length;
/** What is due now, or would be by and by, is worked on. */
async function work(): Promise<void> {
  await road.pastAllGuards(`UPDATE instruction SET due_at = now() WHERE state = 'created'`);
  await road.opened(SettlementWorker).workOnce();
}
async function paid(): Promise<string> {
  return (await apply(member, 'TQ12', input, 'done')).id;
}
/** The bank gives the payment of a case back. */
async function comesBack(id: string, reason: string): Promise<void> {
  const { reference } = (await caseNow(id)).receipt;
  await road.control('POST', 'bank/returns', { reference, reason });
  await road.until(async () => (await eventsOf(id)).includes('payment-returned'));
}
/** A payment that is not with the bank: its account was short of funds. */
async function waiting(): Promise<string> {
  await road.control('PUT', 'moods/bank', { mood: 'insufficient-funds', calls: 1 });
  return (await apply(member, 'TQ12', input, 'paying')).id;
}

it('a payment for which the account of the centre is short of funds says so once, and goes by itself', async () => {
  await road.control('PUT', 'moods/bank', { mood: 'insufficient-funds', calls: 2 });
  const { id } = await apply(member, 'TQ12', input, 'paying');
  expect(await eventsOf(id)).toEqual([
    'accepted',
    'facts-asked',
    'approved',
    'payment-sent',
    'payment-awaits-funds',
  ]);
  await road.until(async () => {
    await work();
    return (await caseNow(id)).state === 'done';
  });
  expect((await eventsOf(id)).filter((kind) => kind === 'payment-awaits-funds')).toHaveLength(1);
  expect(await paymentsTo(road.person('renter').cardNo)).toBe(1);
}, 30_000);

describe('F27: a payment that comes back', () => {
  it.each([
    ['账号户名不符', 'NAME_MISMATCH'],
    ['收款账户已销户', 'CARD_CLOSED'],
    ['无此账号', 'ACCOUNT_NOT_FOUND'],
  ])(
    'for %s: the money is restored, and its card is paid to no more until it is bound anew',
    async (said, why) => {
      const before = await account();
      const id = await paid();
      await comesBack(id, said);
      expect(await account()).toMatchObject({ balance: before.balance, held: '0.00' });
      const told = (await caseNow(id)).timeline.slice(-2);
      expect(told).toMatchObject([
        { kind: 'payment-returned', body: { reason: why, restored: true } },
        { kind: 'card-stopped', body: { why } },
      ]);
      expect(told[1].text.zh).toContain('请办理收款银行卡绑定');
      const refused = await apply(member, 'TQ12', input, 'refused');
      expect(refused.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).toEqual([
        'CARD_NOT_BOUND',
      ]);
      await bind();
      await paid();
      expect(await road.count('instruction', `state = 'paid'`)).toBe(1);
    },
    30_000,
  );

  it.each([
    ['收款行系统故障', 'BANK'],
    ['账户状态异常', 'ACCOUNT_FROZEN'],
    ['ＡＣ０４', 'UNREAD'],
  ])(
    'for %s, which does not lie in the card: it is paid to as before',
    async (said, reason) => {
      const id = await paid();
      await comesBack(id, said);
      expect((await caseNow(id)).timeline.at(-1)).toMatchObject({
        kind: 'payment-returned',
        body: { reason },
      });
      await paid();
      expect(await paymentsTo(road.person('renter').cardNo)).toBe(2);
    },
    30_000,
  );
});

it('F27: a payment that its bank refuses at once for a closed card stops the card as one that comes back does', async () => {
  const before = await account();
  await road.control('PUT', 'moods/bank', { mood: 'reject-card-closed', calls: 1 });
  const failed = await apply(member, 'TQ12', input, 'pay-failed');
  expect(failed.receipt).toMatchObject({ rejectCode: 'CARD_CLOSED' });
  expect((await caseNow(failed.id)).timeline.slice(-2)).toMatchObject([
    { kind: 'card-stopped', body: { why: 'CARD_CLOSED' } },
    { kind: 'payment-rejected' },
  ]);
  expect(await account()).toMatchObject({ balance: before.balance, held: '0.00' });
  const refused = await apply(member, 'TQ12', input, 'refused');
  expect(refused.reasons).toMatchObject([{ reasonCode: 'CARD_NOT_BOUND' }]);
  await bind();
  await paid();
  expect(await paymentsTo(road.person('renter').cardNo)).toBe(1);
}, 30_000);

describe('F27: a payment that waits for funds when its card is stopped', () => {
  it('is held, told once with what to do, and goes on when the card is verified anew', async () => {
    const first = await paid();
    const id = await waiting();
    await comesBack(first, '收款账户已销户');
    await work();
    await work();
    expect((await eventsOf(id)).filter((kind) => kind === 'payment-held')).toHaveLength(1);
    expect((await caseNow(id)).timeline.at(-1)).toMatchObject({
      kind: 'payment-held',
      body: { why: 'CARD_CLOSED' },
      text: {
        zh: expect.stringContaining('请办理收款银行卡绑定'),
        en: expect.stringContaining('Bind a card of your own anew'),
      },
    });
    expect(await account()).toMatchObject({ held: '1000.00' });
    const clerk = await road.signedIn({ name: '零跑柜员', idNo: '11010519491231002X' }, 'clerk');
    const atTheDesk = async () =>
      (await clerk.get('/v1/desk/queue?limit=100')).body.entries.filter(
        ({ kind }: { kind: string }) => kind === 'held-payment',
      );
    expect(await atTheDesk()).toEqual([]);
    await road.pastAllGuards(`UPDATE instruction SET held_at = held_at - interval '25 hours'`);
    expect(await atTheDesk()).toMatchObject([{ caseId: id, state: 'created', amount: '1000.00' }]);
    expect(await paymentsTo(road.person('renter').cardNo)).toBe(1);

    await bind();
    // It is due by itself: nothing here moves it.
    await road.opened(SettlementWorker).workOnce();
    expect(await caseNow(id)).toMatchObject({ state: 'done' });
    expect(await paymentsTo(road.person('renter').cardNo)).toBe(2);
    expect(await road.count('instruction', 'held_at IS NOT NULL')).toBe(0);
  }, 30_000);

  it('ends where its holder binds another card instead: the money is free again, and no order has changed its payee', async () => {
    const first = await paid();
    const id = await waiting();
    await comesBack(first, '户名不符');
    await work();
    const person = road.person('renter');
    const { cardNo } = person;
    const other = cardNumber(`${cardNo.slice(0, -4)}777`);
    await road.control('POST', 'people', { people: [{ ...describePerson(person), cardNo: other }] });
    await bind(other);
    await road.opened(SettlementWorker).workOnce();
    const ended = await caseNow(id);
    expect(ended).toMatchObject({ state: 'pay-failed', receipt: { rejectCode: 'CARD_STOPPED' } });
    expect(await account()).toMatchObject({ held: '0.00' });
    expect([await paymentsTo(cardNo), await paymentsTo(other)]).toEqual([1, 0]);
  }, 30_000);
});
