/** `loan.repayment`: a loan as it is repaid, with what the repayment that is asked for takes; amounts in yuan. */
export type RepaymentFact = {
  readonly running: boolean;
  /** Periods that have fallen due and are not paid. */
  readonly unpaid: number;
  readonly instalmentsPaid: number;
  /** Principal that has not fallen due. */
  readonly principal: string;
  /** Out of the account: principal, interest and penalty less what was kept in advance; null where the loan allows none. */
  readonly toPay: string | null;
  /** What the applicant's own account can give: beyond what is held and what must stay. */
  readonly free: string;
};
