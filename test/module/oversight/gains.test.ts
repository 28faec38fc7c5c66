import { newId } from '../../../src/kernel/identifiers/uuid';
import { Ledger } from '../../../src/modules/ledger';
import { CloseMonths } from '../../../src/modules/settlement';
import { WatchBalances } from '../../../src/modules/settlement/app/watch-balances';
import { taiyuan } from '../../../scripts/set-up-centre';
import type { HttpClient } from '../../support';
import { CENTRE, Road } from './road';

let road: Road;
let first: HttpClient;
let second: HttpClient;
let proposed: string;

const terms = {
  year: 2026,
  reserveRule: 'sixty-percent-of-gains',
  managementFeeBudget: '300.00',
  documentNo: '并公积金委〔2026〕12号',
};

beforeAll(async () => {
  road = await Road.start({ BUSINESS_DATE: '2027-01-08', BANK_DEADLINE_MS: '2000' });
  first = await road.signedIn({ name: '零跑主任', idNo: '11010519491231002X' }, 'manager');
  second = await road.signedIn(road.bocomHolder, 'manager');
  for (const { bankCode, accountNo, leaf } of taiyuan.bankAccounts)
    await road.control('PUT', `bank/${bankCode}/openings`, {
      account: accountNo,
      amount: leaf === '10201' ? '1500.00' : '0.00',
    });
  await voucher('2026-11-15', '10201', '40102', 1_000_00n);
  await voucher('2026-11-20', '41102', '21903', 200_00n);
  await voucher('2026-12-20', '10201', '40102', 500_00n);
  await voucher('2026-12-21', '41103', '21903', 50_00n);
  await road.app.get(WatchBalances, { strict: false }).workOnce();
}, 60_000);
afterAll(() => road.stop());

function voucher(day: string, debit: string, credit: string, amountFen: bigint): Promise<unknown> {
  const ledger = road.app.get(Ledger, { strict: false });
  return road.work.run(CENTRE, async (tx) => {
    const journal = { kind: 'opening', sourceId: newId(), businessDate: day, valueDate: day };
    return ledger.post(tx, journal, [
      { accountId: await ledger.leafOf(tx, debit), side: 'D', amountFen },
      { accountId: await ledger.leafOf(tx, credit), side: 'C', amountFen },
    ]);
  });
}
async function look(instances = 1): Promise<void> {
  await road.work.run(CENTRE, (tx) =>
    tx.execute(
      'UPDATE month_end SET due_at = clock_timestamp(), lease_until = NULL WHERE finished_at IS NULL',
    ),
  );
  const closing = road.app.get(CloseMonths, { strict: false });
  await Promise.all(Array.from({ length: instances }, () => closing.workOnce()));
}
interface Month {
  month: string;
  state: string;
  hindrances: { code: string }[];
  balances: { subject: string; closing: string }[];
}
async function month(of: string): Promise<Month> {
  const { body } = await first.get('/v1/oversight/months');
  return (body.months as Month[]).find((one) => one.month === of)!;
}
const closingOf = (one: Month, subject: string) =>
  one.balances.find((balance) => balance.subject === subject)?.closing;

describe('the gains of a year', () => {
  it('keep December open until it is decided how they are distributed; November closes with its result on 311', async () => {
    await look();
    const [november, december] = [await month('2026-11'), await month('2026-12')];
    expect(november).toMatchObject({ state: 'closed', hindrances: [] });
    expect(['401', '411', '311'].map((subject) => closingOf(november, subject))).toEqual([
      '0.00',
      '0.00',
      '-800.00',
    ]);
    expect([december.state, december.hindrances.map(({ code }) => code)]).toEqual([
      'open',
      ['gains-undistributed'],
    ]);
  });

  it('are proposed by a manager, who sees what would come of it', async () => {
    const path = '/v1/gains-distributions';
    for (const role of ['member', 'employer-agent', 'clerk', 'auditor'] as const) {
      const other = await road.signedIn(road.bocomHolder, role);
      expect((await other.post(path, terms)).status).toBe(403);
    }
    for (const wrong of [
      { managementFeeBudget: 300 },
      { reserveRule: 'all' },
      { documentNo: '' },
      { year: 1 },
    ])
      expect((await first.post(path, { ...terms, ...wrong })).status).toBe(400);
    const early = await first.post(path, { ...terms, year: 2027 });
    expect([early.status, early.body.code]).toEqual([409, 'YEAR_STILL_RUNNING']);
    const key = { key: newId() };
    const made = await first.post(path, terms, key);
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        ...terms,
        state: 'proposed',
        decidedAt: null,
        shares: { gains: '1250.00', reserve: '750.00', managementFee: '300.00', publicRental: '200.00' },
      },
    ]);
    proposed = made.body.id as string;
    expect((await first.post(path, terms, key)).body).toEqual(made.body);
    const again = await second.post(path, terms);
    expect([again.status, again.body.code]).toEqual([409, 'DISTRIBUTION_PROPOSED']);
    await look();
    expect((await month('2026-12')).state).toBe('open');
  });

  it('are decided on by another person, once', async () => {
    const path = `/v1/gains-distributions/${proposed}/decision`;
    const own = await first.post(path, { agreed: true });
    expect([own.status, own.body.code]).toEqual([409, 'SECOND_PERSON_WANTED']);
    const agreed = await second.post(path, { agreed: true });
    expect([agreed.status, agreed.body.state]).toEqual([200, 'approved']);
    const later = await second.post(path, { agreed: false });
    expect([later.status, later.body.code]).toEqual([409, 'DISTRIBUTION_DECIDED']);
    const nowhere = `/v1/gains-distributions/${newId()}/decision`;
    expect((await second.post(nowhere, { agreed: true })).status).toBe(404);
  });

  it('are booked once as December is closed, by any number of instances', async () => {
    await look(3);
    const december = await month('2026-12');
    expect(december).toMatchObject({ state: 'closed', hindrances: [] });
    const subjects = ['401', '411', '311', '321', '301', '214'];
    expect(subjects.map((subject) => closingOf(december, subject))).toEqual([
      ...['0.00', '0.00', '0.00', '0.00'],
      ...['-750.00', '-500.00'],
    ]);
    const auditor = await road.signedIn(road.bocomHolder, 'auditor');
    const { body } = await auditor.get('/v1/gains-distributions');
    expect(body.distributions).toMatchObject([
      {
        id: proposed,
        state: 'booked',
        shares: { gains: '1250.00', reserve: '750.00', reserveBefore: '0.00' },
      },
    ]);
    const closed = await first.post('/v1/gains-distributions', terms);
    expect([closed.status, closed.body.code]).toEqual([409, 'YEAR_CLOSED']);
    expect([...(await road.broken()).keys()]).toEqual([]);
  });
});
