import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { fen } from '../../../src/kernel/money';
import { referenceOf } from '../../../src/modules/settlement/domain/reference';
import { readAccountChange } from '../../../src/modules/settlement/wire/boc/account-change';
import type { BankHeader } from '../../../src/modules/settlement/wire/boc/bank-message';
import { MessageSigner } from '../../../src/modules/settlement/wire/boc/message-signer';
import { readOrderResult } from '../../../src/modules/settlement/wire/boc/order-result';
import { paymentBody } from '../../../src/modules/settlement/wire/boc/payment-message';
import { HmacSha256 } from '../../../src/modules/settlement/wire/signature-port';
import { MessageSeal } from '../../../src/simulators/bank/boc/message';

const key = Buffer.from('a key that only this test knows, 32 bytes');
const signer = new MessageSigner('k1', [new HmacSha256(key)]);
const header: BankHeader = {
  SendDate: '20261121',
  SendTime: '100000',
  SendSeqNo: 'B1',
  TxUnitNo: '104',
  SendNode: '104',
  TxCode: 'SBDC100',
  ReceiveNode: '1',
  CustNo: '1',
  OperNo: 'HOST',
};
const now = new Date('2026-11-21T10:00:00+08:00');
const at = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

describe('a signed message', () => {
  const message = signer.sign(header, { Amt: '1.00' });

  it('is believed whatever the order of its fields', () => {
    const turned = {
      signature: message.signature,
      body: message.body,
      header: Object.fromEntries(Object.entries(header).reverse()),
    };
    expect(signer.open(JSON.parse(JSON.stringify(turned)), now)).toMatchObject({
      state: 'verified',
      body: { Amt: '1.00' },
    });
  });

  it('is understood by the bank, whose implementation is another one, and the reverse', () => {
    const bank = new MessageSeal('k1', key, () => now);
    expect(bank.open(JSON.parse(JSON.stringify(message))).body).toEqual({ Amt: '1.00' });
    expect(signer.open(bank.sign(header, { Amt: '2.00' }), now).state).toBe('verified');
  });

  it.each<[string, unknown]>([
    ['signature', { ...message, body: { Amt: '2.00' } }],
    ['signature', { ...message, header: { ...header, SendSeqNo: 'B2' } }],
    ['signature', { ...message, signature: { ...message.signature, value: '' } }],
    ['algorithm', { ...message, signature: { ...message.signature, algorithm: 'none' } }],
    ['key', { ...message, signature: { ...message.signature, keyId: 'k2' } }],
    ['shape', { ...message, body: { Amt: 1 } }],
    ['shape', { header, body: {} }],
    ['shape', null],
  ])('is refused for its %s when that was touched', (fault, touched) => {
    expect(signer.open(touched, now)).toEqual({ state: 'refused', fault });
  });

  it('is a replay when it is more than five minutes from now', () => {
    expect(signer.open(message, at(5)).state).toBe('verified');
    expect(signer.open(message, at(5.02))).toEqual({ state: 'refused', fault: 'time' });
    expect(signer.open(message, at(-5.02))).toEqual({ state: 'refused', fault: 'time' });
  });
});

describe('the result of an order', () => {
  const ok = { TxStatus: '0', HostSeqNo: 'S1', ValueDate: '20261121', Amt: '12.34', CrAcctNo: '6222' };

  it('is paid only with serial, day, amount and card', () => {
    expect(readOrderResult(ok, null)).toEqual({
      kind: 'paid',
      bankSerial: 'S1',
      valueDate: '2026-11-21',
      amountFen: fen(1234n),
      payeeAccount: '6222',
    });
    for (const field of ['HostSeqNo', 'ValueDate', 'Amt', 'CrAcctNo']) {
      expect(readOrderResult({ ...ok, [field]: '' }, null)).toEqual({ kind: 'unknown', reason: 'drift' });
    }
  });

  it('is rejected only by a code of the table; any other failure is unknown', () => {
    expect(readOrderResult({ TxStatus: '1', RtnCode: 'NAME_MISMATCH' }, null).kind).toBe('rejected');
    expect(readOrderResult({ TxStatus: '1', RtnCode: 'E9999' }, null)).toEqual({
      kind: 'unknown',
      reason: 'drift',
    });
    expect(readOrderResult({ TxStatus: '7' }, null)).toEqual({ kind: 'unknown', reason: 'drift' });
  });

  it('is "not found" only when the bank was asked for it', () => {
    const body = { TxStatus: '2', RtnCode: 'NOT_FOUND' };
    expect(readOrderResult(body, 7_000)).toEqual({ kind: 'not-found', sinceSentMs: 7_000 });
    expect(readOrderResult(body, null)).toEqual({ kind: 'unknown', reason: 'drift' });
  });
});

describe('an account-change notice', () => {
  const line = {
    AcctNo: '1001',
    HostSeqNo: 'S1',
    DcFlag: 'C',
    Amt: '5.00',
    TxDate: '20261121',
    RevFlag: '0',
    RefSeqNo1: '',
  };

  it('tells direction, amount and day', () => {
    expect(readAccountChange(line)).toMatchObject({
      direction: 'in',
      amountFen: 500n,
      valueDate: '2026-11-21',
      reference: null,
    });
  });

  it.each([
    ['DcFlag', 'X'],
    ['Amt', '5'],
    ['Amt', '-5.00'],
    ['Amt', '0.00'],
    ['TxDate', '20261131'],
    ['RevFlag', ''],
    ['HostSeqNo', ''],
    ['AcctNo', ''],
  ])('with %s "%s" is not in the agreed form', (field, value) => {
    expect(readAccountChange({ ...line, [field]: value })).toBeNull();
  });
});

describe('a payment message', () => {
  const order = {
    reference: 'R1',
    amountFen: fen(100_000n),
    interestFen: fen(0n),
    busType: '02',
    summary: '提取',
    from: { accountNo: '1001', name: '中心', bankCode: '104' },
    payee: { cardNo: '6222', holderName: '某人', bankCode: '105' },
  };

  it('is the same on every attempt', () => {
    expect(paymentBody(order)).toEqual(paymentBody({ ...order }));
  });

  it('settles across banks in real time, within the bank directly', () => {
    expect(paymentBody(order)).toMatchObject({
      SettleType: '2',
      CrBankClass: '1',
      Amt: '1000.00',
      CapAmt: '1000.00',
    });
    expect(paymentBody({ ...order, payee: { ...order.payee, bankCode: '104' } })).toMatchObject({
      SettleType: '1',
      CrBankClass: '0',
    });
  });

  it('of a closing says principal and interest apart, their sum and where the interest comes from', () => {
    expect(paymentBody(order)).not.toHaveProperty('IntAmt');
    expect(paymentBody({ ...order, interestFen: fen(123n), busType: '03' })).toMatchObject({
      BusType: '03',
      CapAmt: '998.77',
      IntAmt: '1.23',
      DeIntAcctNo: '1001',
      Amt: '1000.00',
    });
  });
});

describe('our reference', () => {
  it('has 30 characters with day and centre and differs for every instruction', () => {
    const references = Array.from({ length: 10_000 }, () => referenceOf(parseDay('2026-11-21'), 1, newId()));
    expect(references[0]).toMatch(/^20261121000001[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(new Set(references).size).toBe(references.length);
  });
});
