/** By what the term of a running loan is bound. */
export type TermChangeBound = 'longest' | 'age' | 'granted';

/** `loan.change`: a loan as it is repaid, and what may be changed of it. */
export type ChangeFact = {
  readonly method: '01' | '02';
  /** Periods that have fallen due and are not paid. */
  readonly unpaid: number;
  /** Periods that have fallen due. */
  readonly fallenDue: number;
  readonly periodsLeft: number;
  /** The term of the contract, which its rate goes by; missing from facts of before it was looked at. */
  readonly contractMonths?: number;
  /** The most instalments that could be left, and what binds them. */
  readonly most: number;
  readonly boundBy: TermChangeBound;
  /** Last four digits of the card that repays it; null: none does. */
  readonly card: string | null;
  /** Of the card that the applicant has bound; null: none. */
  readonly ownCard: string | null;
  readonly isOwnCard: boolean;
};
