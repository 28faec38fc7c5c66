/** Head of a voucher: what happened, when it is booked and from when it bears interest. */
export interface NewJournal {
  /** Template of handbook 6.4, e.g. 'remittance' (V1), 'withdrawal' (V4). */
  readonly kind: string;
  /** The business row this voucher belongs to; (kind, sourceId) is unique: the same event is never booked twice. */
  readonly sourceId: string;
  /** Day of the books, 'YYYY-MM-DD'. */
  readonly businessDate: string;
  /** Day from which interest moves: the bank's day for money that went through a bank. */
  readonly valueDate: string;
  /** The journal this one takes back (红字); the only kind that may hold negative amounts. */
  readonly reversesId?: string;
}

export interface Line {
  readonly accountId: bigint;
  readonly side: 'D' | 'C';
  readonly amountFen: bigint;
  /**
   * Part that moves the carried-over balance; only openings and reversals say it.
   * Otherwise a debit takes carried-over money first and a credit is money of the current year.
   */
  readonly carriedFen?: bigint;
}

/**
 * A SELECT that yields `account_id bigint, amount_fen bigint`, one row a member; its values are numbered from $1. Where
 * it credits the members of several vouchers it yields `source_id uuid` as well.
 */
export interface MemberCredits {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Vouchers of one kind, booked and valued on the same days, each with one debit line. */
export interface MemberVouchers {
  readonly kind: string;
  readonly businessDate: string;
  readonly valueDate: string;
  readonly vouchers: readonly {
    readonly sourceId: string;
    readonly debit: { readonly accountId: bigint; readonly amountFen: bigint };
  }[];
}

/** The lines do not form a voucher that may be posted. */
export class PostingRefused extends Error {
  override name = 'PostingRefused';
}

/** Sum of debits minus credits in fen; zero for a whole voucher. */
export function difference(lines: readonly Line[]): bigint {
  return lines.reduce((sum, line) => (line.side === 'D' ? sum + line.amountFen : sum - line.amountFen), 0n);
}
