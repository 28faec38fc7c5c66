import { newId } from '../../../src/kernel/identifiers/uuid';
import { FollowInterest } from '../../../src/modules/settlement/app/follow-interest';
import { OwnTransfers } from '../../../src/modules/settlement/app/own-transfers';
import { settlementMonthConditions } from '../../../src/modules/settlement/app/month-end/settlement-month-conditions';
import type { NewOwnTransfer } from '../../../src/modules/settlement/domain/own-transfer';
import { selectHindrances } from '../../../src/modules/settlement/store/month-end-store';
import { type BankOfCentre, BANKS, BOC, BOCOM } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

const amountFen = 250_000n;

interface Account {
  readonly id: string;
  readonly no: string;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come about');
}

describe.each(BANKS)('money that leaves the account at bank $code for the one at the other', (bank) => {
  const other: BankOfCentre = bank === BOC ? BOCOM : BOC;
  let room: SettlementUnderTest;
  let from: Account;
  let to: Account;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank, {
      BANK_DEADLINE_MS: '2000',
      BANK_NOT_FOUND_WINDOW_MS: '2001',
    });
    [from, to] = [await accountAt(bank.code), await accountAt(other.code)];
    // From now on money that is paid to them arrives.
    await room.bankControl('PUT', 'openings', { account: from.no, amount: '100000.00' }, bank);
    await room.bankControl('PUT', 'openings', { account: to.no, amount: '0.00' }, other);
  });
  beforeEach(() => listen(bank, other));
  afterEach(async () => {
    room.moods.reset();
    expect(await room.breaches()).toEqual([]);
  });
  afterAll(() => room.stop());

  async function accountAt(code: string): Promise<Account> {
    const [account] = await room.run((tx) =>
      tx.query<Account>(
        'SELECT id, account_no AS no FROM bank_account WHERE bank_code = $1 ORDER BY id LIMIT 1',
        [code],
      ),
    );
    return account!;
  }

  /** An account of ours at the other bank at which nothing arrives by itself. */
  async function farAccount(accountNo: string): Promise<Account> {
    const id = await room.run(async (tx) => {
      const leaf = { kind: 'leaf', subject: '101', unitId: null, code: accountNo, name: accountNo } as const;
      const [leafAccountId = 0n] = await room.ledger.openAccounts(tx, [leaf], '2026-11-01');
      const account = {
        bankCode: other.code,
        accountNo,
        name: '住房公积金管理中心',
        purpose: 'loan',
        leafAccountId,
      } as const;
      return room.settlement.openBankAccount(tx, account);
    });
    return { id, no: accountNo };
  }

  async function listen(...heard: BankOfCentre[]): Promise<void> {
    await room.hearNotices();
    for (const deaf of BANKS.filter((one) => !heard.includes(one)))
      await room.bankControl('PUT', 'callback', { url: '', customer: '1' }, deaf);
  }

  /** Stores a transfer and gives the id of its instruction; null when it was not begun. */
  async function begin(more: Partial<NewOwnTransfer> = {}): Promise<string | null> {
    return room.run(async (tx) => {
      const wanted = {
        fromAccountId: from.id,
        toAccountId: to.id,
        amountFen,
        reason: 'liquidity',
        sourceId: null,
      } as const;
      if (!(await room.get(OwnTransfers).begin(tx, { ...wanted, ...more }))) return null;
      const [row] = await tx.query<{ id: string }>(
        `SELECT id FROM instruction WHERE purpose = 'own-transfer' ORDER BY id DESC LIMIT 1`,
      );
      return row!.id;
    });
  }

  async function work(sinceSentMs = 0): Promise<void> {
    await room.passTime(sinceSentMs);
    await room.worker.workOnce();
  }

  const leaf = async (code: string): Promise<bigint> => {
    const [row] = await room.run((tx) =>
      tx.query<{ fen: bigint }>(
        `SELECT coalesce(sum(CASE side WHEN 'D' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS fen
           FROM entry WHERE account_id = (SELECT id FROM ledger_account WHERE code = $1)`,
        [code],
      ),
    );
    return row!.fen;
  };
  const transit = () => leaf('10199');
  const stateOf = async (instructionId: string): Promise<string> => {
    const [row] = await room.run((tx) =>
      tx.query<{ state: string }>(
        'SELECT state FROM own_transfer WHERE id = (SELECT source_id FROM instruction WHERE id = $1)',
        [instructionId],
      ),
    );
    return row!.state;
  };
  const is = (id: string, state: string) => async () => (await stateOf(id)) === state;

  it('arrives by the credit that bears its number, and nothing of it stands in suspense', async () => {
    const [before, suspense] = [await leaf(other.leaf), await room.count('receipt', `state = 'suspense'`)];
    const id = (await begin())!;
    await work();
    await until(is(id, 'arrived'));
    await room.untilState(id, 'paid');
    expect(await leaf(other.leaf)).toBe(before + amountFen);
    expect([await transit(), await room.count('receipt', `state = 'suspense'`)]).toEqual([0n, suspense]);
    expect(await room.count('bank_exchange', `instruction_id = '${id}' AND tx_code = 'BDC109'`)).toBe(1);
    expect(await room.count('bank_exchange', `instruction_id = '${id}' AND tx_code = 'BDC101'`)).toBe(0);
  });

  it('stands on the leaf in transit between the day it left and the day it arrives', async () => {
    await listen(bank);
    const id = (await begin())!;
    await work();
    await room.untilState(id, 'paid');
    expect([await transit(), await stateOf(id)]).toEqual([amountFen, 'open']);
    expect(await begin()).toBeNull();
    await room.hearNotices();
    await room.bankControl('POST', 'resend', {}, other);
    await until(is(id, 'arrived'));
    expect(await transit()).toBe(0n);
  });

  it('may be seen to arrive before it is known to have left: then it is asked about, not sent again', async () => {
    await listen(other);
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    const id = (await begin())!;
    await work();
    await until(is(id, 'arrived'));
    expect([await transit(), (await room.instruction(id)).state]).toEqual([-amountFen, 'unknown']);
    const paid = await room.bankLines('payment');
    for (let round = 0; round < 3 && (await room.instruction(id)).state !== 'paid'; round += 1) await work();
    expect([await transit(), (await room.instruction(id)).state]).toEqual([0n, 'paid']);
    expect(await room.bankLines('payment')).toEqual(paid);
    expect(paid.filter(({ payeeAccount }) => payeeAccount === to.no).length).toBe(
      await room.count('own_transfer', `state = 'arrived'`),
    );
  });

  it('follows the interest of 30 June once, and again only an hour after the bank refused it', async () => {
    const day = '2026-06-30';
    const sourceId = await room.run(async (tx) => {
      const source = newId();
      const leaf = { kind: 'leaf', subject: '102', unitId: null, code: '10209', name: '10209' } as const;
      const [leafAccountId = 0n] = await room.ledger.openAccounts(tx, [leaf], day);
      const gains = { bankCode: bank.code, accountNo: '1020901', name: '增值收益户', leafAccountId } as const;
      await room.settlement.openBankAccount(tx, { ...gains, purpose: 'gains' });
      const journal = { businessDate: day, valueDate: day, sourceId: source };
      const post = async (kind: string, debit: string, credit: string) =>
        room.ledger.post(tx, { ...journal, kind }, [
          { accountId: await room.ledger.leafOf(tx, debit), side: 'D', amountFen },
          { accountId: await room.ledger.leafOf(tx, credit), side: 'C', amountFen },
        ]);
      await post('opening', '10209', '32104');
      await post('interest-cash-due', '11902', '21906');
      return source;
    });
    await room.bankControl('PUT', 'openings', { account: '1020901', amount: '2500.00' }, bank);
    const follow = () => room.get(FollowInterest).workOnce();
    const at = (state: string) =>
      room.count('own_transfer', `source_id = '${sourceId}' AND state = '${state}'`);
    room.mood({ mood: 'reject', calls: 1 });
    expect([await follow(), await follow()]).toEqual([1, 0]);
    for (let round = 0; round < 5 && (await at('failed')) === 0; round += 1) await work();
    expect([await at('failed'), await transit(), await follow()]).toEqual([1, 0n, 0]);
    await room.run((tx) =>
      tx.execute(
        `UPDATE own_transfer SET ended_at = ended_at - interval '61 minutes' WHERE state = 'failed'`,
      ),
    );
    expect([await follow(), await leaf('11902'), await leaf('21906')]).toEqual([1, amountFen, -amountFen]);
    await work();
    await until(async () => (await at('arrived')) === 1);
    expect([await leaf('11902'), await leaf('21906'), await follow()]).toEqual([0n, 0n, 0]);
    await until(async () => (await transit()) === 0n);
    expect(await leaf('10209')).toBe(0n);
  });

  it('takes the interest of a year from several gains accounts, none of which holds it all, in parts that sum to it', async () => {
    const day = '2026-06-30';
    const sourceId = newId();
    const gainsAt = [
      [bank.code, '10210', 150_000n],
      [other.code, '10211', 80_000n],
      // No line goes to this bank: what lies there cannot be moved by us.
      ['102', '10212', 9_000_000n],
    ] as const;
    const post = (kind: string, debit: string, credit: string, fen: bigint) =>
      room.run(async (tx) =>
        room.ledger.post(tx, { businessDate: day, valueDate: day, sourceId, kind }, [
          { accountId: await room.ledger.leafOf(tx, debit), side: 'D', amountFen: fen },
          { accountId: await room.ledger.leafOf(tx, credit), side: 'C', amountFen: fen },
        ]),
      );
    for (const [bankCode, code, fen] of gainsAt) {
      await room.run(async (tx) => {
        const one = { kind: 'leaf', subject: '102', unitId: null, code, name: code } as const;
        const [leafAccountId = 0n] = await room.ledger.openAccounts(tx, [one], day);
        const account = { bankCode, accountNo: `${code}01`, name: '增值收益户', leafAccountId } as const;
        await room.settlement.openBankAccount(tx, { ...account, purpose: 'gains' });
      });
      await post(`opening-${code}`, code, '32104', fen);
    }
    await post('interest-cash-due', '11902', '21906', amountFen);
    await room.bankControl('PUT', 'openings', { account: '1021001', amount: '1700.00' }, bank);
    await room.bankControl('PUT', 'openings', { account: '1021101', amount: '800.00' }, other);
    const follow = () => room.get(FollowInterest).workOnce();
    const parts = (state: string) =>
      room.run(async (tx) => {
        const rows = await tx.query<{ fen: bigint }>(
          `SELECT amount_fen AS fen FROM own_transfer WHERE source_id = $1 AND state = $2 ORDER BY begun_at, amount_fen DESC`,
          [sourceId, state],
        );
        return rows.map(({ fen }) => fen);
      });
    const hindered = async () => {
      const found = await room.run((tx) =>
        selectHindrances(tx, 202606, settlementMonthConditions(['104', '301'])),
      );
      return found.filter(({ code }) => code === 'interest-cash-open').map(({ count }) => count);
    };
    expect([await follow(), await follow(), await parts('open')]).toEqual([2, 0, [150_000n, 80_000n]]);
    await work();
    await until(async () => (await parts('arrived')).length === 2);
    expect([await leaf('11902'), await leaf('21906'), await hindered()]).toEqual([20_000n, -20_000n, [1]]);
    expect(await follow()).toBe(0);
    await post('opening-more', '10210', '32104', 30_000n);
    expect([await follow(), await parts('open')]).toEqual([1, [20_000n]]);
    await work();
    await until(async () => (await parts('arrived')).length === 3);
    expect([await leaf('11902'), await leaf('21906'), await hindered(), await follow()]).toEqual([
      0n,
      0n,
      [],
      0,
    ]);
    await until(async () => (await transit()) === 0n);
  });

  it('that comes back is on the account it left, and another may be begun', async () => {
    const toAccountId = (await farAccount('1019901')).id;
    const id = (await begin({ toAccountId }))!;
    await work();
    await room.untilState(id, 'paid');
    const before = await leaf(bank.leaf);
    const { reference } = await room.instruction(id);
    await room.bankControl('POST', 'returns', { reference, reason: '收款行退回' });
    await room.untilState(id, 'returned');
    expect([await stateOf(id), await transit(), await leaf('21905')]).toEqual(['failed', 0n, 0n]);
    expect(await leaf(bank.leaf)).toBe(before + amountFen);
    expect(await begin({ toAccountId })).not.toBeNull();
  });

  it('is no transfer’s where a credit bears its number over another sum: that stands in suspense', async () => {
    const far = await farAccount('1019902');
    const id = (await begin({ toAccountId: far.id }))!;
    await work();
    await room.untilState(id, 'paid');
    const { reference } = await room.instruction(id);
    const suspense = await room.count('receipt', `state = 'suspense'`);
    const deposit = {
      toAccount: far.no,
      amount: '0.01',
      payerName: '某单位',
      payerAccount: '9001',
      summary: `资金划转 ${reference}`,
    };
    await room.bankControl('POST', 'deposits', deposit, other);
    await until(async () => (await room.count('receipt', `state = 'suspense'`)) === suspense + 1);
    expect(await stateOf(id)).toBe('open');
  });
});
