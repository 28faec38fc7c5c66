import { BANKS } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

describe.each(BANKS)('at bank $code', (bank) => {
  let room: SettlementUnderTest;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank);
    await room.hearNotices();
  });
  afterAll(async () => {
    await room.stop();
  });
  beforeEach(() => {
    room.moods.reset();
  });

  const amount = 50_000n;
  const payer = { payerName: '某单位', payerAccount: '9001', remark: '无单号' };

  async function deposit(yuan: string): Promise<string> {
    const { body } = await room.bankControl('POST', 'deposits', {
      toAccount: room.bankAccountNo,
      amount: yuan,
      ...payer,
    });
    return (body as { serial: string }).serial;
  }
  async function paidSerial(): Promise<{ id: string; serial: string }> {
    const id = await room.instruct(amount);
    await room.dispatch(id);
    await room.untilState(id, 'paid');
    await room.noticesTaken();
    return { id, serial: (await room.instruction(id)).bankSerial ?? '' };
  }

  describe('a notice of a payment', () => {
    it('settles an instruction whose answer never came', async () => {
      room.mood({ mood: 'timeout-after-paying', calls: 1 });
      const id = await room.instruct(amount);
      await room.dispatch(id);
      await room.untilState(id, 'paid');
      expect(await room.breaches()).toEqual([]);
    });

    it('a hundred times over is answered 200 each and books once', async () => {
      const { serial } = await paidSerial();
      const before = await room.balance();
      await room.bankControl('POST', 'resend', { serial, times: 50 });
      expect(new Set(await room.noticesTaken())).toEqual(new Set([200]));
      expect(await room.balance()).toEqual(before);
      expect(await room.breaches()).toEqual([]);
    });

    it('that comes while the direct answer is booked does not book twice', async () => {
      room.mood({ mood: 'duplicate-callback' });
      const before = await room.balance();
      const ids = await Promise.all(Array.from({ length: 5 }, () => room.instruct(1_000n)));
      await Promise.all(ids.map((id) => room.dispatch(id)));
      for (const id of ids) await room.untilState(id, 'paid');
      await room.noticesTaken();
      expect((await room.balance()).posted).toBe(before.posted - 5_000n);
      expect(await room.breaches()).toEqual([]);
    });

    it('F24: that says a late failure changes nothing of what is paid', async () => {
      const { id, serial } = await paidSerial();
      const late = { serial, txCode: 'ZR101R', line: { kind: 'rejection', code: 'CARD_CLOSED' } };
      expect(await room.push(late)).toEqual({ status: 409, code: 'REJECTED_AFTER_PAID' });
      expect((await room.instruction(id)).state).toBe('paid');
    });
  });

  describe('a notice that must not be believed', () => {
    it.each(['wrong-key', 'unknown-algorithm', 'tampered', 'stale'])(
      '(%s) is answered 401 and stores nothing',
      async (sign) => {
        const { serial } = await paidSerial();
        const before = await room.count('bank_exchange');
        expect(await room.push({ serial, sign })).toEqual({ status: 401, code: 'BANK_SIGNATURE_INVALID' });
        expect(await room.count('bank_exchange')).toBe(before);
      },
    );

    it('without a signature is answered 400', async () => {
      const { serial } = await paidSerial();
      expect((await room.push({ serial, sign: 'unsigned' })).status).toBe(400);
    });

    it('signed rightly but sent by our own node is answered 401', async () => {
      const { serial } = await paidSerial();
      expect((await room.push({ serial, sign: 'mirrored' })).status).toBe(401);
    });
  });

  describe('a notice that contradicts us', () => {
    it('about an unknown reference or account is answered 404 with one incident, however often it comes', async () => {
      const { serial } = await paidSerial();
      const reference = 'NOSUCHREFERENCE0000001';
      for (let time = 0; time < 2; time += 1) {
        const told = await room.push({ serial, line: { reference, serial: 'X1' } });
        expect(told).toEqual({ status: 404, code: 'UNKNOWN_REFERENCE' });
      }
      expect(await room.count('bank_incident', `reference = '${reference}'`)).toBe(1);
      expect(await room.push({ serial, line: { account: '40404' } })).toEqual({
        status: 404,
        code: 'UNKNOWN_ACCOUNT',
      });
    });

    it.each([
      ['WRONG_AMOUNT', { amount: '0.01' }],
      ['OTHER_CARD', { payeeAccount: '6222000000000001' }],
    ])('(%s) is answered 409, changes nothing and freezes the instruction', async (code, change) => {
      room.mood({ mood: 'silence', calls: 1 });
      const id = await room.instruct(amount);
      await room.dispatch(id);
      const { serial } = await paidSerial();
      const { reference } = await room.instruction(id);
      const before = await room.balance();
      expect(await room.push({ serial, line: { reference, serial: `F${code}`, ...change } })).toEqual({
        status: 409,
        code,
      });
      expect(await room.instruction(id)).toMatchObject({ state: 'unknown', frozen: true });
      expect(await room.balance()).toEqual(before);
      await room.passTime();
      expect(await room.worker.workOnce()).toBe(0);
    });

    it('F22: (paid after rejected) freezes and posts nothing', async () => {
      room.mood({ mood: 'reject', calls: 1 });
      const id = await room.instruct(amount);
      await room.dispatch(id);
      await room.untilState(id, 'rejected');
      const { reference } = await room.instruction(id);
      const before = await room.balance();
      const line = {
        kind: 'payment',
        reference,
        serial: 'LATE1',
        amount: '500.00',
        payeeAccount: room.cardNo,
      };
      expect(await room.push({ txCode: 'ZR101R', line })).toEqual({
        status: 409,
        code: 'PAID_AFTER_REJECTED',
      });
      expect(await room.instruction(id)).toMatchObject({ state: 'rejected', frozen: true });
      expect(await room.balance()).toEqual(before);
    });
  });

  describe('money that comes in', () => {
    it('and nobody claims stands on 21901 once, however often it is told', async () => {
      const serial = await deposit('12.34');
      await room.noticesTaken();
      await room.bankControl('POST', 'resend', { serial, times: 20 });
      expect(new Set((await room.noticesTaken()).slice(-21))).toEqual(new Set([200]));
      expect(
        await room.count('receipt', `bank_serial = '${serial}' AND state = 'suspense' AND amount_fen = 1234`),
      ).toBe(1);
      expect((await room.breaches()).filter((breach) => breach.startsWith('I12'))).toEqual([]);
    });

    it('under a serial that was booked with another amount is answered 409', async () => {
      const serial = await deposit('10.00');
      await room.noticesTaken();
      expect(await room.push({ serial, line: { amount: '11.00' } })).toEqual({
        status: 409,
        code: 'SERIAL_REUSED',
      });
    });

    it.each(['20991231', '20200101'])(
      'on the impossible day %s is answered 409, told to a person, and not booked',
      async (date) => {
        const serial = `IMPOSSIBLE${date}`;
        const line = {
          kind: 'deposit',
          serial,
          account: room.bankAccountNo,
          amount: '10.00',
          ...payer,
          date,
        };
        expect(await room.push({ line })).toEqual({ status: 409, code: 'VALUE_DATE_IMPOSSIBLE' });
        expect(await room.count('receipt', `bank_serial = '${serial}'`)).toBe(0);
        expect(
          await room.count('bank_incident', `code = 'VALUE_DATE_IMPOSSIBLE' AND reference = '${serial}'`),
        ).toBe(1);
      },
    );

    it('is offered to the matchers in order, and the first that takes it has booked it', async () => {
      const asked: string[] = [];
      const bookTo = async (
        tx: Parameters<Parameters<typeof room.run>[0]>[0],
        receipt: { id: string; bankLeafId: bigint; amountFen: bigint; valueDate: string },
      ) => {
        const journal = {
          kind: 'test-receipt',
          sourceId: receipt.id,
          businessDate: receipt.valueDate,
          valueDate: receipt.valueDate,
        };
        await room.ledger.post(tx, journal, [
          { accountId: receipt.bankLeafId, side: 'D', amountFen: receipt.amountFen },
          { accountId: room.memberId, side: 'C', amountFen: receipt.amountFen },
        ]);
        return { matchedRef: 'LIST-1' };
      };
      room.settlement.registerReceiptMatcher({
        id: 'second',
        order: 2,
        match: (tx, receipt) => (
          asked.push('second'),
          receipt.amountFen === 700n ? bookTo(tx, receipt) : Promise.resolve(false)
        ),
      });
      room.settlement.registerReceiptMatcher({
        id: 'first',
        order: 1,
        match: () => (asked.push('first'), Promise.resolve(false)),
      });
      const before = await room.balance();
      const serial = await deposit('7.00');
      await room.noticesTaken();
      expect(asked).toEqual(['first', 'second']);
      expect(
        await room.count(
          'receipt',
          `bank_serial = '${serial}' AND matcher = 'second' AND matched_ref = 'LIST-1'`,
        ),
      ).toBe(1);
      expect((await room.balance()).posted).toBe(before.posted + 700n);
    });
  });

  describe('a payment that comes back', () => {
    it('is returned by a new voucher, the balance is restored, and twice told restores once', async () => {
      const before = await room.balance();
      const { id } = await paidSerial();
      const { reference } = await room.instruction(id);
      const { body } = await room.bankControl('POST', 'returns', { reference, reason: '账户已冻结' });
      await room.noticesTaken();
      await room.bankControl('POST', 'resend', { serial: (body as { serial: string }).serial, times: 5 });
      await room.noticesTaken();
      expect((await room.instruction(id)).state).toBe('returned');
      expect((await room.balance()).posted).toBe(before.posted);
      expect(
        await room.count('receipt', `matched_ref = '${reference}' AND matcher = 'returned-payment'`),
      ).toBe(1);
    });

    it('under the serial of money that is booked already is answered 409 and changes nothing', async () => {
      const booked = await deposit('500.00');
      const { id, serial } = await paidSerial();
      const before = await room.balance();
      const line = { serial: booked, kind: 'return' };
      expect(await room.push({ serial, line })).toEqual({ status: 409, code: 'SERIAL_REUSED' });
      expect((await room.instruction(id)).state).toBe('paid');
      expect(await room.balance()).toEqual(before);
      expect(await room.count('journal', `kind = 'payment-returned' AND source_id = '${id}'`)).toBe(0);
    });

    it('is not booked again as money that came in under the same serial', async () => {
      const { id } = await paidSerial();
      const { reference } = await room.instruction(id);
      const { body } = await room.bankControl('POST', 'returns', { reference, reason: '账户已冻结' });
      await room.noticesTaken();
      const { serial } = body as { serial: string };
      const asDeposit = { kind: 'deposit' };
      expect(await room.push({ serial, line: asDeposit })).toEqual({ status: 409, code: 'SERIAL_REUSED' });
      expect(await room.count('receipt', `bank_serial = '${serial}'`)).toBe(1);
    });

    it('told before we know of the payment is asked to be told again, and the bank is asked at once', async () => {
      const { serial } = await paidSerial();
      room.mood({ mood: 'silence', calls: 1 });
      const id = await room.instruct(amount);
      await room.dispatch(id);
      const { reference } = await room.instruction(id);
      const line = { reference, serial: 'EARLY1', kind: 'return' };
      expect(await room.push({ serial, line })).toEqual({ status: 503, code: 'NOTICE_TOO_EARLY' });
      expect(await room.count('instruction', `id = '${id}' AND due_at <= clock_timestamp()`)).toBe(1);
    });
  });

  // The last one: what the bank paid stays open here.
  it('a payment that moved on an impossible day settles nothing: a person looks', async () => {
    await room.bankControl('PUT', 'callback', { url: '', customer: '1' });
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    const id = await room.instruct(amount);
    await room.dispatch(id);
    await room.hearNotices();
    const { reference } = await room.instruction(id);
    const paid = (await room.bankLines('payment')).find((line) => line['reference'] === reference);
    const answer = await room.push({ serial: paid?.['serial'], line: { date: '20991231' } });
    expect(answer).toEqual({ status: 409, code: 'VALUE_DATE_IMPOSSIBLE' });
    expect(await room.instruction(id)).toMatchObject({ frozen: true, bankSerial: null });
  });
});
