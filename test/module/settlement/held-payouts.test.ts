import { addDays } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { BankStatements } from '../../../src/modules/settlement';
import { HoldPayouts } from '../../../src/modules/settlement/app/hold-payouts';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { Clock } from '../../../src/platform/clock';
import { BANKS } from './banks';
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
    await room.get(HoldPayouts).workOnce();
  }
  const left = (amount: bigint) => ({ direction: 'out', amountFen: fen(amount) }) as const;
  const paid = async (): Promise<boolean> => (await room.finished(await room.instruct(500n))) === 'paid';
  const explainAll = async (): Promise<void> => {
    await room.run(async (tx) => {
      for (const { id } of await room.get(BankStatements).open(tx, null, 10))
        await room
          .get(BankStatements)
          .explain(tx, { id, by: 'tested', code: 'bank-error', reason: '银行已冲回' });
    });
    await room.get(HoldPayouts).workOnce();
  };

  it('up to the limit, and whatever came in, holds no payment', async () => {
    await told(left(1_000n), { amountFen: fen(900_000n), reversal: true });
    expect(await paid()).toBe(true);
  });

  it('above it holds all payments from that account: nothing is sent, however often they are tried', async () => {
    await told(left(1n));
    const id = await room.instruct(700n);
    for (let tries = 0; tries < 3; tries += 1) {
      expect(tries === 0 ? await room.dispatch(id) : (await room.instruction(id)).state).toBe('created');
      await room.passTime();
      await room.worker.workOnce();
    }
    expect((await room.instruction(id)).state).toBe('created');
    const { reference } = await room.instruction(id);
    const atBank = (await room.bankLines('payment')).filter((line) => line['reference'] === reference);
    expect(atBank).toEqual([]);
    expect(await room.count('bank_incident')).toBe(0);
  });

  it('and when it is explained what was held is paid, once', async () => {
    await explainAll();
    for (let round = 0; round < 3; round += 1) {
      await room.passTime();
      await room.worker.workOnce();
    }
    const [{ id } = { id: '' }] = await room.run((tx) =>
      tx.query<{ id: string }>('SELECT id FROM instruction WHERE amount_fen = 700'),
    );
    const { state, reference } = await room.instruction(id);
    const atBank = (await room.bankLines('payment')).filter((line) => line['reference'] === reference);
    expect([state, atBank.map(({ amount }) => amount)]).toEqual(['paid', ['7.00']]);
    expect(await paid()).toBe(true);
  });
});
