import { WatchBalances } from '../../../src/modules/settlement/app/watch-balances';
import { type BankOfCentre, BANKS, BOC, BOCOM } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

describe.each(BANKS)('what bank $code says is on the account of the centre', (bank) => {
  const other: BankOfCentre = bank === BOC ? BOCOM : BOC;
  let room: SettlementUnderTest;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank, {
      BANK_DEADLINE_MS: '2000',
      BANK_NOT_FOUND_WINDOW_MS: '2001',
    });
    await room.bankControl('PUT', 'openings', { account: room.bankAccountNo, amount: '100000.00' });
    const [empty] = await room.run((tx) =>
      tx.query<{ no: string }>('SELECT account_no AS no FROM bank_account WHERE bank_code = $1', [
        other.code,
      ]),
    );
    await room.bankControl('PUT', 'openings', { account: empty!.no, amount: '0.00' }, other);
  });
  afterAll(() => room.stop());

  /** Looks at every account once and gives how the one at this bank stands. */
  async function look() {
    await room.run((tx) => tx.execute('UPDATE bank_balance SET due_at = clock_timestamp()'));
    await room.get(WatchBalances).workOnce();
    const accounts = await room.run((tx) => room.settlement.accountsInView(tx));
    return accounts.find(({ bankCode }) => bankCode === bank.code)!;
  }
  const incidents = () => room.count('bank_incident', `code = 'BALANCE_DIFFERS'`);

  it('agrees with the books from the first look on', async () => {
    expect(await look()).toMatchObject({ state: 'agreed', bookFen: 10_000_000n, bankFen: 10_000_000n });
    expect(await room.count('bank_balance', `state = 'agreed'`)).toBe(2);
  });

  it('is no difference where the bank has made a payment whose result we do not know', async () => {
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    const id = await room.instruct(4_000n);
    expect(await room.dispatch(id)).toBe('unknown');
    expect(await look()).toMatchObject({ state: 'agreed', bookFen: 10_000_000n, bankFen: 9_996_000n });
    await room.passTime();
    await room.worker.workOnce();
    expect(await look()).toMatchObject({ state: 'agreed', bookFen: 9_996_000n });
  });

  it('is an alarm when two looks find the same difference, once, and none any more when it is mended', async () => {
    const deposit = {
      toAccount: room.bankAccountNo,
      amount: '12.34',
      payerName: '某单位',
      payerAccount: '9001',
    };
    const { body } = await room.bankControl('POST', 'deposits', deposit);
    expect(await look()).toMatchObject({ state: 'suspected', differenceFen: 1_234n });
    expect(await incidents()).toBe(0);
    expect(await look()).toMatchObject({ state: 'differs', differenceFen: 1_234n });
    await look();
    expect(await incidents()).toBe(1);
    // Silence says nothing: what was seen stays.
    room.mood({ mood: 'silence' });
    expect(await look()).toMatchObject({ state: 'differs', differenceFen: 1_234n });
    room.moods.reset();
    await room.hearNotices();
    await room.bankControl('POST', 'resend', { serial: (body as { serial: string }).serial });
    while ((await room.count('receipt')) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await look()).toMatchObject({ state: 'agreed', differenceFen: 0n, differsSince: null });
    expect(await room.breaches()).toEqual([]);
  });
});
