import type { Fen } from '../../../kernel/money';
import type { InstructionState } from './instruction-state';
import type { Receipt } from './receipt';

/** The account money is taken from, opened for the call to the bank. Personal data: never log it. */
export interface PayerAccount {
  readonly accountNo: string;
  readonly name: string;
  /** First three digits of the bank's clearing number. */
  readonly bankCode: string;
  /** An account of an employer (AcctClass 2) instead of a person's card. */
  readonly corporate?: boolean;
}

/** Whom money is taken from: a card of the party room, or an account that the payer has named. */
export type Payer = { readonly cardId: string } | { readonly account: PayerAccount };

/** What a business room asks to be collected. */
export interface NewCollection {
  /** As its handler is registered. */
  readonly purpose: string;
  /** What the money is for: at most one open or collected order a purpose and source. */
  readonly sourceId: string;
  readonly payer: Payer;
  readonly amountFen: bigint;
  /** Whether the bank takes what is there when that is less; all or nothing unless told. */
  readonly partial?: boolean;
  /** Shown on the payer's statement; no personal data. */
  readonly summary: string;
}

/** States of an order to collect: those of a payment, `paid` when the money is ours. Nothing of it comes back by itself. */
export type CollectionState = Exclude<InstructionState, 'returned'>;

/** An order to collect as stored. Days are 'YYYY-MM-DD'. */
export interface Collection {
  readonly id: string;
  readonly purpose: string;
  readonly sourceId: string;
  /** The batch it travels in; null: by itself. */
  readonly batchId: string | null;
  /** The centre's account the money comes to. */
  readonly bankAccountId: string;
  readonly bankLeafId: bigint;
  /** Bank of that account: it alone speaks of this order. */
  readonly bankCode: string;
  /** What was asked for. */
  readonly amountFen: Fen;
  readonly partial: boolean;
  /** Our number at the bank, the same on every attempt. */
  readonly reference: string;
  readonly summary: string;
  readonly state: CollectionState;
  readonly frozen: boolean;
  readonly bankSerial: string | null;
  readonly valueDate: string | null;
  /** What the bank took. */
  readonly collectedFen: Fen | null;
  readonly rejectCode: string | null;
}

/** An order whose money is here: it is `receipt`, whose amount is what was taken. */
export type Collected = Collection & { readonly receipt: Receipt };

/** An order that the bank refused for good: nothing was taken. */
export type Uncollected = Collection & { readonly rejectCode: string };
