import type { HttpClient } from '../../support';
import { clerkIdentity } from '../oversight/at-the-desk';
import { Road } from '../oversight/road';
import { apply, confirm, settleIn, withdraw } from '../oversight/travel';

/** The person of `divorced` as an import knows them under the number of today. */
const NOW = { name: '测合并', idNo: '140199199003030037' };

let road: Road;
let head: HttpClient;
let employerId: string;
let own: HttpClient;
let december: { readonly amount: string; readonly paymentNo: string };

beforeAll(async () => {
  road = await Road.start();
  ({ head, employerId } = await settleIn(road));
  await known([]);
  own = await road.signedIn(NOW, 'member');
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const reasons = (body: { reasons: { reasonCode: string }[] }) =>
  body.reasons.map(({ reasonCode }) => reasonCode);
const merge = () => own.post('/v1/cases', { item: 'GJ29', input: {} });

/** What the outside world knows of the number of today. */
async function known(formerIdentities: object[]): Promise<void> {
  const { employments } = road.person('divorced');
  const jobs = employments.map(({ creditCode, from, to }) => ({ creditCode, from, to, base: '20000.00' }));
  const person = {
    ...NOW,
    phone: '13900009911',
    cardNo: '6219990000099114',
    employments: jobs,
    formerIdentities,
  };
  await road.control('POST', 'people', { people: [person] });
}
const balances = () =>
  road.query<{ accountId: bigint; state: string; posted: bigint; held: bigint; accumulation: bigint }>(
    `SELECT m.account_id AS "accountId", m.state, b.carried_fen + b.current_fen AS posted, b.held_fen AS held, b.accumulation
       FROM member_account AS m JOIN member_balance AS b ON b.account_id = m.account_id
       JOIN person AS p ON p.id = m.person_id WHERE p.name = '测合并' OR p.name = $1 ORDER BY m.account_id`,
    [road.person('divorced').name],
  );

describe('two accounts of one person', () => {
  it('are none while the police do not join the numbers', async () => {
    await apply(head, 'GJ20', { employerId, members: [{ ...NOW, base: '20000.00' }] }, 'done');
    const { body } = await merge();
    expect([body.state, reasons(body)]).toEqual(['refused', ['ACCOUNT_NOT_FOUND']]);
  });

  it('are not joined while both are active, and not while business is under way on one', async () => {
    const { name, idNo } = road.person('divorced');
    await known([{ name, idNo }]);
    const { body } = await merge();
    expect([body.state, reasons(body)]).toEqual(['refused', ['ACCOUNT_STATE']]);
  });

  it('become one: the active one stays with balance, accumulation, months, draws and freezes; the other is 03 and empty', async () => {
    const { name, idNo } = road.person('divorced');
    await withdraw(road, 'divorced', 'done', { amount: '1000.00' });
    const clerk = await road.signedIn(clerkIdentity, 'clerk');
    const orderNo = '（2026）晋0105执88号';
    await road.control('POST', 'court-orders', {
      orders: [{ orderNo, idNo, kind: 'freeze', amount: '500.00', until: '2027-01-01' }],
    });
    const notice = {
      kind: 'assistance-notice',
      number: orderNo,
      issuer: '太原市虚构区人民法院',
      issuedOn: '2026-11-20',
    };
    await apply(clerk, 'GJ35', { name, idNo, orderNo, papers: { notice } }, 'done');
    december = await confirm(road, head, employerId, '2026-12', [{ ...NOW, base: '20000.00' }]);
    await apply(head, 'GJ23', { employerId, name, idNo, reason: 'study' }, 'done');
    const before = await balances();
    const { body } = await merge();
    expect(body).toMatchObject({ state: 'done', receipt: { moved: '13400.00' } });
    const after = await balances();
    const stays = after.find(({ state }) => state === '01');
    const gone = after.find(({ state }) => state === '03');
    expect(stays).toMatchObject({ posted: 1340000n, held: 50000n });
    expect(gone).toMatchObject({ posted: 0n, held: 0n, accumulation: 0n });
    expect(stays!.accumulation).toBe(before.reduce((sum, { accumulation }) => sum + accumulation, 0n));
    expect(await road.count('court_freeze', `account_id = ${stays!.accountId} AND state = 'active'`)).toBe(1);
  });

  it('count as one afterwards: three months in a row, one account, and what was drawn this year is drawn', async () => {
    const check = await own.post('/v1/prechecks', { item: 'TQ12', input: {} });
    expect([check.body.eligible, check.body.maxAmount]).toEqual([true, '12890.00']);
    const again = await merge();
    expect(reasons(again.body)).toEqual(['ACCOUNT_NOT_FOUND']);
    const former = await road.signedIn(road.person('divorced'), 'member');
    expect((await former.get('/v1/me/account')).status).toBe(404);
  });

  it('money of a list that was confirmed for both is on the one that stays', async () => {
    await road.transfer(december.amount, december.paymentNo);
    const after = await balances();
    expect(after.find(({ state }) => state === '01')).toMatchObject({ posted: 1340000n + 2n * 480000n });
    expect(after.find(({ state }) => state === '03')).toMatchObject({
      posted: 0n,
      held: 0n,
      accumulation: 0n,
    });
    expect(await road.count('journal', `kind = 'remittance-carried'`)).toBe(1);
  });
});
