/**
 * Who is paid: a payout card of the party room, the payer of a receipt, whose money goes back to the account it came
 * from and to no other, an account of another centre, or an account of our own. One of the four.
 */
export interface PayeeOf {
  readonly payeeCardId: string | null;
  readonly payeeReceiptId: string | null;
  readonly payeeAccountId: string | null;
  readonly payeeBankAccountId: string | null;
}

/** A bank account of an organisation that is not ours, such as the centre of another city. */
export interface CorporateAccount {
  /** First three digits of the bank's clearing number. */
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
}

/** Where a payment goes, opened for the call to the bank. Personal data: never log it. */
export interface PayeeAccount {
  readonly cardNo: string;
  readonly holderName: string;
  /** First three digits of the clearing number; empty where a payer's bank was not told: another one then. */
  readonly bankCode: string;
  /** An account of an employer or a centre (AcctClass 2) instead of a person's card. */
  readonly corporate?: boolean;
  /** An account of the centre itself: the order is a transfer between own accounts (BDC109). */
  readonly own?: boolean;
}
