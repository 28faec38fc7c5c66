import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

/** Money that came in on one of the centre's accounts, told by a verified notice. Holds personal data: never log it. */
export interface Receipt {
  readonly id: string;
  readonly bankAccountId: string;
  /** Ledger leaf of that account: the debit line of V1 and V2. */
  readonly bankLeafId: bigint;
  /** Host serial number, unique on the account. */
  readonly bankSerial: string;
  readonly amountFen: Fen;
  /** 'YYYY-MM-DD', the bank's day. */
  readonly valueDate: string;
  readonly payer: { readonly name: string; readonly accountNo: string };
  readonly remark: string;
  readonly summary: string;
}

/**
 * Recognises receipts of one business and books them. Returning true (or the number it was matched by) says: booked in
 * this very transaction, all of the amount, or to be booked so by `book`; returning false says: nothing was touched.
 * The receipt itself is stored after it was recognised, in the same journey as what `book` writes.
 */
export interface ReceiptMatcher {
  readonly id: string;
  /** The lowest is asked first; the first that takes the receipt ends the search. */
  readonly order: number;
  match(tx: Tx, receipt: Receipt): Promise<boolean | MatchedBy>;
  /** Whether a receipt may be its business, by what the payer wrote alone. Left out: any may be. */
  concerns?(receipt: Receipt): boolean;
  /**
   * Recognises, of several receipts of one value date, those with which nothing is out of the ordinary. One that is left
   * out was not touched and is matched alone. Left out itself: every receipt is matched alone.
   */
  matchTogether?(tx: Tx, receipts: readonly Receipt[]): Promise<MatchedTogether>;
}

export interface MatchedTogether {
  /** Our own number that each was matched by, under the receipt's id. */
  readonly matchedRefs: ReadonlyMap<string, string>;
  /** Writes what follows of all of them; called once, at once. */
  readonly book: () => Promise<unknown>;
}

export interface MatchedBy {
  /** Our own number the receipt was matched by, e.g. of the remittance list. */
  readonly matchedRef: string;
  /** Writes what is left to be written; called once, at once. */
  readonly book?: () => Promise<unknown>;
  /** One payment for several: each part is a receipt of its own, and this one stands for their sum. Not with `book`. */
  readonly parts?: readonly ReceiptPart[];
}

/** A part of a receipt, matched by what it says itself. */
export interface ReceiptPart {
  readonly amountFen: Fen;
  readonly remark: string;
}
