/**
 * Who is paid: a payout card of the party room, or the payer of a receipt, whose money goes back to the account it came
 * from and to no other. One of the two.
 */
export interface PayeeOf {
  readonly payeeCardId: string | null;
  readonly payeeReceiptId: string | null;
}

/** Where a payment goes, opened for the call to the bank. Personal data: never log it. */
export interface PayeeAccount {
  readonly cardNo: string;
  readonly holderName: string;
  /** First three digits of the clearing number; empty where a payer's bank was not told: another one then. */
  readonly bankCode: string;
  /** An account of an employer or a centre (AcctClass 2) instead of a person's card. */
  readonly corporate?: boolean;
}
