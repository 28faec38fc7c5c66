import { fen, type Fen } from '../../../kernel/money';
import { type Month, monthToNumber } from '../../../kernel/month';
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

/** A receipt of a list. */
export interface ListReceipt {
  readonly id: string;
  readonly listId: string;
  readonly amountFen: Fen;
}

const insertPlan = `
  INSERT INTO remittance_receipt (centre_id, receipt_id, list_id, amount_fen, credited_fen, drawn_fen, suspense_fen, outcome)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

function planValues(tx: Tx, receipt: ListReceipt, plan: ReceiptPlan): unknown[] {
  const { id, listId, amountFen } = receipt;
  return [tx.centreId, id, listId, amountFen, plan.credited, plan.drawn, plan.suspense, plan.outcome];
}

/** Notes where the money of a receipt went that decomposed nothing. */
export async function insertReceiptPlan(tx: Tx, receipt: ListReceipt, plan: ReceiptPlan): Promise<void> {
  await tx.execute(insertPlan, planValues(tx, receipt, plan));
}

/** Notes the receipt that decomposed a list: the list is posted and its unit paid through the month. Locked before. */
export async function insertDecomposition(
  tx: Tx,
  receipt: ListReceipt,
  plan: ReceiptPlan,
  posted: { on: string; unitId: bigint; month: Month },
): Promise<void> {
  await tx.execute(
    `WITH noted AS (${insertPlan}), list AS (
       UPDATE remittance_list SET state = 'POSTED', posted_on = $9::date WHERE centre_id = $1 AND id = $3
     )
     UPDATE unit_account SET paid_through = $11 WHERE centre_id = $1 AND ledger_account_id = $10`,
    [...planValues(tx, receipt, plan), posted.on, posted.unitId, monthToNumber(posted.month)],
  );
}
