import { newId } from '../../../src/kernel/identifiers/uuid';
import { fen } from '../../../src/kernel/money';
import { BankStatements, CloseMonths } from '../../../src/modules/settlement';
import type { Receipt } from '../../../src/modules/settlement/domain/receipt';
import { InstructionStore } from '../../../src/modules/settlement/store/instruction-store';
import { ReceiptStore } from '../../../src/modules/settlement/store/receipt-store';
import { BANKS } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

describe.each(BANKS)('the statement of bank $code', (bank) => {
  let room: SettlementUnderTest;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank, {
      BANK_DEADLINE_MS: '2000',
      BANK_NOT_FOUND_WINDOW_MS: '2001',
    });
    await room.bankControl('PUT', 'openings', { account: room.bankAccountNo, amount: '100000.00' });
  });
  afterAll(() => room.stop());

  const work = (days: number) => room.compareStatements(days);
  const ofAccount = () =>
    `bank_account_id = (SELECT id FROM bank_account WHERE account_no = '${room.bankAccountNo}')`;
  const statement = async () => {
    const [found] = await room.run((tx) =>
      tx.query<{ lines: number | null; compared: boolean; explained: boolean }>(
        `SELECT lines, compared_at IS NOT NULL AS compared, explained_at IS NOT NULL AS explained
           FROM bank_statement WHERE ${ofAccount()} ORDER BY day LIMIT 1`,
      ),
    );
    return found;
  };
  const differences = async () =>
    (
      await room.run((tx) =>
        tx.query<{ kind: string; state: string; bank: string | null; book: string | null }>(
          `SELECT kind, state, bank_fen::text AS bank, book_fen::text AS book FROM statement_difference ORDER BY kind, state`,
        ),
      )
    )
      .map(({ kind, state, bank: theirs, book }) => [kind, state, theirs, book])
      .sort();
  const received = (no: number) => async (): Promise<string> => {
    const { body } = await room.bankControl('POST', 'deposits', {
      toAccount: room.bankAccountNo,
      amount: `${no}.34`,
      payerName: '某单位|分部',
      payerAccount: '9001',
    });
    return (body as { serial: string }).serial;
  };
  const receipts = async (count: number): Promise<void> => {
    for (let tries = 0; tries < 500 && (await room.count('receipt')) < count; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await room.count('receipt')).toBe(count);
  };

  let unheard: string;
  let unknown: string;
  const change = (set: string, amount: bigint) =>
    room.asOwner(`UPDATE receipt SET ${set} WHERE amount_fen = $1`, [amount.toString()]);

  it('is asked for when the day is over, not before', async () => {
    expect(await work(0)).toBe(0);
    expect(await room.count('bank_statement')).toBe(await room.count('bank_account'));
    expect(await statement()).toEqual({ lines: null, compared: false, explained: false });
  });

  it('F29: of a silent bank is asked for again, and half of it is none', async () => {
    expect(await room.finished(await room.instruct(5_000n))).toBe('paid');
    await room.hearNotices();
    for (let no = 101; no <= 165; no += 1) await received(no)();
    await receipts(65);
    await room.bankControl('PUT', 'callback', { url: '', customer: '1' });
    unheard = await received(12)();
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    unknown = await room.instruct(4_000n);
    expect(await room.dispatch(unknown)).toBe('unknown');
    room.mood({ mood: 'garbage' });
    await work(1);
    expect(await statement()).toEqual({ lines: null, compared: false, explained: false });
    expect(await room.count('bank_statement_line')).toBe(0);
    room.moods.reset();
  });

  it('F29: names each line that only one side has, in both directions, and what differs in a line that both have', async () => {
    // Two of ours that the bank has otherwise.
    await change(`bank_serial = 'OURS-ALONE'`, 10_134n);
    await change('amount_fen = 10235', 10_234n);
    await work(1);
    expect(await statement()).toEqual({ lines: 68, compared: true, explained: false });
    // What the lines say for themselves they have settled.
    expect(await differences()).toEqual(
      [
        ['bank-only-credit', 'gone', '1234', null],
        ['bank-only-credit', 'open', '10134', null],
        ['book-only-credit', 'open', null, '10134'],
        ['other-amount', 'open', '10234', '10235'],
        ['payment-open', 'gone', '4000', '4000'],
      ].sort(),
    );
    expect(await room.run((tx) => room.get(BankStatements).open(tx, null, 2))).toHaveLength(2);
    expect(await room.count('receipt', 'amount_fen = 10134')).toBe(1);
    await room.untilState(unknown, 'paid');
  });

  it('F29: looked at again, keeps what it named: what is alike by now is gone, the rest stays open', async () => {
    const [own] = await room
      .bankLines('deposit')
      .then((all) => all.filter(({ amount }) => amount === '101.34'));
    await change(`bank_serial = '${own!['serial']}'`, 10_134n);
    await work(1);
    expect((await differences()).map(([kind, state]) => `${kind} ${state}`)).toEqual([
      'bank-only-credit gone',
      'bank-only-credit gone',
      'book-only-credit gone',
      'other-amount open',
      'payment-open gone',
    ]);
    const open = `explained_at IS NULL AND due_at IS NOT NULL AND ${ofAccount()}`;
    expect(await room.count('bank_statement', open)).toBe(1);
  });

  it('holds the month open until every difference has ended, and then is not looked at again', async () => {
    const lastDay = `(SELECT to_char(day, 'YYYYMM')::int FROM bank_statement WHERE ${ofAccount()} ORDER BY day LIMIT 1)`;
    await room.run((tx) =>
      tx.execute(
        `INSERT INTO month_end (centre_id, id, month, planned_at, due_at)
         VALUES (1, gen_random_uuid(), ${lastDay}, now(), clock_timestamp())`,
      ),
    );
    await room.get(CloseMonths).workOnce();
    const [month] = await room.run((tx) =>
      tx.query<{ hindrances: { code: string; count: number }[] }>('SELECT hindrances FROM month_end'),
    );
    expect(month!.hindrances).toContainEqual({
      code: 'bank-statements-unexplained',
      count: expect.any(Number) as number,
    });
    await room.hearNotices();
    expect(await room.push({ serial: unheard })).toEqual({ status: 200, code: '' });
    await receipts(66);
    await change('amount_fen = 10234', 10_235n);
    await work(1);
    expect(await statement()).toEqual({ lines: 68, compared: true, explained: true });
    expect(await work(1)).toBe(0);
    expect(await room.breaches()).toEqual([]);
  });

  describe('of a day that is explained', () => {
    const late = async (bankSerial: string, amountFen: bigint): Promise<Receipt> => {
      const [like] = await room.run((tx) =>
        tx.query<Pick<Receipt, 'bankAccountId' | 'valueDate'>>(
          `SELECT bank_account_id AS "bankAccountId", value_date::text AS "valueDate" FROM receipt WHERE amount_fen = 1234`,
        ),
      );
      const payer = { name: '某单位', accountNo: '9001' };
      const said = { payer, remark: '', summary: '' };
      return { id: newId(), ...like!, bankLeafId: 1n, bankSerial, amountFen: fen(amountFen), ...said };
    };
    const alone = (receipt: Receipt) =>
      room.run((tx) =>
        room.get(ReceiptStore).insert(tx, receipt, {
          state: 'matched',
          matcher: 'tested',
          matchedRef: 'tested',
          journalId: null,
        }),
      );
    const together = (receipt: Receipt) =>
      room.run((tx) =>
        room.get(ReceiptStore).insertMatched(tx, 'tested', [{ receipt, matchedRef: 'tested' }]),
      );
    const forget = async (): Promise<void> => {
      await room.asOwner(`DELETE FROM receipt WHERE matcher = 'tested'`);
      await work(1);
      expect(await statement()).toMatchObject({ explained: true });
    };

    it.each([
      ['alone', alone, 'LATE-1', 701n],
      ['with others', together, 'LATE-2', 702n],
    ])(
      'a receipt that is booked afterwards, %s, is found: the bank has it not',
      async (_, store, serial, amount) => {
        const receipt = await late(serial, amount);
        await store(receipt);
        expect(await statement()).toMatchObject({ compared: true, explained: false });
        await work(1);
        expect(await differences()).toContainEqual(['book-only-credit', 'open', null, amount.toString()]);
        expect(await statement()).toMatchObject({ explained: false });
        await forget();
      },
    );

    it.each([
      ['alone', alone],
      ['with others', together],
    ])('nothing is looked at again for a notice that comes twice, %s', async (_, store) => {
      const [known] = await room.run((tx) =>
        tx.query<{ serial: string }>('SELECT bank_serial AS serial FROM receipt WHERE amount_fen = 1234'),
      );
      await store(await late(known!.serial, 1_234n));
      expect(await statement()).toMatchObject({ explained: true });
    });

    it('a payment that ends on it afterwards is compared too', async () => {
      await room.run((tx) =>
        room.get(InstructionStore).change(tx, unknown, { state: 'paid', dueInMs: null }, null),
      );
      expect(await statement()).toMatchObject({ explained: false });
      await work(1);
      expect(await statement()).toMatchObject({ explained: true });
    });

    it('a comparison under way does not end what it has not seen', async () => {
      await room.asOwner(
        `UPDATE bank_statement SET explained_at = NULL, lease_owner = 'tested', lease_token = 1000 WHERE ${ofAccount()} AND explained_at IS NOT NULL`,
      );
      await alone(await late('LATE-3', 703n));
      const [left] = await room.run((tx) =>
        tx.query<{ owner: string | null; token: bigint }>(
          `SELECT lease_owner AS owner, lease_token AS token FROM bank_statement WHERE ${ofAccount()} ORDER BY day LIMIT 1`,
        ),
      );
      expect(left).toEqual({ owner: null, token: 1001n });
      await forget();
    });
  });

  it('of the days in which nobody looked is asked for afterwards', async () => {
    await work(5);
    expect(await room.count('bank_statement', ofAccount())).toBe(6);
    expect(await room.count('bank_statement', `${ofAccount()} AND explained_at IS NOT NULL`)).toBe(5);
  });
});
