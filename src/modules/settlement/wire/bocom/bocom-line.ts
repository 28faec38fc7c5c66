import type { UnknownReason } from '../../../../kernel/fact';
import { newId } from '../../../../kernel/identifiers/uuid';
import type { Clock } from '../../../../platform/clock';
import type { AppConfig } from '../../../../platform/config';
import type {
  BankNotice,
  BatchOrder,
  BatchResults,
  BatchWord,
  CollectionOrder,
  CollectionTerms,
  NoticeFault,
  OpenedNotice,
  PaymentOrder,
  RawNotice,
  Said,
} from '../../domain/bank-line';
import type { BalanceAnswer } from '../../domain/account-balance';
import type { StatementAnswer, StatementQuestion } from '../../domain/account-statement';
import type { AccountOwnerAnswer, AccountOwnerQuestion } from '../../domain/account-owner';
import type { CardAnswer, CardQuestion } from '../../domain/card-check';
import type { Outcome } from '../../domain/outcome';
import {
  BankChannel,
  type Channelled,
  type Incoming,
  type Outgoing,
  Unanswered,
  type BreakerReading,
} from '../bank-channel';
import type { OpenLine } from '../bank-lines';
import { beijingTime } from '../beijing-time';
import { HmacSm3 } from '../signature-port';
import { ownerFields, readOwner } from './account-owner';
import { readAccountLine } from './account-line';
import { readBalance } from './balance';
import { batchFields, collectionFields, readBatchItems, readBatchStatus } from './collection-packet';
import { factorFields, readFactors } from './card-factors';
import { orderFields } from './order-packet';
import { readOrderStatus } from './order-status';
import { BOCOM, type Fields, type Packet, TRANS_CODE } from './packet';
import { PacketSeal, SIGNATURE_HEADER } from './packet-seal';
import { writePacket } from './packet-xml';
import { readStatement, statementFields } from './statement';

type Transaction = (typeof TRANS_CODE)[keyof typeof TRANS_CODE];
type Settings = Pick<
  AppConfig,
  'bankBocomUrl' | 'bankBocomKeyId' | 'bankBocomKey' | 'bankDeadlineMs' | 'centreId'
>;

/** Sent once: what it did is asked about, never tried again at once. */
const MOVES_MONEY: ReadonlySet<string> = new Set([
  TRANS_CODE.payment,
  TRANS_CODE.ownTransfer,
  TRANS_CODE.collection,
  TRANS_CODE.batchCollection,
  TRANS_CODE.batchDeduction,
]);

/** Bank of Communications: XML with a detached signature; a payment is accepted first, its result comes later. */
export class BocomLine implements OpenLine {
  readonly bankCode = BOCOM;
  private readonly channel: BankChannel;
  private readonly seal: PacketSeal;
  /** The centre's customer number at the bank. */
  private readonly customer: string;

  constructor(
    config: Settings,
    private readonly clock: Clock,
  ) {
    this.customer = String(config.centreId);
    this.seal = new PacketSeal(config.bankBocomKeyId, new HmacSm3(config.bankBocomKey));
    this.channel = new BankChannel({
      bankCode: BOCOM,
      url: `${config.bankBocomUrl}/bank/bocom/gateway`,
      deadlineMs: config.bankDeadlineMs,
      clock,
      evidenceOf: ({ text, header }) => withSignature(text, header(SIGNATURE_HEADER)),
    });
  }

  async pay(order: PaymentOrder): Promise<Said<Outcome>> {
    const transaction = order.payee.own === true ? TRANS_CODE.ownTransfer : TRANS_CODE.payment;
    return outcomeOf(await this.call(transaction, orderFields(order)), order.reference, null);
  }

  async collect(order: CollectionOrder, terms: CollectionTerms): Promise<Said<Outcome>> {
    const answer = await this.call(TRANS_CODE.collection, collectionFields(order, terms));
    return outcomeOf(answer, order.reference, null);
  }

  async collectBatch(order: BatchOrder): Promise<Said<BatchWord>> {
    const answer = await this.call(order.message, batchFields(order));
    return batchSaid(answer, order.reference, (body) => readBatchStatus(body, null));
  }

  async askBatch(reference: string, sinceSentMs: number): Promise<Said<BatchWord>> {
    const answer = await this.call(TRANS_CODE.batchQuery, { order_no: reference });
    return batchSaid(answer, reference, (body) => readBatchStatus(body, sinceSentMs));
  }

  async batchResults(reference: string): Promise<Said<BatchResults>> {
    const answer = await this.call(TRANS_CODE.batchDownload, { order_no: reference });
    return batchSaid(answer, reference, readBatchItems);
  }

  async query(reference: string, sinceSentMs: number): Promise<Said<Outcome>> {
    const fields = { order_no: reference };
    return outcomeOf(await this.call(TRANS_CODE.query, fields), reference, sinceSentMs);
  }

  async checkCard(question: CardQuestion): Promise<Said<CardAnswer>> {
    const answer = await this.call(TRANS_CODE.cardCheck, factorFields(question));
    if (answer.state === 'answered') return { said: readFactors(answer.value, question), call: answer.call };
    return { said: { state: 'unknown', reason: answer.reason, detail: null }, call: answer.call };
  }

  async accountOwner(question: AccountOwnerQuestion): Promise<Said<AccountOwnerAnswer>> {
    const answer = await this.call(TRANS_CODE.accountOwner, ownerFields(question));
    if (answer.state === 'answered') return { said: readOwner(answer.value, question), call: answer.call };
    return { said: { state: 'unknown', reason: answer.reason, detail: null }, call: answer.call };
  }

  async balance(accountNo: string): Promise<Said<BalanceAnswer>> {
    const answer = await this.call(TRANS_CODE.balance, { account: accountNo });
    if (answer.state === 'answered') return { said: readBalance(answer.value, accountNo), call: answer.call };
    return { said: { state: 'unknown', reason: answer.reason, detail: null }, call: answer.call };
  }

  async statement(question: StatementQuestion): Promise<Said<StatementAnswer>> {
    const answer = await this.call(TRANS_CODE.statement, statementFields(question));
    if (answer.state === 'answered')
      return { said: readStatement(answer.value, question), call: answer.call };
    return { said: { state: 'unknown', reason: answer.reason, detail: null }, call: answer.call };
  }

  openNotice({ bytes, header }: RawNotice, now: Date): OpenedNotice {
    const signature = header(SIGNATURE_HEADER);
    const opened = this.seal.open(bytes, signature, now);
    if (opened.state === 'refused') return opened;
    const { head } = opened.packet;
    // A packet of our own sent back to us is signed with the same secret: sender and receiver tell the direction.
    if (!this.isToUs(head)) return refused('node');
    const tells = tellsOf(opened.packet);
    if (tells === null) return refused('shape');
    const text = withSignature(bytes.toString('utf8'), signature);
    const { trans_code: txCode = '', packet_no: seqNo = '' } = head;
    return { state: 'verified', notice: { bankCode: BOCOM, txCode, seqNo, text, tells } };
  }

  acknowledge(effect: 'applied' | 'none'): { contentType: string; text: string } {
    return { contentType: 'application/xml', text: `<ack><code>0000</code><effect>${effect}</effect></ack>` };
  }

  breakers(): BreakerReading[] {
    return this.channel.breakers();
  }

  close(): Promise<void> {
    return this.channel.close();
  }

  /** One signed packet and the body of its verified answer. */
  call(transaction: Transaction, body: Fields): Promise<Channelled<Fields>> {
    return this.channel.call({
      // Questions about cards and accounts have their own turn beside payments.
      about: QUESTIONS.has(transaction) ? 'card' : 'payment',
      mayRepeat: !MOVES_MONEY.has(transaction),
      write: () => this.write(transaction, body),
      read: (answer, asked) => this.read(answer, asked),
    });
  }

  private write(transaction: Transaction, body: Fields): Outgoing {
    const seqNo = newId().replaceAll('-', '');
    const { day, time } = beijingTime(this.clock.now());
    const head = {
      trans_code: transaction,
      packet_no: seqNo,
      sent_at: `${day}T${time}+08:00`,
      sender: this.customer,
      receiver: BOCOM,
      customer_no: this.customer,
    };
    const text = writePacket({ head, body });
    const headers = {
      'content-type': 'application/xml; charset=utf-8',
      [SIGNATURE_HEADER]: this.seal.sign(text),
    };
    return { txCode: transaction, seqNo, headers, text };
  }

  private read({ bytes, header }: Incoming, asked: Outgoing): Fields {
    const opened = this.seal.open(bytes, header(SIGNATURE_HEADER), this.clock.now());
    if (opened.state === 'refused') throw new Unanswered('garbage');
    const { head, body } = opened.packet;
    const toThis = head['trans_code'] === asked.txCode && head['reply_to'] === asked.seqNo;
    if (!this.isToUs(head) || !toThis) throw new Unanswered('other-person');
    return body;
  }

  private isToUs(head: Fields): boolean {
    return head['sender'] === BOCOM && head['receiver'] === this.customer;
  }
}

const QUESTIONS: ReadonlySet<Transaction> = new Set([
  TRANS_CODE.cardCheck,
  TRANS_CODE.accountOwner,
  TRANS_CODE.balance,
  TRANS_CODE.statement,
]);

function refused(fault: NoticeFault): OpenedNotice {
  return { state: 'refused', fault };
}

function outcomeOf(answer: Channelled<Fields>, reference: string, sinceSentMs: number | null): Said<Outcome> {
  const { call } = answer;
  if (answer.state === 'unknown') return { said: { kind: 'unknown', reason: answer.reason }, call };
  if (answer.value['order_no'] !== reference)
    return { said: { kind: 'unknown', reason: 'other-person' }, call };
  return { said: readOrderStatus(answer.value, sinceSentMs), call };
}

/** What is said of a batch; `unknown` where it is no answer to this very question. */
function batchSaid<T>(
  answer: Channelled<Fields>,
  reference: string,
  read: (body: Fields) => T,
): Said<T | { kind: 'unknown'; reason: UnknownReason }> {
  const { call } = answer;
  if (answer.state === 'unknown') return { said: { kind: 'unknown', reason: answer.reason }, call };
  if (answer.value['order_no'] !== reference)
    return { said: { kind: 'unknown', reason: 'other-person' }, call };
  return { said: read(answer.value), call };
}

/** What a verified notice tells, null when its body is not in the agreed form. */
function tellsOf({ head, body }: Packet): BankNotice['tells'] | null {
  if (head['trans_code'] === TRANS_CODE.paymentResult) {
    const outcome = readOrderStatus(body, null);
    const reference = body['order_no'] ?? '';
    return outcome.kind === 'unknown' || reference === '' ? null : { what: 'result', reference, outcome };
  }
  if (head['trans_code'] !== TRANS_CODE.accountChange) return null;
  const change = readAccountLine(body['account_line'] ?? '');
  return change && { what: 'change', change };
}

/** A packet as evidence: without its detached signature it would prove nothing. */
function withSignature(text: string, signature: string | null): string {
  return `${SIGNATURE_HEADER}: ${signature ?? ''}\n\n${text}`;
}
