import type { UnknownReason } from '../../../kernel/fact';
import type { Fen } from '../../../kernel/money';
import type { AccountChange } from './account-change';
import type { BalanceAnswer } from './account-balance';
import type { StatementAnswer, StatementQuestion } from './account-statement';
import type { AccountOwnerAnswer, AccountOwnerQuestion } from './account-owner';
import type { CardAnswer, CardQuestion } from './card-check';
import type { PayerAccount } from './collection';
import type { IncidentCode, Outcome } from './outcome';
import type { PayeeAccount } from './payee';

/** What a bank must know to pay. It depends on the order alone: every attempt under one reference is the same. */
export interface PaymentOrder {
  readonly reference: string;
  readonly amountFen: Fen;
  /** Part of the amount that is interest. */
  readonly interestFen: Fen;
  /** Two digits of the national table (业务类型). */
  readonly busType: string;
  readonly summary: string;
  readonly from: { readonly accountNo: string; readonly name: string; readonly bankCode: string };
  readonly payee: PayeeAccount;
}

/** What a bank must know to take money from somebody. It depends on the order alone, as with a payment. */
export interface CollectionOrder {
  readonly reference: string;
  readonly amountFen: Fen;
  /** Whether less may be taken. */
  readonly partial: boolean;
  readonly summary: string;
  readonly payer: PayerAccount;
}

/** Where collected money goes and what it is, alike for all orders of a batch. */
export interface CollectionTerms {
  readonly into: { readonly accountNo: string; readonly name: string; readonly bankCode: string };
  /** Two digits of the national table (业务类型). */
  readonly busType: string;
}

/** National names of the two messages that hold many orders: 批量收款, 贷款扣款. */
export type BatchMessage = 'BDC104' | 'BDC105';

export interface BatchOrder extends CollectionTerms {
  readonly reference: string;
  readonly message: BatchMessage;
  readonly parts: readonly CollectionOrder[];
}

/** What a bank says of a batch as a whole; what became of its orders is another question. */
export type BatchWord =
  | { readonly kind: 'accepted' | 'done' }
  | { readonly kind: 'not-found'; readonly sinceSentMs: number }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
  | { readonly kind: 'contradiction'; readonly code: IncidentCode };

/** What became of each order of a batch, as far as the bank tells. */
export type BatchResults =
  | {
      readonly kind: 'parts';
      readonly parts: readonly { readonly reference: string; readonly outcome: Outcome }[];
    }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** One call of a bank, as evidence: what was sent, what came, when; of a question sent twice the second. */
export interface BankCall {
  readonly bankCode: string;
  readonly txCode: string;
  readonly seqNo: string;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
  /** Milliseconds from question to outcome, by a clock that only goes forward. */
  readonly ms: number;
  readonly status: number | null;
  readonly outcome: 'answered' | UnknownReason;
  /** 2 when the question was sent once more. */
  readonly attempts: number;
  /** Whole messages, with a signature that stands outside of them. */
  readonly request: string;
  readonly response: string | null;
}

/** What a bank said, and the call that stands for it; null when nothing was sent. */
export interface Said<T> {
  readonly said: T;
  readonly call: BankCall | null;
}

/** A notice as it reached us, not yet believed. */
export interface RawNotice {
  readonly bytes: Buffer;
  /** Value of an HTTP header, null when it is missing or given twice. */
  readonly header: (name: string) => string | null;
}

/** Why a message is not believed; `shape`: not in the agreed form. */
export type NoticeFault = 'shape' | 'algorithm' | 'key' | 'signature' | 'time' | 'node';

export interface BankNotice {
  readonly bankCode: string;
  readonly txCode: string;
  readonly seqNo: string;
  /** As received, for the evidence. */
  readonly text: string;
  readonly tells:
    | { readonly what: 'result'; readonly reference: string; readonly outcome: Outcome }
    | { readonly what: 'change'; readonly change: AccountChange };
}

export type OpenedNotice =
  | { readonly state: 'verified'; readonly notice: BankNotice }
  | { readonly state: 'refused'; readonly fault: NoticeFault };

/**
 * The line to one bank: the port behind which its dialect ends. Every bank says the same few things through it, and no
 * exception leaves: whatever is not a verified answer to this very question is `unknown`, and of unknown nobody may
 * conclude that nothing was paid. Breaker, bulkhead and deadline belong to the line: one bank's silence is its own.
 */
export interface BankLine {
  /** First three digits of the bank's clearing number. */
  readonly bankCode: string;
  /** Sends the order (BDC101, between own accounts BDC109), once. */
  pay(order: PaymentOrder): Promise<Said<Outcome>>;
  /** Sends the order to take money from somebody (BDC102), once. */
  collect(order: CollectionOrder, terms: CollectionTerms): Promise<Said<Outcome>>;
  /** Sends many of them in one message (BDC104, BDC105), once: the bank takes it and carries it out afterwards. */
  collectBatch(order: BatchOrder): Promise<Said<BatchWord>>;
  /** Asks how far a batch is (BDC107). */
  askBatch(reference: string, sinceSentMs: number): Promise<Said<BatchWord>>;
  /** Fetches what became of each order of a batch that is done (BDC108). */
  batchResults(reference: string): Promise<Said<BatchResults>>;
  /** Asks what became of an order, to pay or to collect (BDC110). `sinceSentMs`: age of its last attempt. */
  query(reference: string, sinceSentMs: number): Promise<Said<Outcome>>;
  /** Four factors of a card. */
  checkCard(question: CardQuestion): Promise<Said<CardAnswer>>;
  /** Whose account a company's number is. */
  accountOwner(question: AccountOwnerQuestion): Promise<Said<AccountOwnerAnswer>>;
  /** What is on an account of ours now (BDC123). */
  balance(accountNo: string): Promise<Said<BalanceAnswer>>;
  /** What was booked on an account of ours on a day that is over, page by page (BDC113). */
  statement(question: StatementQuestion): Promise<Said<StatementAnswer>>;
  /** Verifies and reads what the bank pushed. Pure. */
  openNotice(raw: RawNotice, now: Date): OpenedNotice;
  /** How this bank is told that its notice was taken; `none`: it was known before. */
  acknowledge(effect: 'applied' | 'none'): { readonly contentType: string; readonly text: string };
}
