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
