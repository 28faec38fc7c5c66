import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseDay } from '../../../src/kernel/calendar';
import { InterestAccruals } from '../../../src/modules/ledger/app/interest-accruals';
import { CloseMonths, ReadMonths } from '../../../src/modules/settlement';
import { WatchBalances } from '../../../src/modules/settlement/app/watch-balances';
import { BOC, BOCOM } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

const TODAY = '2026-11-21';
const October = '2026-10-15';

let room: SettlementUnderTest;

beforeAll(async () => {
  room = await SettlementUnderTest.start(BOC, {
    BUSINESS_DATE: TODAY,
    BANK_DEADLINE_MS: '2000',
    BANK_NOT_FOUND_WINDOW_MS: '2001',
  });
  await room.bankControl('PUT', 'openings', { account: room.bankAccountNo, amount: '100500.00' });
  await voucher(October, 50_000n);
}, 60_000);
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});
afterAll(() => room.stop());

/** Money of a member that was there before, by a voucher of that day. */
function voucher(day: string, amountFen: bigint): Promise<unknown> {
  return room.run(async (tx) => {
    const [leaf] = await tx.query<{ id: bigint }>('SELECT id FROM ledger_account WHERE code = $1', [
      BOC.leaf,
    ]);
    const journal = { kind: 'opening', sourceId: newId(), businessDate: day, valueDate: day };
    return room.ledger.post(tx, journal, [
      { accountId: leaf!.id, side: 'D', amountFen },
      { accountId: room.memberId, side: 'C', amountFen },
    ]);
  });
}

async function atOtherBanks(): Promise<void> {
  const accounts = await room.run((tx) =>
    tx.query<{ no: string; bank: string }>('SELECT account_no AS no, bank_code AS bank FROM bank_account'),
  );
  for (const { no, bank } of accounts)
    if (no !== room.bankAccountNo)
      await room.bankControl(
        'PUT',
        'openings',
        { account: no, amount: '0.00' },
        bank === BOC.code ? BOC : BOCOM,
      );
}

/** Looks at what is due now, as an instance does at its tick. */
async function look(instances = 1): Promise<void> {
  await room.run((tx) =>
    tx.execute(
      'UPDATE month_end SET due_at = clock_timestamp(), lease_until = NULL WHERE finished_at IS NULL',
    ),
  );
  await Promise.all(Array.from({ length: instances }, () => room.get(CloseMonths).workOnce()));
}
const months = () => room.run((tx) => room.get(ReadMonths).latest(tx, 12));
const hindrances = async () => {
  const [october] = await months();
  return october!.hindrances.map(({ code, count }) => [code, count]);
};

describe('the end of a month', () => {
  it('waits while money of it is on its way, its interest is not accrued and the banks were not heard since, and says so', async () => {
    await atOtherBanks();
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    const id = await room.instruct(4_000n);
    expect(await room.dispatch(id)).toBe('unknown');
    const move = (from: string, to: string) =>
      room.asOwner(
        `UPDATE instruction SET reference = '${to}' || substr(reference, 9) WHERE id = $1 AND reference LIKE '${from}%'`,
        [id],
      );
    // Sent on the last day of October.
    await move('20261121', '20261031');
    await look();
    const [october, ...others] = await months();
    expect(others).toEqual([]);
    expect(october).toMatchObject({ month: '2026-10', state: 'open', closedAt: null, balances: [] });
    const accounts = await room.count('bank_account');
    expect(await hindrances()).toEqual([
      ['interest-not-accrued', 1],
      ['payments-open', 1],
      ['bank-balances-unexplained', accounts],
    ]);
    for (const { text } of october!.hindrances) expect(text.zh).toMatch(/\p{Script=Han}/u);
    await move('20261031', '20261121');
    await room.passTime();
    await room.worker.workOnce();
    expect(await room.instruction(id)).toMatchObject({ state: 'paid' });
    await room.run((tx) => room.get(InterestAccruals).accrueMonth(tx, parseDay(TODAY)));
    await look();
    expect(await hindrances()).toEqual([['bank-balances-unexplained', accounts]]);
  });

  it('does not wait for accounts at banks without a line, and names them', async () => {
    await room.asOwner(
      `WITH leaf AS (INSERT INTO ledger_account (centre_id, kind, subject, code, name)
         VALUES (1, 'leaf', '101', '10177', '无直联银行的专户') RETURNING id)
       INSERT INTO bank_account (centre_id, id, bank_code, account_no, name, purpose, leaf_account_id)
       SELECT 1, gen_random_uuid(), '103', '103014010000000077', '住房公积金归集户（无直联）', 'collection', id FROM leaf`,
    );
    await look();
    const asked = await room.count('bank_account', `bank_code <> '103'`);
    expect(await hindrances()).toEqual([['bank-balances-unexplained', asked]]);
    const [october] = await months();
    expect(october!.unasked).toEqual([
      { bankCode: '103', accountNo: '103014010000000077', name: '住房公积金归集户（无直联）' },
    ]);
  });

  it('is made once by any number of instances when nothing stands in the way: balances stay, no voucher is dated into it', async () => {
    await room.run((tx) => tx.execute('UPDATE bank_balance SET due_at = clock_timestamp()'));
    await room.get(WatchBalances).workOnce();
    await look(3);
    const [october] = await months();
    expect(october).toMatchObject({ month: '2026-10', state: 'closed', hindrances: [] });
    expect(october!.unasked).toHaveLength(1);
    expect(await room.count('closed_period', 'month = 202610')).toBe(1);
    const of = (subject: string) => october!.balances.find((balance) => balance.subject === subject);
    expect(of('201')).toMatchObject({ opening: '0.00', debit: '0.00', credit: '500.00', closing: '-500.00' });
    expect(of('101')).toMatchObject({ debit: '500.00', closing: '500.00' });
    await expect(voucher('2026-10-31', 1n)).rejects.toMatchObject({ code: 'ZR001' });
    // November goes on.
    await look();
    expect(await months()).toHaveLength(1);
  });

  it('that died after it had closed the month is ended by the next: its balances are added up then', async () => {
    const before = await months();
    expect(before[0]!.balances.length).toBeGreaterThan(1);
    await room.asOwner('DELETE FROM month_balance');
    await room.asOwner('UPDATE month_end SET finished_at = NULL, due_at = clock_timestamp()');
    expect((await months())[0]).toMatchObject({ state: 'closed', balances: [] });
    await look();
    expect(await months()).toEqual(before);
  });
});
