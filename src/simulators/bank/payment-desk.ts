import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson, sha256Hex } from '../../kernel/canonical-json';
import { fen, parseYuan, plus } from '../../kernel/money';
import type { World } from '../world/world';
import { isPositiveYuan, type BankBooks, type OrderFate, type PaymentOrder } from './bank-books';
import type { BankMood } from './bank-moods';
import type { PaymentLine } from './book-line';
import { TX, type Body } from './message';
import { accountChange, orderResult } from './notice-body';
import type { NoticePusher } from './notice-pusher';

/** Fields of a BDC101 body that must be there and not empty. */
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

const LATE_MS = 3_000;
const DUPLICATES = 3;

/** Where payments are decided and booked, BDC101 and BDC110. */
export class PaymentDesk {
  constructor(
    private readonly books: BankBooks,
    private readonly pusher: NoticePusher,
    private readonly world: World,
  ) {}

  /** The answer to BDC101, or null when the bank stays silent. Every payment is booked and on disk before it. */
  async pay(body: Body, { mood, delayMs }: { mood: BankMood; delayMs: number }): Promise<Body | null> {
    if (mood === 'silence') return null;
    const order = readOrder(body);
    if (order === null) return { TxStatus: '1', RtnCode: 'BAD_FIELDS', RtnMessage: '报文要素有误' };
    if (mood === 'insufficient-funds' && (await this.books.fate(order.reference)).state === 'not-found') {
      return answer({ state: 'insufficient-funds' }, order.reference);
    }
    const fate = await this.books.pay(order, () => this.refusal(order, mood));
    if (fate.state === 'paid' && fate.fresh) this.announce(fate.line, mood, delayMs);
    if (mood === 'timeout-after-paying') return null;
    if (mood === 'late-callback' && fate.state === 'paid') return inProcess(order.reference);
    return answer(fate, order.reference);
  }

  /** The answer to BDC110: what became of the order with this reference. */
  async query(body: Body): Promise<Body> {
    const reference = body['RefSeqNo1'] ?? '';
    return answer(await this.books.fate(reference), reference);
  }

  /** Pushes the notices of a payment: our result callback and the account-change notice. */
  announce(line: PaymentLine, mood: BankMood, delayMs: number): void {
    const wait = mood === 'late-callback' ? delayMs || LATE_MS : 0;
    for (let time = 0; time < (mood === 'duplicate-callback' ? DUPLICATES : 1); time += 1) {
      this.pusher.push(TX.paymentResult, line.reference, orderResult(line), wait);
      this.pusher.push(TX.accountChange, line.serial, this.notice(line), wait);
    }
  }

  private notice(line: PaymentLine): Body {
    return accountChange(line, this.books.balance(line.account));
  }

  /** A definite refusal, by mood or because the holder of a card we know has another name (户名不符). */
  private refusal(order: PaymentOrder, mood: BankMood): { code: string; message: string } | null {
    if (mood === 'reject-card-closed') return { code: 'CARD_CLOSED', message: '收款账户已销户' };
    const holder = this.world.personByCard(order.payeeAccount);
    const mismatch = holder !== undefined && holder.name !== order.payeeName;
    if (mismatch || mood === 'reject-name-mismatch')
      return { code: 'NAME_MISMATCH', message: '收款人户名不符' };
    return null;
  }
}

/** Waits as the mood says before an answer leaves. */
export async function lateBy(mood: BankMood, delayMs: number): Promise<void> {
  if (mood === 'delay' && delayMs > 0) await sleep(delayMs);
}

function answer(fate: OrderFate, reference: string): Body {
  switch (fate.state) {
    case 'paid':
    case 'rejected':
      return orderResult(fate.line);
    case 'insufficient-funds':
      return {
        RefSeqNo1: reference,
        TxStatus: '1',
        RtnCode: 'INSUFFICIENT_FUNDS',
        RtnMessage: '付款账户余额不足',
      };
    case 'other-content':
      return {
        RefSeqNo1: reference,
        TxStatus: '1',
        RtnCode: 'REF_REUSED',
        RtnMessage: '同一流水号内容不一致',
      };
    case 'not-found':
      return { RefSeqNo1: reference, TxStatus: '2', RtnCode: 'NOT_FOUND', RtnMessage: '查无此流水号' };
  }
}

function inProcess(reference: string): Body {
  return { RefSeqNo1: reference, TxStatus: '2', RtnCode: 'IN_PROCESS', RtnMessage: '处理中' };
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
