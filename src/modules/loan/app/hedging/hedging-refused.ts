export type HedgingFault =
  /** There is no such loan, or it is settled or void. */
  | 'LOAN_NOT_RUNNING'
  /** Nobody, somebody twice, or somebody other than the borrower first. */
  | 'ORDER_OF_HOLDERS'
  /** Whoever does not borrow in the loan does not stand in for it. */
  | 'NOT_BORROWER'
  | 'ACCOUNT_NOT_FOUND'
  /** Nobody asked for this holder's word, or it was given. */
  | 'NOT_ASKED';

/** An agreement cannot be made or agreed to as it was said; nothing was stored. */
export class HedgingRefused extends Error {
  override readonly name = 'HedgingRefused';
  constructor(readonly code: HedgingFault) {
    super(`a hedging agreement is refused: ${code}`);
  }
}
