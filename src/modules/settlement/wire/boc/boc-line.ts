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
import { HmacSha256 } from '../signature-port';
import { readAccountChange } from './account-change';
import { ownerQuestionBody, readAccountOwner } from './account-owner';
import { readBalance } from './balance';
import { type BankBody, type BankHeader, BOC, TX_CODE } from './bank-message';
import { batchBody, collectionBody, readBatchResults, readBatchWord } from './collection-message';
import { cardQuestionBody, readCardCheck } from './card-check';
import { MessageSigner } from './message-signer';
import { readOrderResult } from './order-result';
import { paymentBody, queryBody } from './payment-message';
import { readStatement, statementQuestionBody } from './statement';

/** Sent once: what it did is asked about, never tried again at once. */
const MOVES_MONEY: ReadonlySet<string> = new Set([
  TX_CODE.payment,
  TX_CODE.ownTransfer,
  TX_CODE.collection,
  TX_CODE.batchCollection,
  TX_CODE.batchDeduction,
]);

/** Bank of China: signed JSON, the result of a payment in its answer. */
export class BocLine implements OpenLine {
  readonly bankCode = BOC;
  private readonly channel: BankChannel;
  private readonly signer: MessageSigner;
  /** The centre's node at the bank. */
  private readonly node: string;

  constructor(
    config: Pick<AppConfig, 'bankBocUrl' | 'bankBocKeyId' | 'bankBocKey' | 'bankDeadlineMs' | 'centreId'>,
    private readonly clock: Clock,
  ) {
    this.node = String(config.centreId);
    this.signer = new MessageSigner(config.bankBocKeyId, [new HmacSha256(config.bankBocKey)]);
    this.channel = new BankChannel({
      bankCode: BOC,
      url: `${config.bankBocUrl}/bank/boc/message`,
      deadlineMs: config.bankDeadlineMs,
      clock,
      evidenceOf: ({ text }) => text,
    });
  }

  async pay(order: PaymentOrder): Promise<Said<Outcome>> {
    const txCode = order.payee.own === true ? TX_CODE.ownTransfer : TX_CODE.payment;
    return outcomeOf(await this.call(txCode, paymentBody(order)), order.reference, null);
  }

  async collect(order: CollectionOrder, terms: CollectionTerms): Promise<Said<Outcome>> {
    const answer = await this.call(TX_CODE.collection, collectionBody(order, terms));
    return outcomeOf(answer, order.reference, null);
  }

  async collectBatch(order: BatchOrder): Promise<Said<BatchWord>> {
    return batchSaid(await this.call(order.message, batchBody(order)), order.reference, (body) =>
      readBatchWord(body, null),
    );
  }

  async askBatch(reference: string, sinceSentMs: number): Promise<Said<BatchWord>> {
    return batchSaid(await this.call(TX_CODE.batchQuery, queryBody(reference)), reference, (body) =>
      readBatchWord(body, sinceSentMs),
    );
  }

  async batchResults(reference: string): Promise<Said<BatchResults>> {
    return batchSaid(
      await this.call(TX_CODE.batchDownload, queryBody(reference)),
      reference,
      readBatchResults,
    );
  }

  async query(reference: string, sinceSentMs: number): Promise<Said<Outcome>> {
    return outcomeOf(await this.call(TX_CODE.query, queryBody(reference)), reference, sinceSentMs);
  }

  async checkCard(question: CardQuestion): Promise<Said<CardAnswer>> {
    const answer = await this.call(TX_CODE.cardCheck, cardQuestionBody(question));
    if (answer.state === 'answered')
      return { said: readCardCheck(answer.value, question), call: answer.call };
    return { said: { state: 'unknown', reason: answer.reason, detail: null }, call: answer.call };
  }

  async accountOwner(question: AccountOwnerQuestion): Promise<Said<AccountOwnerAnswer>> {
    const answer = await this.call(TX_CODE.accountOwner, ownerQuestionBody(question));
    if (answer.state === 'answered')
      return { said: readAccountOwner(answer.value, question), call: answer.call };
    return { said: { state: 'unknown', reason: answer.reason, detail: null }, call: answer.call };
  }

  async balance(accountNo: string): Promise<Said<BalanceAnswer>> {
    const answer = await this.call(TX_CODE.balance, { AcctNo: accountNo });
    if (answer.state === 'answered') return { said: readBalance(answer.value, accountNo), call: answer.call };
    return { said: { state: 'unknown', reason: answer.reason, detail: null }, call: answer.call };
  }

  async statement(question: StatementQuestion): Promise<Said<StatementAnswer>> {
    const answer = await this.call(TX_CODE.statement, statementQuestionBody(question));
    if (answer.state === 'answered')
      return { said: readStatement(answer.value, question), call: answer.call };
    return { said: { state: 'unknown', reason: answer.reason, detail: null }, call: answer.call };
  }

  openNotice({ bytes }: RawNotice, now: Date): OpenedNotice {
    const text = bytes.toString('utf8');
    const opened = this.signer.open(parse(text), now);
    if (opened.state === 'refused') return opened;
    const { header, body } = opened;
    // A message of our own sent back to us is signed with the same secret: the nodes tell the direction.
    if (header.SendNode !== BOC || header.ReceiveNode !== this.node) return refused('node');
    const tells = tellsOf(header, body);
    if (tells === null) return refused('shape');
    const notice = { bankCode: BOC, txCode: header.TxCode, seqNo: header.SendSeqNo, text, tells };
    return { state: 'verified', notice };
  }

  acknowledge(effect: 'applied' | 'none'): { contentType: string; text: string } {
    return { contentType: 'application/json', text: JSON.stringify({ RtnCode: '00000', effect }) };
  }

  breakers(): BreakerReading[] {
    return this.channel.breakers();
  }

  close(): Promise<void> {
    return this.channel.close();
  }

  /** One signed message and its verified answer. */
  call(txCode: string, body: BankBody): Promise<Channelled<BankBody>> {
    return this.channel.call({
      // Questions about cards and accounts have their own turn beside payments.
      about: QUESTIONS.has(txCode) ? 'card' : 'payment',
      mayRepeat: !MOVES_MONEY.has(txCode),
      write: () => this.write(txCode, body),
      read: (answer, asked) => this.read(answer, asked),
    });
  }

  private write(txCode: string, body: BankBody): Outgoing {
    const header = this.header(txCode);
    return {
      txCode,
      seqNo: header.SendSeqNo,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      text: JSON.stringify(this.signer.sign(header, body)),
    };
  }

  private read({ bytes }: Incoming, asked: Outgoing): BankBody {
    const opened = this.signer.open(parse(bytes.toString('utf8')), this.clock.now());
    if (opened.state === 'refused') throw new Unanswered('garbage');
    const { header, body } = opened;
    const toUs = header.SendNode === BOC && header.ReceiveNode === this.node;
    const toThis = header.TxCode === asked.txCode && header.SendSeqNo === asked.seqNo;
    if (!toUs || !toThis) throw new Unanswered('other-person');
    return body;
  }

  private header(txCode: string): BankHeader {
    const { day, time } = beijingTime(this.clock.now());
    return {
      SendDate: day.replaceAll('-', ''),
      SendTime: time.replaceAll(':', ''),
      SendSeqNo: newId().replaceAll('-', ''),
      TxUnitNo: this.node,
      SendNode: this.node,
      TxCode: txCode,
      ReceiveNode: BOC,
      CustNo: this.node,
      OperNo: 'SYSTEM',
    };
  }
}

const QUESTIONS: ReadonlySet<string> = new Set([
  TX_CODE.cardCheck,
  TX_CODE.accountOwner,
  TX_CODE.balance,
  TX_CODE.statement,
]);

function refused(fault: NoticeFault): OpenedNotice {
  return { state: 'refused', fault };
}

function outcomeOf(
  answer: Channelled<BankBody>,
  reference: string,
  sinceSentMs: number | null,
): Said<Outcome> {
  const { call } = answer;
  if (answer.state === 'unknown') return { said: { kind: 'unknown', reason: answer.reason }, call };
  if (answer.value['RefSeqNo1'] !== reference)
    return { said: { kind: 'unknown', reason: 'other-person' }, call };
  return { said: readOrderResult(answer.value, sinceSentMs), call };
}

/** What is said of a batch; `unknown` where it is no answer to this very question. */
function batchSaid<T>(
  answer: Channelled<BankBody>,
  reference: string,
  read: (body: BankBody) => T,
): Said<T | { kind: 'unknown'; reason: UnknownReason }> {
  const { call } = answer;
  if (answer.state === 'unknown') return { said: { kind: 'unknown', reason: answer.reason }, call };
  if (answer.value['RefSeqNo1'] !== reference)
    return { said: { kind: 'unknown', reason: 'other-person' }, call };
  return { said: read(answer.value), call };
}

/** What a verified notice tells, null when its body is not in the agreed form. */
function tellsOf({ TxCode }: BankHeader, body: BankBody): BankNotice['tells'] | null {
  if (TxCode === TX_CODE.paymentResult) {
    const outcome = readOrderResult(body, null);
    const reference = body['RefSeqNo1'] ?? '';
    return outcome.kind === 'unknown' || reference === '' ? null : { what: 'result', reference, outcome };
  }
  const change = TxCode === TX_CODE.accountChange ? readAccountChange(body) : null;
  return change && { what: 'change', change };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON at all: the shape check that follows names it.
    return null;
  }
}
