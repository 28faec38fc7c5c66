import { fen, type Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import type { ReceiptPlan } from '../domain/receipt-plan';

/** Short money of earlier receipts of a list that still stands in the unit's suspense. */
export async function selectWaiting(tx: Tx, listId: string): Promise<Fen> {
  const [row] = await tx.query<{ waiting: bigint }>(
    `SELECT (coalesce(sum(suspense_fen) FILTER (WHERE outcome = 'short'), 0) - coalesce(sum(drawn_fen), 0))::bigint AS waiting
       FROM remittance_receipt WHERE centre_id = $1 AND list_id = $2`,
    [tx.centreId, listId],
  );
  return fen(row?.waiting ?? 0n);
}

/** Notes where the money of a receipt went. */
export async function insertReceiptPlan(
  tx: Tx,
  receipt: { id: string; listId: string; amountFen: Fen },
  plan: ReceiptPlan,
): Promise<void> {
  await tx.execute(
    `INSERT INTO remittance_receipt (centre_id, receipt_id, list_id, amount_fen, credited_fen, drawn_fen, suspense_fen, outcome)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.centreId,
      receipt.id,
      receipt.listId,
      receipt.amountFen,
      plan.credited,
      plan.drawn,
      plan.suspense,
      plan.outcome,
    ],
  );
}
