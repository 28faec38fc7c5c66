export type RepaymentFault =
  /** There is no such loan, it is not disbursed, or it is settled already. */
  | 'LOAN_NOT_RUNNING'
  /** Below the least amount of a prepayment, or not in whole steps of it. */
  | 'PREPAY_MIN'
  /** Fewer instalments are paid than must be before a prepayment. */
  | 'PREPAY_TOO_EARLY'
  /** Instalments that have fallen due are unpaid. */
  | 'PREPAY_OVERDUE'
  | 'PAYMENT_EXCEEDS_DEBT'
  | 'BALANCE_TOO_LOW';

/** A repayment does not fit the loan as it stands under its lock; nothing was stored. */
export class RepaymentRefused extends Error {
  override readonly name = 'RepaymentRefused';
  constructor(readonly code: RepaymentFault) {
    super(`a repayment is refused: ${code}`);
  }
}
