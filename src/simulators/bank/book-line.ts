/** What the bank has booked or decided, line by line. Amounts are yuan strings, days 'YYYYMMDD' of Beijing. */
export type BookLine =
  | OpeningLine
  | OrderLine
  | PaymentLine
  | RejectionLine
  | DepositLine
  | ReturnLine
  | CallbackLine
  | CollectionLine
  | UncollectedLine
  | BatchLine
  | PayerFundsLine;

/** An account with a declared opening balance is checked for funds; an account never declared is not. */
export interface OpeningLine {
  readonly kind: 'opening';
  readonly account: string;
  readonly amount: string;
}

interface Order {
  /** The customer's own number (RefSeqNo1): never pays twice. */
  readonly reference: string;
  /** Hash of the order's content; another content under the same reference is refused. */
  readonly digest: string;
  readonly account: string;
  readonly amount: string;
  readonly payeeAccount: string;
  readonly payeeName: string;
}

interface Texts {
  readonly summary: string;
  readonly remark: string;
}

/** An order that was accepted and not carried out yet; its funds are set aside. */
export interface OrderLine extends Order, Texts, Moment {
  readonly kind: 'order';
}

export interface PaymentLine extends Order, Texts, Moment {
  readonly kind: 'payment';
  readonly serial: string;
}

/** Why an order is refused for good. */
export type RefusalCode = 'CARD_CLOSED' | 'NAME_MISMATCH' | 'PAYER_FUNDS_SHORT';

export interface RejectionLine extends Order, Moment {
  readonly kind: 'rejection';
  readonly code: RefusalCode;
  readonly message: string;
}

export interface DepositLine extends Moment {
  readonly kind: 'deposit';
  /** What it must not be booked twice for: a payment cleared from another account, a sum of another centre. */
  readonly once?: string;
  readonly serial: string;
  readonly account: string;
  readonly amount: string;
  readonly payerAccount: string;
  readonly payerName: string;
  readonly summary: string;
  readonly remark: string;
}

/** 退票: money of a payment that came back from the payee's bank. */
export interface ReturnLine extends Moment {
  readonly kind: 'return';
  readonly serial: string;
  readonly reference: string;
  readonly account: string;
  readonly amount: string;
  readonly payeeAccount: string;
  readonly payeeName: string;
  readonly reason: string;
}

export interface CallbackLine {
  readonly kind: 'callback';
  readonly url: string;
  /** The centre's customer number (CustNo), which is its centre id. */
  readonly customer: string;
  /** Accounts it holds where several centres bank here; all of them when absent. */
  readonly accounts?: readonly string[];
}

interface Collecting {
  /** The customer's own number: never collects twice. */
  readonly reference: string;
  readonly digest: string;
  /** The customer's account that the money comes to. */
  readonly account: string;
  readonly payerAccount: string;
  readonly payerName: string;
}

/** Money taken from a payer on the customer's order. */
export interface CollectionLine extends Collecting, Texts, Moment {
  readonly kind: 'collection';
  readonly serial: string;
  /** What was taken: less than was asked for where a part may be taken. */
  readonly amount: string;
}

/** An order to collect that was refused for good. */
export interface UncollectedLine extends Collecting, Moment {
  readonly kind: 'uncollected';
  readonly amount: string;
  readonly code: RefusalCode;
  readonly message: string;
}

/** One of many orders in a batch, or one by itself. */
export interface CollectionOrder extends Collecting, Texts {
  readonly amount: string;
  /** Whether the bank takes what is there. */
  readonly partial: boolean;
}

/** Many orders in one message, taken to be carried out afterwards. */
export interface BatchLine extends Moment {
  readonly kind: 'batch';
  readonly reference: string;
  readonly digest: string;
  readonly account: string;
  readonly parts: readonly CollectionOrder[];
}

/** What a payer has; one whose funds were never declared has enough. */
export interface PayerFundsLine {
  readonly kind: 'payer-funds';
  readonly payerAccount: string;
  readonly amount: string;
}

interface Moment {
  readonly date: string;
  readonly time: string;
}

/** Lines with a host serial number: those that move money. */
export type MoneyLine = PaymentLine | DepositLine | ReturnLine | CollectionLine;
/** Lines that tell what became of one order. */
export type ResultLine = PaymentLine | RejectionLine | CollectionLine | UncollectedLine;

/** Whether money came from somebody, or was to come: what the line names is a payer. */
export function namesPayer<L extends MoneyLine | ResultLine>(
  line: L,
): line is Extract<L, { kind: 'deposit' | 'collection' | 'uncollected' }> {
  return line.kind === 'deposit' || line.kind === 'collection' || line.kind === 'uncollected';
}
