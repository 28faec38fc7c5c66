import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json';
import { fen, yuan } from '../../../kernel/money';
import type { SimulatorRequest, SimulatorResponse } from '../../server';
import type { PaymentOrder } from '../bank-books';
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
import { answerElements, lineElements, resultElements } from './bodies';
import { readBatch, readCollection } from './collection-elements';
import { SIGNATURE_HEADER, Sm3Seal } from './sm3-seal';
import { type Elements, readXml, writeXml } from './xml';

export const BOCOM = '301';

/** Elements of a BDC101 or BDC109 body that must be there and not empty. */
const REQUIRED = [
  'order_no',
  'settle_type',
  'business_type',
  'payer_account',
  'payer_name',
  'payee_account',
  'payee_name',
  'payee_bank_class',
  'amount_fen',
  'currency',
] as const;
/** A packet may be this much older or newer than the bank's clock. */
const MAX_SKEW_MS = 5 * 60_000;
const XML_TYPE = 'application/xml; charset=utf-8';

/** Bank of Communications: XML with the signature beside it; orders are accepted first and carried out afterwards. */
export class BocomDialect implements Dialect {
  readonly bankCode = BOCOM;
  readonly endpoint = '/bank/bocom/gateway';
  readonly asynchronous = true;
  readonly garbage: SimulatorResponse = { status: 200, body: '<?xml version="1.0"?><packet><he' };
  private readonly seal: Sm3Seal;
  private sequence = 0;

  constructor(
    private readonly keyId: string,
    key: Buffer,
    private readonly now: () => Date,
  ) {
    this.seal = new Sm3Seal(keyId, key);
  }

  open({ rawBody, headers }: SimulatorRequest): Opened {
    this.seal.verify(rawBody, headers[SIGNATURE_HEADER]);
    const { head, body } = readXml(rawBody.toString('utf8'));
    const sent = Date.parse(head['sent_at'] ?? '');
    if (!(Math.abs(sent - this.now().getTime()) <= MAX_SKEW_MS)) throw new MessageRefused('time');
    if (head['receiver'] !== BOCOM) throw new MessageRefused('node');
    return {
      asked: askedIn(head['trans_code'] ?? '', body),
      reply: (told, how) => this.reply(head, told, how),
    };
  }

  notice(notice: Notice, customer: string, forging: Forging = { sign: 'valid' }): Packet {
    const { sign } = forging;
    const own =
      notice.about === 'result' ? resultElements(notice.line) : lineElements(notice.line, notice.balance);
    const head = {
      ...this.head(NOTICE_CODE[notice.about], customer, customer),
      ...(sign === 'stale' ? { sent_at: '2020-01-01T00:00:00+08:00' } : {}),
      ...(sign === 'mirrored' ? { sender: customer, receiver: BOCOM } : {}),
      ...forging.header,
    };
    const text = writeXml({ head, body: { ...own, ...forging.body } });
    const signature = this.forged(text, sign);
    return {
      headers: {
        'content-type': XML_TYPE,
        ...(signature === null ? {} : { [SIGNATURE_HEADER]: signature }),
      },
      text: sign === 'tampered' ? text.replace('</body>', '  </body>') : text,
    };
  }

  /** The signature header as a forger would make it; null: none at all. */
  private forged(text: string, sign: Forging['sign']): string | null {
    if (sign === 'unsigned') return null;
    if (sign === 'wrong-key')
      return new Sm3Seal(this.keyId, Buffer.from('not the key of this bank')).sign(text);
    const sound = this.seal.sign(text);
    return sign === 'unknown-algorithm' ? sound.replace('HMAC-SM3', 'NONE') : sound;
  }

  private reply(asked: Elements, told: Told, how: 'sound' | 'spoilt'): SimulatorResponse {
    const customer = asked['sender'] ?? '';
    const head = {
      ...this.head(asked['trans_code'] ?? '', customer, asked['customer_no'] ?? ''),
      reply_to: asked['packet_no'] ?? '',
    };
    const text = writeXml({ head, body: answerElements(told) });
    return {
      status: 200,
      headers: { 'content-type': XML_TYPE, [SIGNATURE_HEADER]: this.seal.sign(text) },
      body: how === 'sound' ? text : `${text}\n`,
    };
  }

  private head(transCode: string, receiver: string, customerNo: string): Record<string, string> {
    const local = new Date(this.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 19);
    this.sequence += 1;
    return {
      trans_code: transCode,
      packet_no: `J${process.pid}-${Date.now()}-${this.sequence}`,
      sent_at: `${local}+08:00`,
      sender: BOCOM,
      receiver,
      customer_no: customerNo,
    };
  }
}

function askedIn(transCode: string, body: Elements): Asked {
  const reference = body['order_no'] ?? '';
  switch (transCode) {
    case 'BDC101':
    case 'BDC109':
      return { what: 'payment', reference, order: readOrder(body) };
    case 'BDC102':
      return { what: 'collection', reference, order: readCollection(body) };
    case 'BDC104':
    case 'BDC105':
      return { what: 'batch', reference, batch: readBatch(transCode, body) };
    case 'BDC107':
    case 'BDC108':
      return { what: 'batch-fate', reference, lines: transCode === 'BDC108' };
    case 'BDC110':
      return { what: 'query', reference };
    case 'ZR4F01': {
      const { holder_name: name = '', id_no: idNo = '', card_no: cardNo = '', mobile: phone = '' } = body;
      return { what: 'card', factors: { name, idNo, cardNo, phone } };
    }
    case 'ZRAO01':
      return { what: 'account', accountNo: body['account'] ?? '' };
    case 'BDC123':
      return { what: 'balance', accountNo: body['account'] ?? '' };
    case 'BDC113': {
      const { account: accountNo = '', booked_on: day = '', page = '' } = body;
      return { what: 'statement', asked: { accountNo, date: day.replaceAll('-', ''), page: Number(page) } };
    }
    default:
      return { what: 'other' };
  }
}

function readOrder(body: Elements): PaymentOrder | null {
  if (REQUIRED.some((name) => (body[name] ?? '') === '')) return null;
  const { amount_fen: amount = '', currency } = body;
  if (!/^[1-9]\d{0,14}$/.test(amount) || currency !== 'CNY') return null;
  const text = (name: string): string => body[name] ?? '';
  return {
    reference: text('order_no'),
    digest: sha256Hex(canonicalJson(body)),
    account: text('payer_account'),
    amount: yuan(fen(BigInt(amount))),
    payeeAccount: text('payee_account'),
    payeeName: text('payee_name'),
    summary: text('summary'),
    remark: '',
  };
}
