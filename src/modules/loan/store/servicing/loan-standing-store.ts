import type { Tx } from '../../../../platform/database/tx';

/** Everybody in the loan stands in a settled one from that day on. */
export async function settleParties(tx: Tx, loanId: string, on: string): Promise<void> {
  await tx.execute(
    `UPDATE loan_party SET settled_on = $3::date, overdue_since = NULL
      WHERE centre_id = $1 AND loan_id = $2 AND settled_on IS NULL AND void_on IS NULL`,
    [tx.centreId, loanId, on],
  );
}

/** Nothing of the loan is overdue any more. */
export async function clearOverdueParties(tx: Tx, loanId: string): Promise<void> {
  await tx.execute(
    `UPDATE loan_party SET overdue_since = NULL WHERE centre_id = $1 AND loan_id = $2 AND overdue_since IS NOT NULL`,
    [tx.centreId, loanId],
  );
}
