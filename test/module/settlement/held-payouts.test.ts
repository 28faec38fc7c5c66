import { addDays } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { BankStatements } from '../../../src/modules/settlement';
import { HoldPayouts } from '../../../src/modules/settlement/app/hold-payouts';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { selectUnmatched } from '../../../src/modules/settlement/store/unmatched-store';
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
