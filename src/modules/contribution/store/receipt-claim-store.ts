import type { Tx } from '../../../platform/database/tx';

/** Notes whose a receipt is by the payer's paper, which is sealed. */
export async function insertReceiptClaim(
  tx: Tx,
  claim: {
    readonly receiptId: string;
    /** One of the two is null. */
    readonly unitId: bigint | null;
    readonly loanNo: string | null;
    readonly reason: string;
    readonly paper: Buffer;
    readonly clerk: string;
    readonly at: Date;
  },
): Promise<void> {
  const { receiptId, unitId, loanNo, reason, paper, clerk, at } = claim;
  await tx.execute(
    `INSERT INTO receipt_claim (centre_id, receipt_id, unit_id, loan_no, reason, paper, clerk, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.centreId, receiptId, unitId, loanNo, reason, paper, clerk, at],
  );
}
