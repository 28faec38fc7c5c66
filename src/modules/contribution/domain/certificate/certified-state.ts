/** `member.account` as certificates read it. */
export interface CertifiedStateFact {
  readonly [key: string]: string;
  /** JGJ/T 320 A.6, or 'none'. */
  readonly state: string;
}

/** `loan.used`: the person's loans of this centre, as borrower or co-borrower. */
export interface LoansUsedFact {
  readonly [key: string]: number;
  readonly used: number;
  readonly unsettled: number;
}
