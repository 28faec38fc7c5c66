import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

export interface LoanStanding {
  /** An instalment of a loan in which somebody asked about has any part is unpaid past its due day. */
  readonly overdue: boolean;
  /** Somebody asked about borrows in an unsettled loan. */
  readonly borrowing: boolean;
  /** Somebody asked about guarantees an unsettled loan. */
  readonly guaranteeing: boolean;
}

/** How these people stand in the unsettled housing fund loans of this centre. */
export async function selectLoanStanding(tx: Tx, personIds: readonly string[]): Promise<LoanStanding> {
  const [row] = await tx.query<LoanStanding>(
    `SELECT coalesce(bool_or(overdue_since IS NOT NULL), false) AS overdue,
            coalesce(bool_or(role <> 'guarantor'), false) AS borrowing,
            coalesce(bool_or(role = 'guarantor'), false) AS guaranteeing
       FROM loan_party WHERE centre_id = $1 AND person_id = ANY ($2::uuid[]) AND settled_on IS NULL`,
    [tx.centreId, personIds],
  );
  return row ?? { overdue: false, borrowing: false, guaranteeing: false };
}

/** A loan that somebody borrows or co-borrows. */
export interface BorrowedLoan {
  /** Unit key (不动产单元号) of the home it finances; null when the loan does not say. */
  readonly unitKey: string | null;
  readonly grantedFen: Fen | null;
  readonly settled: boolean;
}

/** The loans that these people borrow, and those that anybody borrows for the home; settled ones too, each once. */
export function selectLoansOf(
  tx: Tx,
  personIds: readonly string[],
  unitKey: string | null = null,
): Promise<BorrowedLoan[]> {
  return tx.query<BorrowedLoan>(
    `SELECT max(unit_key) AS "unitKey", max(granted_fen) AS "grantedFen", bool_and(settled_on IS NOT NULL) AS settled
       FROM loan_party
      WHERE centre_id = $1 AND (person_id = ANY ($2::uuid[]) OR unit_key = $3::text) AND role <> 'guarantor'
      GROUP BY loan_id ORDER BY loan_id`,
    [tx.centreId, personIds, unitKey],
  );
}
