import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json';
import { fen, parseYuan, plus } from '../../../kernel/money';
import { jsonResponse, type SimulatorRequest, type SimulatorResponse } from '../../server';
import { isPositiveYuan, type PaymentOrder } from '../bank-books';
import { beijing } from '../beijing';
import {
  type Asked,
  type Dialect,
  type Forging,
  MessageRefused,
  type Notice,
  NOTICE_CODE,
  type Opened,
  type Packet,
  type Told,
} from '../dialect';
import { answerBody } from './answer-body';
import { readBatch, readCollection } from './collection-body';
import { BOC, type Body, type Header, type Message, MessageSeal, TX } from './message';
import { accountChange, orderResult } from './notice-body';

/** Fields of a BDC101 or BDC109 body that must be there and not empty. */
const REQUIRED = [
  'SettleType',
  'BusType',
  'DeAcctNo',
  'DeAcctName',
  'CapAmt',
  'CrAcctNo',
  'CrAcctName',
  'CrBankClass',
  'Amt',
  'RefSeqNo1',
] as const;

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** Bank of China: signed JSON; the result of a payment is its answer. */
export class BocDialect implements Dialect {
  readonly bankCode = BOC;
  readonly endpoint = '/bank/boc/message';
  readonly asynchronous = false;
  readonly garbage: SimulatorResponse = { status: 200, body: '{"header":{"SendDate":"2026' };
  private readonly seal: MessageSeal;
  private sequence = 0;

  constructor(
    private readonly keyId: string,
    key: Buffer,
    private readonly now: () => Date,
  ) {
    this.seal = new MessageSeal(keyId, key, now);
  }

  open(request: SimulatorRequest): Opened {
    const { header, body } = this.seal.open(request.json());
    if (header.ReceiveNode !== BOC) throw new MessageRefused('node');
    return {
      asked: askedIn(header.TxCode, body),
      reply: (told, how) => this.reply(header, told, how),
    };
  }

  notice(notice: Notice, customer: string, forging: Forging = { sign: 'valid' }): Packet {
    const { sign } = forging;
    const own =
      notice.about === 'result' ? orderResult(notice.line) : accountChange(notice.line, notice.balance);
    const { date, time } = beijing(this.now());
    this.sequence += 1;
    const header: Header = {
      SendDate: sign === 'stale' ? '20200101' : date,
      SendTime: time,
      SendSeqNo: `B${date}${String(process.pid).padStart(7, '0')}${String(this.sequence).padStart(8, '0')}`,
      TxUnitNo: BOC,
      SendNode: sign === 'mirrored' ? customer : BOC,
      TxCode: NOTICE_CODE[notice.about],
      ReceiveNode: sign === 'mirrored' ? BOC : customer,
      CustNo: customer,
      OperNo: 'HOST',
      ...forging.header,
    };
    const message = this.forge(this.seal.sign(header, { ...own, ...forging.body }), sign);
    return { headers: JSON_TYPE, text: JSON.stringify(message) };
  }

  private reply(asked: Header, told: Told, how: 'sound' | 'spoilt'): SimulatorResponse {
    const { date, time } = beijing(this.now());
    this.sequence += 1;
    const header: Header = {
      ...asked,
      SendDate: date,
      SendTime: time,
      // The answer names the question by its number, so that it cannot be taken for another's.
      SendSeqNo: asked.SendSeqNo,
      TxUnitNo: BOC,
      SendNode: BOC,
      ReceiveNode: asked.SendNode,
      OperNo: `HOST${this.sequence}`,
    };
    const message = this.seal.sign(header, answerBody(told));
    if (how === 'sound') return jsonResponse(200, message);
    return jsonResponse(200, { ...message, body: { ...message.body, RtnMessage: 'changed on the way' } });
  }

  private forge(message: Message, sign: Forging['sign']): unknown {
    switch (sign) {
      case 'wrong-key': {
        const other = new MessageSeal(this.keyId, Buffer.from('not the key of this bank'), this.now);
        return other.sign(message.header, message.body);
      }
      case 'unknown-algorithm':
        return { ...message, signature: { ...message.signature, algorithm: 'none' } };
      case 'tampered':
        return { ...message, body: { ...message.body, Amt: '99999999.99' } };
      case 'unsigned':
        return { header: message.header, body: message.body };
      default:
        return message;
    }
  }
}

function askedIn(txCode: string, body: Body): Asked {
  const reference = body['RefSeqNo1'] ?? '';
  switch (txCode) {
    case TX.payment:
    case TX.ownTransfer:
      return { what: 'payment', reference, order: readOrder(body) };
    case TX.collection:
      return { what: 'collection', reference, order: readCollection(body) };
    case TX.batchCollection:
    case TX.batchDeduction:
      return { what: 'batch', reference, batch: readBatch(txCode, body) };
    case TX.batchQuery:
    case TX.batchDownload:
      return { what: 'batch-fate', reference, lines: txCode === TX.batchDownload };
    case TX.query:
      return { what: 'query', reference };
    case TX.cardCheck: {
      const { Name: name = '', IdNo: idNo = '', CardNo: cardNo = '', Phone: phone = '' } = body;
      return { what: 'card', factors: { name, idNo, cardNo, phone } };
    }
    case TX.accountOwner:
      return { what: 'account', accountNo: body['AcctNo'] ?? '' };
    case TX.balance:
      return { what: 'balance', accountNo: body['AcctNo'] ?? '' };
    case TX.statement: {
      const { AcctNo: accountNo = '', TxDate: date = '', PageNo: page = '' } = body;
      return { what: 'statement', asked: { accountNo, date, page: Number(page) } };
    }
    default:
      return { what: 'other' };
  }
}

function readOrder(body: Body): PaymentOrder | null {
  const { Amt: amount, CapAmt: capital, IntAmt: interest = '0.00' } = body;
  if (REQUIRED.some((field) => (body[field] ?? '') === '')) return null;
  if (!isPositiveYuan(amount) || !isPositiveYuan(capital) || !/^\d{1,13}\.\d{2}$/.test(interest)) return null;
  if (plus(parseYuan(capital), parseYuan(interest)) !== fen(parseYuan(amount))) return null;
  const text = (field: string): string => body[field] ?? '';
  return {
    reference: text('RefSeqNo1'),
    digest: sha256Hex(canonicalJson(body)),
    account: text('DeAcctNo'),
    amount,
    payeeAccount: text('CrAcctNo'),
    payeeName: text('CrAcctName'),
    summary: text('Summary'),
    remark: text('Remark'),
  };
}
