import { SchedulerRegistry } from '@nestjs/schedule';
import { addDays } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { fen } from '../../../src/kernel/money';
import { BankStatements, Settlement } from '../../../src/modules/settlement';
import { DispatchFunds } from '../../../src/modules/settlement/app/dispatch-funds';
import { GainsCash } from '../../../src/modules/settlement/app/gains-cash';
import { HeldAccounts } from '../../../src/modules/settlement/app/held-accounts';
import { ShortAccounts } from '../../../src/modules/settlement/app/short-accounts';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { InstructionStore } from '../../../src/modules/settlement/store/instruction-store';
import { selectUnmatched } from '../../../src/modules/settlement/store/unmatched-store';
import { Clock } from '../../../src/platform/clock';
import { AppConfig } from '../../../src/platform/config';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { BANKS, BOC, BOCOM } from './banks';
import { SettlementUnderTest } from './settlement-under-test';
import { tellStatement } from './told-statement';

/** Yuan that may be unmatched on the statements of an account. */
const LIMIT = 10;

describe.each(BANKS)('F29: what is unmatched on the statements of an account at bank $code', (bank) => {
  let room: SettlementUnderTest;
  let ahead = 0;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank, {
      UNMATCHED_LIMIT_YUAN: String(LIMIT),
      WORKER_INTERVAL_MS: '0',
    });
    await room.bankControl('PUT', 'openings', { account: room.bankAccountNo, amount: '100000.00' });
  });
  afterAll(() => room.stop());

  /** A day of whose statement the bank has told these lines, compared. */
  async function told(...lines: Partial<AccountChange>[]): Promise<void> {
    const day = addDays(room.get(Clock).today(), ahead);
    ahead += 1;
    const of = { bankCode: bank.code, accountNo: room.bankAccountNo, day };
    await room.run((tx) => tellStatement(tx, (part) => room.get(part), of, lines));
    await room.compareStatements(ahead);
    await room.get(HeldAccounts).workOnce();
  }
  /** The account that is held, and the one of the other bank. */
  const accounts = async (): Promise<[string, string]> => {
    const ids = await room.run((tx) =>
      tx.query<{ id: string }>(
        `SELECT id FROM bank_account WHERE purpose = 'collection' ORDER BY bank_code = $1 DESC, id`,
        [bank.code],
      ),
    );
    return [ids.at(0)?.id ?? '', ids.at(-1)?.id ?? ''];
  };
  const left = (amount: bigint) => ({ direction: 'out', amountFen: fen(amount) }) as const;
  const paid = async (): Promise<boolean> => (await room.finished(await room.instruct(500n))) === 'paid';
  const explainAll = async (): Promise<void> => {
    await room.run(async (tx) => {
      for (const { id } of await room.get(BankStatements).open(tx, null, 10))
        await room
          .get(BankStatements)
          .explain(tx, { id, by: 'tested', code: 'bank-error', reason: '银行已冲回' });
    });
    await room.get(HeldAccounts).workOnce();
  };

  it('up to the limit, and whatever came in, holds no payment', async () => {
    await told(left(1_000n), { amountFen: fen(900_000n), reversal: true });
    expect(await paid()).toBe(true);
  });

  it('above it holds all payments from that account: nothing is sent, however often they are tried', async () => {
    const id = await room.instruct(700n);
    await told(left(1n));
    for (let tries = 0; tries < 3; tries += 1) {
      expect(tries === 0 ? await room.dispatch(id) : (await room.instruction(id)).state).toBe('created');
      await room.passTime();
      expect(await room.worker.workOnce()).toBe(0);
      // Nothing was tried, and it is looked at again in minutes.
      expect(
        await room.count(
          'instruction',
          `id = '${id}' AND sends = 0 AND due_at > clock_timestamp() + interval '2 minutes'`,
        ),
      ).toBe(1);
    }
    expect((await room.instruction(id)).state).toBe('created');
    // Its account has funds, as far as anybody knows.
    expect(room.get(ShortAccounts).isShort((await room.instruction(id)).bankAccountId)).toBe(false);
    const { reference } = await room.instruction(id);
    const atBank = (await room.bankLines('payment')).filter((line) => line['reference'] === reference);
    expect(atBank).toEqual([]);
    expect(await room.count('bank_incident')).toBe(0);
  });

  it('a new payment leaves from another account meanwhile, though money comes in on the one held', async () => {
    const [held, other] = await accounts();
    room.get(ShortAccounts).refilled(held);
    const id = await room.instruct(300n);
    expect((await room.instruction(id)).bankAccountId).toBe(other);
    await room.asOwner('DELETE FROM instruction WHERE id = $1', [id]);
  });

  it('and when it is explained what was held is due at once, and paid, once', async () => {
    const held = `amount_fen = 700 AND state = 'created'`;
    expect(await room.count('instruction', `${held} AND due_at > clock_timestamp()`)).toBe(1);
    await explainAll();
    expect(await room.count('instruction', `${held} AND due_at <= clock_timestamp()`)).toBe(1);
    const [{ id } = { id: '' }] = await room.run((tx) =>
      tx.query<{ id: string }>('SELECT id FROM instruction WHERE amount_fen = 700'),
    );
    await room.worker.workOnce();
    expect(await room.count('instruction', `id = '${id}' AND sends = 1`)).toBe(1);
    for (let round = 0; round < 3; round += 1) {
      await room.passTime();
      await room.worker.workOnce();
    }
    const { state, reference } = await room.instruction(id);
    const atBank = (await room.bankLines('payment')).filter((line) => line['reference'] === reference);
    expect([state, atBank.map(({ amount }) => amount)]).toEqual(['paid', ['7.00']]);
    expect(await paid()).toBe(true);
  });
});

describe('an account that is held lends nothing', () => {
  let room: SettlementUnderTest;
  let rich = '';
  let poor = '';
  let third = '';
  beforeAll(async () => {
    room = await SettlementUnderTest.start(BOC, {
      UNMATCHED_LIMIT_YUAN: String(LIMIT),
      WORKER_INTERVAL_MS: '0',
    });
    rich = await accountAt(BOC.code);
    poor = await accountAt(BOCOM.code);
  });
  afterAll(() => room.stop());

  const accountAt = async (bankCode: string): Promise<string> => {
    const [row] = await room.run((tx) =>
      tx.query<{ id: string }>(
        `SELECT id FROM bank_account WHERE purpose = 'collection' AND bank_code = $1`,
        [bankCode],
      ),
    );
    return row?.id ?? '';
  };
  const lend = () => room.run((tx) => room.get(DispatchFunds).to(tx, poor));
  const transfers = () =>
    room.run((tx) =>
      tx.query<object>(
        `SELECT t.from_account_id AS "from", t.state, i.state AS paid, i.reject_code AS code
           FROM own_transfer AS t JOIN instruction AS i ON i.source_id = t.id ORDER BY t.begun_at, t.id`,
      ),
    );

  it('and what it was to lend and has not sent ends: nothing has left', async () => {
    expect(await lend()).toBe(true);
    const day = room.get(Clock).today();
    const of = { bankCode: BOC.code, accountNo: room.bankAccountNo, day };
    const out = { direction: 'out', amountFen: fen(100_000n) } as const;
    await room.run((tx) => tellStatement(tx, (part) => room.get(part), of, [out]));
    await room.compareStatements(1);
    await room.get(HeldAccounts).workOnce();
    expect(room.get(HeldAccounts).isHeld(rich)).toBe(true);
    await room.worker.workOnce();
    const ended = { from: rich, state: 'failed', paid: 'rejected', code: 'LENDER_HELD' };
    expect(await transfers()).toEqual([ended]);
    expect(await lend()).toBe(false);
    expect(await room.bankLines('payment')).toEqual([]);
    expect((await room.breaches()).filter((breach) => breach.startsWith('I14'))).toEqual([]);
  });

  it('so that another one can, though it has less', async () => {
    await room.run(async (tx) => {
      const leaf = { kind: 'leaf', subject: '101', unitId: null, code: '10198', name: '另户' } as const;
      const day = room.get(Clock).today();
      const [leafAccountId = 0n] = await room.ledger.openAccounts(tx, [leaf], day);
      const account = { bankCode: BOC.code, accountNo: '104000000002', name: '另户', leafAccountId };
      third = await room.get(Settlement).openBankAccount(tx, { ...account, purpose: 'collection' });
      const journal = { kind: 'opening', sourceId: newId(), businessDate: day, valueDate: day };
      await room.ledger.post(tx, journal, [
        { accountId: leafAccountId, side: 'D', amountFen: 5_000_000n },
        { accountId: room.memberId, side: 'C', amountFen: 5_000_000n },
      ]);
    });
    // An account that nobody could help is looked at again after a while.
    for (let tries = 0; tries < 40 && !(await lend()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await transfers()).at(-1)).toMatchObject({ from: third, state: 'open', paid: 'created' });
  });

  it('nor does its money follow income to the gains', async () => {
    const positions = await room.run((tx) => room.get(DispatchFunds).positions(tx));
    const held = positions.filter(({ isHeld }) => isHeld === true).map(({ accountId }) => accountId);
    expect(held).toEqual([rich]);
    await room.run(async (tx) => {
      const leaf = { kind: 'leaf', subject: '101', unitId: null, code: '10197', name: '收益户' } as const;
      const [leafAccountId = 0n] = await room.ledger.openAccounts(tx, [leaf], room.get(Clock).today());
      const account = { bankCode: BOC.code, accountNo: '104000000003', name: '收益户', leafAccountId };
      await room.get(Settlement).openBankAccount(tx, { ...account, purpose: 'gains' });
      const sum = { amountFen: 100n, sourceId: newId(), reason: 'estate' } as const;
      expect(await room.get(GainsCash).beginWhole(tx, sum)).toBe(true);
    });
    expect(await room.count('own_transfer', `reason = 'estate' AND from_account_id = '${third}'`)).toBe(1);
  });
});

describe('what nobody has looked at yet', () => {
  it('is held; whoever works by ticks has looked before it serves', async () => {
    const room = await SettlementUnderTest.start(BOC);
    try {
      const unitOfWork = room.get(UnitOfWork);
      const scheduler = room.get(SchedulerRegistry);
      const fresh = new HeldAccounts(unitOfWork, room.get(InstructionStore), room.get(AppConfig), scheduler);
      expect([fresh.isHeld('any'), fresh.isKnown]).toEqual([true, false]);
      expect([room.get(HeldAccounts).isHeld('any'), room.get(HeldAccounts).isKnown]).toEqual([false, true]);
      await fresh.onModuleInit();
      expect(fresh.isHeld('any')).toBe(false);
    } finally {
      await room.stop();
    }
  });

  it('is looked at when a process without ticks is about to pay', async () => {
    const env = { UNMATCHED_LIMIT_YUAN: String(LIMIT), WORKER_INTERVAL_MS: '0' };
    const room = await SettlementUnderTest.start(BOC, env);
    try {
      const day = room.get(Clock).today();
      const of = { bankCode: BOC.code, accountNo: room.bankAccountNo, day };
      const out = { direction: 'out', amountFen: fen(100_000n) } as const;
      await room.run((tx) => tellStatement(tx, (part) => room.get(part), of, [out]));
      await room.compareStatements(1);
      expect(room.get(HeldAccounts).isKnown).toBe(false);
      const { bankCode } = await room.instruction(await room.instruct(500n));
      expect([room.get(HeldAccounts).isKnown, bankCode]).toEqual([true, BOCOM.code]);
    } finally {
      await room.stop();
    }
  });
});

describe.each(BANKS)('what counts as unmatched at bank $code', (bank) => {
  let room: SettlementUnderTest;
  let ahead = 0;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank, { WORKER_INTERVAL_MS: '0' });
    await room.bankControl('PUT', 'openings', { account: room.bankAccountNo, amount: '100000.00' });
  });
  afterAll(() => room.stop());

  /** A day of whose statement the bank has told these lines, compared; gives kinds and amounts of what is open on it. */
  async function told(...lines: Partial<AccountChange>[]): Promise<string[]> {
    const day = addDays(room.get(Clock).today(), ahead);
    ahead += 1;
    const of = { bankCode: bank.code, accountNo: room.bankAccountNo, day };
    await room.run((tx) => tellStatement(tx, (part) => room.get(part), of, lines));
    await room.compareStatements(ahead);
    return openOn(day);
  }
  const openOn = async (day: string): Promise<string[]> => {
    const open = await room.run((tx) => room.get(BankStatements).open(tx, null, 100));
    return open
      .filter(({ statementDay }) => statementDay === day)
      .map(({ difference, bankFen, bookFen }) => `${difference} ${bankFen ?? bookFen}`)
      .sort();
  };
  const unmatched = async (): Promise<bigint> => {
    const [row] = await room.run(selectUnmatched);
    return row?.fen ?? 0n;
  };
  /** A payment whose answer was lost; its line as a statement would have it. */
  async function unanswered(amountFen: bigint): Promise<Partial<AccountChange>> {
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    const id = await room.instruct(amountFen);
    expect(await room.dispatch(id)).toBe('unknown');
    const { reference } = await room.instruction(id);
    const [own] = (await room.bankLines('payment')).filter((line) => line['reference'] === reference);
    const counterparty = { name: '收款人', accountNo: room.cardNo };
    const bankSerial = own?.['serial'] ?? `NONE-${id}`;
    return { direction: 'out', reference, amountFen: fen(amountFen), bankSerial, counterparty };
  }

  it('not one payment under another serial than was told: nothing is missing', async () => {
    const before = await unmatched();
    const line = await unanswered(1_500n);
    await room.passTime();
    await room.worker.workOnce();
    expect(await told({ ...line, bankSerial: 'OTHER-NAME' })).toEqual(['other-serial 1500']);
    expect(await unmatched()).toBe(before);
  });

  it('a payment that its line contradicts, with what the bank says left', async () => {
    const before = await unmatched();
    const line = await unanswered(1_200n);
    expect(await told({ ...line, amountFen: fen(77_000n) })).toEqual(['payment-open 77000']);
    expect((await unmatched()) - before).toBe(77_000n);
  });

  it('a second payment of one order on the statement of another day, whole, whatever its amount', async () => {
    const before = await unmatched();
    const line = await unanswered(1_300n);
    expect(await told(line)).toEqual([]);
    expect(await told({ ...line, bankSerial: 'SECOND-A', amountFen: fen(1_350n) })).toEqual([
      'line-twice 1350',
    ]);
    expect((await unmatched()) - before).toBe(1_350n);
  });

  it('and the one that is not booked, where the later day settled the order', async () => {
    const before = await unmatched();
    const line = await unanswered(1_400n);
    const earlier = addDays(room.get(Clock).today(), ahead);
    ahead += 1;
    expect(await told(line)).toEqual([]);
    const of = { bankCode: bank.code, accountNo: room.bankAccountNo, day: earlier };
    const second = { ...line, bankSerial: 'SECOND-B' };
    await room.run((tx) => tellStatement(tx, (part) => room.get(part), of, [second]));
    // The bank itself had said nothing of it, and the day was over.
    await room.asOwner('UPDATE bank_statement SET explained_at = NULL WHERE day = $1::date', [earlier]);
    await room.compareStatements(ahead);
    expect(await openOn(earlier)).toEqual(['line-twice 1400']);
    expect((await unmatched()) - before).toBe(1_400n);
  });

  it('every line too many of one serial', async () => {
    const before = await unmatched();
    const thrice = { direction: 'out', bankSerial: 'THRICE', amountFen: fen(2_000n) } as const;
    expect(await told(thrice, thrice, thrice)).toEqual(['bank-only-payment 2000', 'line-twice 4000']);
    expect((await unmatched()) - before).toBe(6_000n);
  });
});
