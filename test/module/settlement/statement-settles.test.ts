import { addDays, type Day } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { fen } from '../../../src/kernel/money';
import { Settlement } from '../../../src/modules/settlement';
import { SettleStatement } from '../../../src/modules/settlement/app/statement/settle-statement';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { compareStatement } from '../../../src/modules/settlement/store/compare-statement';
import { StatementLineStore } from '../../../src/modules/settlement/store/statement-line-store';
import { Clock } from '../../../src/platform/clock';
import { BANKS } from './banks';
import { SettlementUnderTest } from './settlement-under-test';
import { tellStatement } from './told-statement';

jest.setTimeout(60_000);

const PAYER = { accountNo: '10488000000000000001', name: '某单位(虚构)', corporate: true };

/** A difference of the statements, as it ended or stays. */
interface Found {
  readonly kind: string;
  readonly state: string;
  readonly settledAs: string | null;
  readonly contradiction: string | null;
}

describe.each(BANKS)('a signed statement of bank $code', (bank) => {
  let room: SettlementUnderTest;
  /** Days from today of the next statement that a test makes up. */
  let ahead = 1;

  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank, {
      BANK_DEADLINE_MS: '2000',
      BANK_NOT_FOUND_WINDOW_MS: '60000',
      WORKER_INTERVAL_MS: '0',
    });
    await room.bankControl('PUT', 'openings', { account: room.bankAccountNo, amount: '100000.00' });
    await room.compareStatements(0);
    await room.bankControl('PUT', 'callback', { url: '', customer: '1' });
  });
  afterEach(() => room.moods.reset());
  afterAll(() => room.stop());

  const today = (): Day => room.get(Clock).today();
  const query = <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
    room.run((tx) => tx.query<T>(sql, values));
  const found = (day: Day): Promise<Found[]> =>
    query<Found>(
      `SELECT d.kind, d.state, d.settled_as AS "settledAs", d.contradiction FROM statement_difference AS d
         JOIN bank_statement AS s ON s.id = d.statement_id
         JOIN bank_account AS a ON a.id = s.bank_account_id AND a.account_no = $1
        WHERE s.day = $2::date ORDER BY d.kind, d.subject`,
      [room.bankAccountNo, day],
    );
  const isExplained = async (day: Day): Promise<boolean> => {
    const [one] = await query<{ explained: boolean }>(
      `SELECT explained_at IS NOT NULL AS explained FROM bank_statement AS s JOIN bank_account AS a ON a.id = s.bank_account_id
        WHERE a.account_no = $1 AND s.day = $2::date`,
      [room.bankAccountNo, day],
    );
    return one!.explained;
  };
  const settled = (kind: string, settledAs: string): Found => ({
    kind,
    state: 'gone',
    settledAs,
    contradiction: null,
  });
  const stays = (kind: string, contradiction: string | null = null): Found => ({
    kind,
    state: 'open',
    settledAs: null,
    contradiction,
  });
  const deposit = async (amount: string): Promise<string> => {
    const { body } = await room.bankControl('POST', 'deposits', {
      toAccount: room.bankAccountNo,
      amount,
      payerName: '某单位|分部',
      payerAccount: '9001',
      remark: '无单号',
    });
    return (body as { serial: string }).serial;
  };
  /** A payment that the bank has made, and of which we know nothing final. */
  const unanswered = async (amountFen: bigint): Promise<string> => {
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    const id = await room.instruct(amountFen);
    expect(await room.dispatch(id)).toBe('unknown');
    return id;
  };
  const collected = async (amountFen: bigint): Promise<string> => {
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    const id = await room.run((tx) =>
      room.collections.collect(tx, {
        purpose: 'tested-debit',
        sourceId: newId(),
        payer: { account: { ...PAYER, bankCode: bank.code } },
        amountFen,
        summary: '代扣',
      }),
    );
    expect(await room.collections.dispatch(1, id)).toBe('unknown');
    return id;
  };
  /** The day of the bank's real statement falls due again, as if nobody had asked yet. */
  const askAnew = async (): Promise<void> => {
    await room.asOwner(
      `WITH gone AS (DELETE FROM bank_statement_line AS l USING bank_statement AS s WHERE s.id = l.statement_id AND s.day = $1::date)
       UPDATE bank_statement SET lines = NULL, answered_at = NULL, compared_at = NULL, explained_at = NULL, due_at = now()
        WHERE day = $1::date`,
      [today()],
    );
  };

  /** A statement of a day of its own that the bank has told with these lines; not compared yet. */
  async function told(lines: readonly Partial<AccountChange>[]): Promise<{ id: string; day: Day }> {
    await room.compareStatements(ahead);
    const day = addDays(today(), ahead);
    ahead += 1;
    const of = { bankCode: bank.code, accountNo: room.bankAccountNo, day };
    const id = await room.run((tx) => tellStatement(tx, (part) => room.get(part), of, lines));
    return { id, day };
  }
  /** Compares a statement that was told, and gives what became of its differences. */
  const compared = async (day: Day): Promise<Found[]> => {
    await room.compareStatements(ahead);
    return found(day);
  };
  /** Compares a statement that was told, and gives what its lines may settle. */
  const toSettle = async (id: string): Promise<string[]> => {
    await room.run((tx) => compareStatement(tx, id, room.get(Clock).now()));
    return room.run((tx) => room.get(StatementLineStore).toSettle(tx, id));
  };
  /** Settles lines of a statement once its day is over. */
  const settleNow = (...of: Parameters<SettleStatement['settle']>): ReturnType<SettleStatement['settle']> =>
    room.daysLater(ahead, () => room.get(SettleStatement).settle(...of));
  /** Messages in which what our own fault kept from booking stood. */
  const failures = async (reference: string): Promise<string[]> => {
    const rows = await query<{ txCode: string }>(
      `SELECT x.tx_code AS "txCode" FROM bank_incident AS b JOIN bank_exchange AS x ON x.id = b.exchange_id
        WHERE b.reference = $1 AND b.code = 'HANDLER_FAILED'`,
      [reference],
    );
    return rows.map(({ txCode }) => txCode);
  };
  const lineOf = async (id: string): Promise<Partial<AccountChange>> => {
    const { reference, amountFen } = await room.instruction(id);
    const [own] = await room
      .bankLines('payment')
      .then((all) => all.filter((one) => one['reference'] === reference));
    return {
      direction: 'out',
      reference,
      amountFen,
      bankSerial: own?.['serial'] ?? `NONE-${id}`,
      counterparty: { name: '收款人', accountNo: room.cardNo },
    };
  };

  describe('settles by itself', () => {
    it('money whose notice was lost: one receipt of its day, with the page of the statement as evidence', async () => {
      const serial = await deposit('77.31');
      await room.compareStatements(1);
      expect(await found(today())).toEqual([settled('bank-only-credit', 'receipt')]);
      // The day closes in the same work, nobody waits for a next look.
      expect(await isExplained(today())).toBe(true);
      const receipts = await query(
        `SELECT r.amount_fen AS "amountFen", r.value_date::text AS day, r.state, x.tx_code AS "txCode", x.bank_code AS "bankCode"
           FROM receipt AS r
           JOIN bank_statement AS s ON s.bank_account_id = r.bank_account_id AND s.day = r.value_date
           JOIN bank_statement_line AS l ON l.statement_id = s.id AND l.bank_serial = r.bank_serial
           JOIN bank_exchange AS x ON x.id = l.exchange_id
          WHERE r.bank_serial = $1`,
        [serial],
      );
      expect(receipts).toEqual([
        { amountFen: 7_731n, day: today(), state: 'suspense', txCode: 'BDC113', bankCode: bank.code },
      ]);
      expect(await room.breaches()).toEqual([]);
    });

    it('and a notice that comes later is known, and changes nothing', async () => {
      const [{ serial } = { serial: '' }] = await query<{ serial: string }>(
        'SELECT bank_serial AS serial FROM receipt WHERE amount_fen = 7731',
      );
      await room.hearNotices();
      expect(await room.push({ serial })).toEqual({ status: 200, code: '' });
      await room.bankControl('PUT', 'callback', { url: '', customer: '1' });
      expect(await room.count('receipt', 'amount_fen = 7731')).toBe(1);
      expect(await isExplained(today())).toBe(true);
    });

    it('a payment, an order to collect and money that came back, each as its notice would have', async () => {
      const before = await room.balance();
      const paid = await unanswered(4_000n);
      const back = await unanswered(3_000n);
      const debit = await collected(2_500n);
      const { reference } = await room.instruction(back);
      await room.bankControl('POST', 'returns', { reference, reason: '账号不符' });
      await askAnew();
      await room.compareStatements(1);
      expect((await found(today())).filter(({ settledAs }) => settledAs !== 'receipt')).toEqual([
        settled('bank-only-credit', 'return'),
        settled('collection-open', 'collection'),
        settled('payment-open', 'payment'),
        settled('payment-open', 'payment'),
      ]);
      expect((await room.instruction(paid)).state).toBe('paid');
      expect((await room.instruction(back)).state).toBe('returned');
      expect((await room.run((tx) => room.collections.find(tx, debit)))?.state).toBe('paid');
      expect(await room.balance()).toEqual({ posted: before.posted - 4_000n + 2_500n, held: before.held });
      expect(await isExplained(today())).toBe(true);
      expect(await room.breaches()).toEqual([]);
    });

    it('and whatever else the bank says of them afterwards is known', async () => {
      const before = await room.balance();
      const receipts = await room.count('receipt');
      await room.hearNotices();
      for (const kind of ['payment', 'collection', 'return'])
        for (const { serial } of await room.bankLines(kind))
          expect(await room.push({ serial })).toEqual({ status: 200, code: '' });
      await room.bankControl('PUT', 'callback', { url: '', customer: '1' });
      await room.passTime();
      expect(await room.worker.workOnce()).toBe(0);
      await room.collectLater();
      expect([await room.balance(), await room.count('receipt')]).toEqual([before, receipts]);
      expect(await room.count('bank_incident')).toBe(0);
      expect(await room.breaches()).toEqual([]);
    });

    it('a line once, however many work on it, and its notice at the same moment', async () => {
      const serial = await deposit('18.18');
      const { id, day } = await told([
        { bankSerial: `X-${serial}`, amountFen: fen(1_818n) },
        { amountFen: fen(1_919n) },
      ]);
      const ids = await toSettle(id);
      expect(ids).toHaveLength(2);
      await room.hearNotices();
      const date = day.replaceAll('-', '');
      const settling = room.get(SettleStatement);
      const [notice] = await room.daysLater(ahead, () =>
        Promise.all([
          room.push({ serial, line: { serial: `X-${serial}`, date } }),
          settling.settle(id, ids),
          settling.settle(id, ids),
          settling.settle(id, [...ids].reverse()),
        ]),
      );
      await room.bankControl('PUT', 'callback', { url: '', customer: '1' });
      expect(notice.status).toBe(200);
      expect(await room.count('receipt', `bank_serial = 'X-${serial}'`)).toBe(1);
      expect(await room.count('receipt', 'amount_fen = 1919')).toBe(1);
      const states = (await compared(day)).map(({ state }) => state);
      expect(states).toEqual(['gone', 'gone']);
      expect(await isExplained(day)).toBe(true);
      expect(await room.count('bank_incident')).toBe(0);
    });

    it('the rest, where one line cannot be booked: that one when the day is compared again', async () => {
      const id = await unanswered(1_100n);
      room.books.failNext = true;
      const { day } = await told([await lineOf(id), { amountFen: fen(2_020n) }]);
      expect(await compared(day)).toEqual([
        settled('bank-only-credit', 'receipt'),
        settled('payment-open', 'payment'),
      ]);
      expect(room.books.failNext).toBe(false);
      expect((await room.instruction(id)).state).toBe('paid');
      expect(await failures((await room.instruction(id)).reference)).toEqual(['BDC113']);
    });

    it('nothing more once the database is away; a fault of ours is told once, however often the line fails', async () => {
      const id = await unanswered(1_150n);
      const { reference } = await room.instruction(id);
      const { id: statement, day } = await told([await lineOf(id), { amountFen: fen(2_030n) }]);
      const ids = await toSettle(statement);
      room.books.busyCalls = 20;
      await expect(settleNow(statement, ids)).rejects.toMatchObject({ code: '55P03' });
      room.books.busyCalls = 0;
      expect([await room.count('receipt', 'amount_fen = 2030'), await failures(reference)]).toEqual([0, []]);
      // The line that was tried when it went away is left for the next pass, which begins when this one is whole.
      expect(await settleNow(statement, ids)).toBe('moved');
      for (let tries = 0; tries < 2; tries += 1) {
        room.books.failNext = true;
        expect(await settleNow(statement, await toSettle(statement))).toBe('whole');
      }
      expect(await failures(reference)).toEqual(['BDC113']);
      expect(await compared(day)).toEqual([
        settled('bank-only-credit', 'receipt'),
        settled('payment-open', 'payment'),
      ]);
    });

    it('so many lines a round, the rest in the next, and none once the worker stops', async () => {
      const lines = Array.from({ length: 203 }, () => ({ amountFen: fen(3n) }));
      const { id: statement, day } = await told(lines);
      const ids = await toSettle(statement);
      const booked = () => room.count('receipt', 'amount_fen = 3');
      expect(await settleNow(statement, ids, () => true)).toBe('more');
      expect(await booked()).toBe(0);
      let asked = 0;
      expect(await settleNow(statement, ids, () => (asked += 1) > 2)).toBe('moved');
      expect(await booked()).toBe(2);
      expect(await settleNow(statement, await toSettle(statement))).toBe('moved');
      expect(await booked()).toBe(202);
      expect(await settleNow(statement, await toSettle(statement))).toBe('moved');
      expect(await booked()).toBe(203);
      expect((await compared(day)).every(({ state }) => state === 'gone')).toBe(true);
    });
  });

  describe('leaves to a person, and books nothing', () => {
    it.each([
      ['WRONG_AMOUNT', { amountFen: fen(1n) }],
      ['OTHER_CARD', { counterparty: { name: '收款人', accountNo: '6222000000000001' } }],
    ])('a payment that is told otherwise (%s): frozen, with one incident', async (code, otherwise) => {
      const id = await unanswered(1_200n);
      const before = await room.balance();
      const { day } = await told([{ ...(await lineOf(id)), ...otherwise }]);
      expect(await compared(day)).toEqual([stays('payment-open', code)]);
      await compared(day);
      expect(await room.instruction(id)).toMatchObject({ state: 'unknown', frozen: true });
      expect(await room.balance()).toEqual(before);
      const { reference } = await room.instruction(id);
      const incidents = await query(
        `SELECT b.code, b.instruction_id AS "instructionId", x.tx_code AS "txCode" FROM bank_incident AS b
           JOIN bank_exchange AS x ON x.id = b.exchange_id WHERE b.reference = $1`,
        [reference],
      );
      expect(incidents).toEqual([{ code, instructionId: id, txCode: 'BDC113' }]);
    });

    it('a payment that left another account of ours', async () => {
      const id = await unanswered(1_300n);
      const accountNo = `${bank.code}000000099`;
      await room.run(async (tx) => {
        const leaf = { kind: 'leaf', subject: '101', unitId: null, code: '10190', name: '另户' } as const;
        const [leafAccountId = 0n] = await room.ledger.openAccounts(tx, [leaf], today());
        const account = { bankCode: bank.code, accountNo, name: '另户', leafAccountId };
        await room.get(Settlement).openBankAccount(tx, { ...account, purpose: 'loan' });
      });
      await room.asOwner(
        `UPDATE instruction SET bank_account_id = (SELECT id FROM bank_account WHERE account_no = $1) WHERE id = $2`,
        [accountNo, id],
      );
      const { day } = await told([await lineOf(id)]);
      expect(await compared(day)).toEqual([stays('payment-open', 'OTHER_ACCOUNT')]);
      expect(await room.instruction(id)).toMatchObject({ state: 'unknown', frozen: true });
    });

    it('an order to collect whose money came to another account of ours', async () => {
      // Ten calls in a row without an answer, and the bank would be left alone.
      expect(await room.finished(await room.instruct(100n))).toBe('paid');
      const id = await collected(1_450n);
      await room.asOwner(
        `UPDATE collection SET bank_account_id = (SELECT id FROM bank_account WHERE account_no = $1) WHERE id = $2`,
        [`${bank.code}000000099`, id],
      );
      const { reference } = (await room.run((tx) => room.collections.find(tx, id)))!;
      const counterparty = { name: PAYER.name, accountNo: PAYER.accountNo };
      const { day } = await told([{ reference, amountFen: fen(1_450n), counterparty }]);
      expect(await compared(day)).toEqual([stays('collection-open', 'OTHER_ACCOUNT')]);
      expect(await room.run((tx) => room.collections.find(tx, id))).toMatchObject({ frozen: true });
    });

    it('an order to collect that was paid by somebody else', async () => {
      const id = await collected(1_400n);
      const { reference } = (await room.run((tx) => room.collections.find(tx, id)))!;
      const { day } = await told([{ reference, amountFen: fen(1_400n) }]);
      expect(await compared(day)).toEqual([stays('collection-open', 'OTHER_CARD')]);
      expect(await room.count('receipt', 'amount_fen = 1400')).toBe(0);
      expect(await room.run((tx) => room.collections.find(tx, id))).toMatchObject({ frozen: true });
    });

    it('a payment that was refused, one without an order, money back without a number of ours', async () => {
      room.mood({ mood: 'reject', calls: 1 });
      const id = await room.instruct(1_500n);
      expect(await room.finished(id)).toBe('rejected');
      const out = { direction: 'out', amountFen: fen(9n) } as const;
      const { day } = await told([
        await lineOf(id),
        out,
        { ...out, reference: 'NOSUCHREFERENCE0000009' },
        { reversal: true },
      ]);
      expect(await compared(day)).toEqual([
        stays('bank-only-credit'),
        stays('bank-only-payment'),
        stays('bank-only-payment'),
        stays('paid-though-rejected'),
      ]);
      expect(await room.instruction(id)).toMatchObject({ state: 'rejected', frozen: false });
    });

    it('a line that comes twice, by its serial or by our number', async () => {
      const id = await unanswered(1_600n);
      const own = await lineOf(id);
      const twice = { bankSerial: 'TWICE', amountFen: fen(1_700n) };
      const { day } = await told([own, { ...own, bankSerial: 'SECOND' }, twice, twice]);
      expect((await compared(day)).map(({ kind, state, settledAs }) => [kind, state, settledAs])).toEqual([
        ['bank-only-credit', 'open', null],
        ['line-twice', 'open', null],
        ['line-twice', 'open', null],
        ['payment-open', 'open', null],
      ]);
      expect(await room.count('receipt', 'amount_fen = 1700')).toBe(0);
      expect(await room.instruction(id)).toMatchObject({ state: 'unknown', frozen: false });
    });

    it('a credit of which we have the amount under a serial that the bank has not', async () => {
      const { day } = await told([{ amountFen: fen(1_800n) }]);
      await room.asOwner(
        `INSERT INTO receipt (centre_id, id, bank_account_id, bank_serial, amount_fen, value_date, payer, remark, received_at, state, matcher)
         SELECT centre_id, gen_random_uuid(), bank_account_id, 'OURS', 1800, $1::date, payer, remark, now(), 'matched', 'tested'
           FROM receipt WHERE amount_fen = 7731`,
        [day],
      );
      expect(await compared(day)).toEqual([stays('bank-only-credit'), stays('book-only-credit')]);
      await room.asOwner(`DELETE FROM receipt WHERE matcher = 'tested'`);
      expect(await compared(day)).toContainEqual(settled('bank-only-credit', 'receipt'));
    });

    const opened = (on: Day) =>
      room.asOwner(
        `DO $$ BEGIN SET LOCAL session_replication_role = replica;
           UPDATE journal SET business_date = '${on}' WHERE kind = 'opening';
           UPDATE entry SET business_date = '${on}' WHERE journal_id = (SELECT id FROM journal WHERE kind = 'opening'); END $$`,
      );

    it('a credit that came into doubt after the comparison: its amount was booked, or its day opened', async () => {
      const { id: statement, day } = await told([{ amountFen: fen(1_850n) }]);
      const ids = await toSettle(statement);
      expect(ids).toHaveLength(1);
      const settle = () => settleNow(statement, ids);
      await room.asOwner(
        `INSERT INTO receipt (centre_id, id, bank_account_id, bank_serial, amount_fen, value_date, payer, remark, received_at, state, matcher)
         SELECT centre_id, gen_random_uuid(), bank_account_id, 'OURS', 1850, $1::date, payer, remark, now(), 'matched', 'tested'
           FROM receipt WHERE amount_fen = 7731`,
        [day],
      );
      expect(await settle()).toBe('whole');
      await room.asOwner(`DELETE FROM receipt WHERE matcher = 'tested'`);
      await opened(day);
      expect(await settle()).toBe('whole');
      expect(await room.count('receipt', 'amount_fen = 1850')).toBe(0);
      await opened(addDays(today(), -1));
      expect(await settle()).toBe('moved');
      expect(await compared(day)).toEqual([settled('bank-only-credit', 'receipt')]);
    });

    it('a credit of a day that the opening balance may hold already', async () => {
      const { day } = await told([{ amountFen: fen(1_900n) }]);
      await opened(day);
      expect(await compared(day)).toEqual([stays('bank-only-credit')]);
      await opened(addDays(today(), -1));
      expect(await compared(day)).toEqual([settled('bank-only-credit', 'receipt')]);
    });

    it('a line that was kept before lines told all', async () => {
      const { id, day } = await told([{ amountFen: fen(2_100n) }]);
      await room.asOwner(
        'UPDATE bank_statement_line SET said = NULL, exchange_id = NULL WHERE statement_id = $1',
        [id],
      );
      expect(await compared(day)).toEqual([stays('bank-only-credit')]);
    });
  });

  it('a line that names no account of the other side is not of somebody else', async () => {
    const nobody = { name: '', accountNo: '' };
    const paid = await unanswered(1_170n);
    const debit = await collected(1_180n);
    const { reference } = (await room.run((tx) => room.collections.find(tx, debit)))!;
    const { day } = await told([
      { ...(await lineOf(paid)), counterparty: nobody },
      { reference, amountFen: fen(1_180n), counterparty: nobody },
    ]);
    expect(await compared(day)).toEqual([
      settled('collection-open', 'collection'),
      settled('payment-open', 'payment'),
    ]);
    expect((await room.instruction(paid)).state).toBe('paid');
  });
});
