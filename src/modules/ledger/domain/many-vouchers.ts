/** Many vouchers of one kind and day that are posted by one statement, with what else the statement writes. */
export interface ManyVouchers {
  readonly kind: string;
  readonly businessDate: string;
  readonly valueDate: string;
  /**
   * Common table expressions. `vouchers` names the one that yields `journal_id, source_id`, each voucher once; `lines` the one
   * that yields `journal_id, seq, account_id, subject, side, amount_fen`, none of it zero, and of a member's balance as it is
   * locked `unit_id, carried_fen, settled_to`, of any other account null. Values are numbered from $1; a member stands on one
   * line of the whole statement at most.
   */
  readonly expressions: string;
  readonly vouchers: string;
  readonly lines: string;
  readonly values: readonly unknown[];
  /** Columns that are answered beside `vouchers`, `members` and `moved`, from the expressions. */
  readonly answer?: string;
}
