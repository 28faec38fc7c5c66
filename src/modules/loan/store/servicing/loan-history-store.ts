import type { Fen } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';

/** A detail of a loan as its people see it (贷款明细); kinds of JGJ/T 320, A.15. */
export interface LoanDetail {
  readonly kind: string;
  readonly on: string;
  readonly periodNo: number | null;
  readonly paidBy: string;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly penaltyFen: Fen;
}

/** All details of a loan, the latest first. */
export function selectHistory(tx: Tx, loanId: string): Promise<LoanDetail[]> {
  return tx.query<LoanDetail>(
    `SELECT kind, value_date AS on, period_no AS "periodNo", paid_by AS "paidBy", principal_fen AS "principalFen",
            interest_fen AS "interestFen", penalty_fen AS "penaltyFen"
       FROM loan_transaction WHERE centre_id = $1 AND loan_id = $2 ORDER BY seq DESC`,
    [tx.centreId, loanId],
  );
}
