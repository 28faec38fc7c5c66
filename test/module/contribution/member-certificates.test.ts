import type { HttpClient } from '../../support';
import { Road } from '../oversight/road';
import { apply, settleIn } from '../oversight/travel';

const FREE = { name: '测灵活', idNo: '140199199505050097', phone: '13900009921', cardNo: '6219990000099917' };
type Named = { readonly name: string; readonly idNo: string };

let road: Road;
let head: HttpClient;
let employerId: string;

beforeAll(async () => {
  road = await Road.start();
  ({ head, employerId } = await settleIn(road));
  await road.control('POST', 'people', { people: [FREE] });
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const certified = async (who: Named, certificate = 'contribution') => {
  const member = await road.signedIn(who, 'member');
  const { receipt } = await apply(member, 'GJ32', { certificate }, 'done');
  const { content } = (await member.get(`/v1/documents/${receipt.documentId as string}`)).body;
  return content.body as Record<string, string | number | null>;
};

describe('what a certificate says a member pays', () => {
  it('the ratios that hold, and the amounts they make, once the employer has changed them', async () => {
    const before = { ratioEmployer: '0.1200', ratioEmployee: '0.1200', monthlyEmployer: '2400.00' };
    expect(await certified(road.person('renter'))).toMatchObject(before);
    const ratios = { ratioEmployer: '0.10', ratioEmployee: '0.12', fromMonth: '2026-12' };
    await apply(head, 'GJ07', { employerId, ...ratios }, 'done');
    expect(await certified(road.person('renter'), 'loan-elsewhere')).toMatchObject({
      base: '20000.00',
      ratioEmployer: '0.1000',
      ratioEmployee: '0.1200',
      monthlyEmployer: '2000.00',
      monthlyEmployee: '2400.00',
      monthlyTotal: '4400.00',
      paidThrough: '2026-11',
    });
  });

  it('who was sealed before, the ratios of the last month that was paid', async () => {
    const { name, idNo } = road.person('homeOwner');
    await apply(head, 'GJ23', { employerId, name, idNo, reason: 'unpaid-leave' }, 'done');
    expect(await certified({ name, idNo })).toMatchObject({
      state: '02',
      ratioEmployer: '0.1200',
      monthlyEmployer: '2400.00',
    });
  });

  it('who has no employer, the ratio agreed on and the month paid for', async () => {
    const own = await road.signedIn(FREE, 'member');
    await apply(own, 'GJ30', { district: '140105', base: '6000.00', ratio: '0.12' }, 'done');
    expect(await certified(FREE)).toMatchObject({ paidThrough: null, monthsInARow: 0 });
    const { receipt } = await apply(own, 'GJ31', { action: 'pay' }, 'waiting-funds');
    await road.transfer('720.00', receipt.paymentNo as string);
    expect(await certified(FREE)).toMatchObject({
      ratioEmployer: '0.0000',
      ratioEmployee: '0.1200',
      monthlyEmployer: '0.00',
      monthlyEmployee: '720.00',
      paidThrough: '2026-11',
      monthsInARow: 1,
    });
  });
});

describe('how far a certificate says it is paid', () => {
  it('a month that was made up for, where no list ever paid one', async () => {
    const { name, idNo } = road.person('rareName');
    const members = [{ name, idNo, base: '8000.00' }];
    const opened = await apply(head, 'GJ20', { employerId, members }, 'done');
    expect(opened.receipt).toMatchObject({ opened: 1 });
    expect((await certified({ name, idNo })).paidThrough).toBeNull();
    const lines = [{ name, idNo, month: '2026-10' }];
    const order = { reason: 'order', orderNo: '晋稽 2026-1' };
    const draft = await head.post('/v1/back-payments', { employerId, ...order, lines });
    expect([draft.status, draft.body.errors]).toEqual([201, undefined]);
    const { receipt } = await apply(head, 'GJ12', { backPaymentId: draft.body.id }, 'waiting-funds');
    await road.transfer(receipt.amount as string, receipt.paymentNo as string);
    expect(await certified({ name, idNo })).toMatchObject({ paidThrough: '2026-10', monthsInARow: 1 });
  });

  it('not a month that was refunded whole', async () => {
    const { name, idNo } = road.person('divorced');
    expect((await certified({ name, idNo })).paidThrough).toBe('2026-11');
    const whole = { name, idNo, month: '2026-11', to: 'suspense', reason: '多缴' };
    await apply(head, 'GJ13', { employerId, ...whole }, 'done');
    expect((await certified({ name, idNo })).paidThrough).toBe('2026-10');
  });
});

describe('which loans a certificate for a lender elsewhere tells', () => {
  const carried = (loans: number, ended: boolean): string =>
    `INSERT INTO carried_months (centre_id, letter_id, account_id, person_id, opened_on, paid_to, six_months, loans, loans_ended, loan_elsewhere, carried_on)
     SELECT m.centre_id, gen_random_uuid(), m.account_id, m.person_id, '2020-01-10', 202606, true, ${loans}, ${ended}, false, '2026-10-20'
       FROM member_account AS m JOIN person AS p ON p.centre_id = m.centre_id AND p.id = m.person_id
      WHERE p.name = '${road.person('renter').name}'`;

  it('those that former cities told with a transfer count too, and one that runs there is told', async () => {
    const renter = road.person('renter');
    expect(await certified(renter, 'loan-elsewhere')).toMatchObject({ loansUsed: 0, loansUsedElsewhere: 0 });
    await road.whilePlanted(['carried_months'], [carried(1, true)], async () => {
      const one = { loansUsed: 1, loansUsedElsewhere: 1, loansUnsettled: 0, loanRunsElsewhere: false };
      expect(await certified(renter, 'loan-elsewhere')).toMatchObject(one);
    });
    await road.whilePlanted(['carried_months'], [carried(1, true), carried(1, false)], async () => {
      const two = { loansUsed: 2, loansUsedElsewhere: 2, loansUnsettled: 0, loanRunsElsewhere: true };
      expect(await certified(renter, 'loan-elsewhere')).toMatchObject(two);
    });
  });
});
