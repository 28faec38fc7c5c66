import { fen } from '../../../src/kernel/money';
import { AccountClosings, ClosingRefused, EmptyAccounts } from '../../../src/modules/settlement';
import { BookReceipt } from '../../../src/modules/settlement/app/book-receipt';
import { WatchBalances } from '../../../src/modules/settlement/app/watch-balances';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { leasedClosings, lockClosingOfId } from '../../../src/modules/settlement/store/account-closing-store';
import { BankAccountStore } from '../../../src/modules/settlement/store/bank-account-store';
import type { Tx } from '../../../src/platform/database/tx';
import { claimDue } from '../../../src/platform/lease/lease';
import { BOC, BOCOM } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

/** Money that comes late, as the bank tells it. */
const CHANGE: AccountChange = {
  accountNo: '',
  bankSerial: 'LATE1',
  direction: 'in',
  amountFen: fen(4_321n),
  valueDate: '2026-11-02',
  counterparty: { name: '某单位(虚构)', accountNo: '9001' },
  remark: '',
  summary: '',
  reversal: false,
  reference: null,
};

let room: SettlementUnderTest;
let given: string;
let taker: string;
let loans: string;

beforeAll(async () => {
  room = await SettlementUnderTest.start(BOC, {
    BANK_DEADLINE_MS: '2000',
    BANK_NOT_FOUND_WINDOW_MS: '2001',
  });
  const accounts = await room.run((tx) =>
    tx.query<{ id: string; no: string; bank: string; purpose: string }>(
      'SELECT id, account_no AS no, bank_code AS bank, purpose FROM bank_account',
    ),
  );
  const of = (bank: string, purpose: string) =>
    accounts.find((one) => one.bank === bank && one.purpose === purpose)!;
  given = of(BOC.code, 'collection').id;
  taker = of(BOCOM.code, 'collection').id;
  loans = of(BOC.code, 'loan').id;
  for (const { no, bank } of accounts)
    await room.bankControl(
      'PUT',
      'openings',
      { account: no, amount: no === room.bankAccountNo ? '100000.00' : '0.00' },
      bank === BOC.code ? BOC : BOCOM,
    );
  await room.hearNotices();
});
afterAll(() => room.stop());

const propose = (accountId: string, intoAccountId: string, by = 'first') =>
  room.run((tx) =>
    room
      .get(AccountClosings)
      .propose(tx, { accountId, intoAccountId, documentNo: '并公积金〔2026〕30号', by }),
  );
const decide = (agreed: boolean, by: string) =>
  room.run((tx) => room.get(AccountClosings).decide(tx, { accountId: given, agreed, by }));
const refused = (code: string) => expect.objectContaining({ name: ClosingRefused.name, code });
/** Time passes: transfers are sent, their credits told, balances looked at, and closings too. */
async function work(): Promise<void> {
  await room.run((tx) =>
    tx.execute(
      'UPDATE bank_account_closing SET due_at = clock_timestamp() WHERE agreed AND closed_at IS NULL',
    ),
  );
  await room.get(EmptyAccounts).workOnce();
  await room.passTime();
  await room.worker.workOnce();
  await room.noticesTaken();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await room.run((tx) => tx.execute('UPDATE bank_balance SET due_at = clock_timestamp()'));
  await room.get(WatchBalances).workOnce();
}
const bookOf = async (id: string) => {
  const all = await room.run((tx) =>
    tx.query<{ fen: bigint }>(
      `SELECT coalesce(sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END), 0)::bigint AS fen
         FROM bank_account AS a JOIN entry AS e ON e.account_id = a.leaf_account_id WHERE a.id = $1`,
      [id],
    ),
  );
  return all[0]!.fen;
};

describe('an account of the centre that is given up', () => {
  it('goes to another of its kind, by the word of two people', async () => {
    await expect(propose(given, loans)).rejects.toEqual(refused('ACCOUNTS_OF_TWO_KINDS'));
    expect(await propose(given, taker)).toBe(true);
    await expect(propose(given, taker)).rejects.toEqual(refused('ACCOUNT_CLOSING'));
    await expect(propose(taker, given)).rejects.toEqual(refused('ACCOUNT_CLOSING'));
    await expect(decide(true, 'first')).rejects.toEqual(refused('SECOND_PERSON_WANTED'));
    expect(await decide(false, 'second')).toBe(true);
    expect(await decide(true, 'second')).toBe(false);
    expect(await propose(given, taker)).toBe(true);
  });

  it('still pays while nobody has agreed, and from then on the other one does', async () => {
    const before = await room.instruct(1_000n);
    expect((await room.instruction(before)).bankAccountId).toBe(given);
    expect(await room.finished(before)).toBe('paid');
    expect(await decide(true, 'second')).toBe(true);
    await expect(decide(true, 'second')).rejects.toEqual(refused('CLOSING_DECIDED'));
    const after = await room.instruct(2_000n);
    expect((await room.instruction(after)).bankAccountId).toBe(taker);
  });

  const closed = (): Promise<number> => room.count('bank_account_closing', 'closed_at IS NOT NULL');
  const workUntilClosed = async (): Promise<void> => {
    for (let rounds = 0; rounds < 12 && (await closed()) === 0; rounds += 1) await work();
    expect(await closed()).toBe(1);
    expect(await bookOf(given)).toBe(0n);
    expect(await room.breaches()).toEqual([]);
  };

  it('is emptied, and closed when books and bank have it at zero', async () => {
    await work();
    await workUntilClosed();
  }, 60_000);

  it('is open again for what comes late, which goes where the rest went', async () => {
    // The other one's own payment of before is done with.
    for (
      let rounds = 0;
      rounds < 12 && (await room.count('instruction', 'finished_at IS NULL')) > 0;
      rounds += 1
    )
      await work();
    const before = await bookOf(taker);
    await room.bankControl('POST', 'deposits', {
      toAccount: room.bankAccountNo,
      amount: '12.34',
      payerName: '某单位(虚构)',
      payerAccount: '9001',
    });
    while ((await bookOf(given)) === 0n) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await closed()).toBe(0);
    await workUntilClosed();
    expect(await bookOf(taker)).toBe(before + 1_234n);
  }, 60_000);

  const reopen = () =>
    room.asOwner(
      'UPDATE bank_account_closing SET closed_at = NULL, due_at = now(), lease_until = NULL WHERE agreed',
    );
  const aMoment = () => new Promise((resolve) => setTimeout(resolve, 300));
  /** Money comes in on the account, by nobody's matcher. */
  const receive = async (tx: Tx): Promise<void> => {
    const account = await room.get(BankAccountStore).byId(tx, given);
    await room.get(BookReceipt).book(tx, account, CHANGE);
  };

  it('is open again for a receipt that comes at the moment of its closing', async () => {
    await reopen();
    const [{ id } = { id: '' }] = await room.run((tx) =>
      tx.query<{ id: string }>('SELECT id FROM bank_account_closing WHERE agreed'),
    );
    class Undone extends Error {}
    let found: Date | null | undefined;
    const late = async (tx: Tx): Promise<void> => {
      await receive(tx);
      found = (await lockClosingOfId(tx, id)).closedAt;
      throw new Undone();
    };
    let received: Promise<unknown> = Promise.resolve();
    await room.run(async (tx) => {
      await lockClosingOfId(tx, id);
      received = expect(room.run(late)).rejects.toThrow(Undone);
      await aMoment();
      await tx.execute('UPDATE bank_account_closing SET closed_at = now() WHERE id = $1', [id]);
    });
    await received;
    expect([found, await closed()]).toEqual([null, 1]);
  });

  it('is not closed over a receipt that is being booked: it is waited for, and its money moves on', async () => {
    await reopen();
    const [claim] = await room.run((tx) =>
      claimDue(tx, leasedClosings, { owner: 'test', ttlMs: 60_000, limit: 1 }),
    );
    let looked: Promise<boolean> = Promise.resolve(true);
    await room.run(async (tx) => {
      await receive(tx);
      looked = room.run((other) => room.get(EmptyAccounts).look(other, claim!));
      await aMoment();
    });
    expect([await looked, await closed()]).toEqual([false, 0]);
    const moving = `state = 'open' AND reason = 'closing' AND amount_fen = ${CHANGE.amountFen}`;
    expect(await room.count('own_transfer', moving)).toBe(1);
  });
});
