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

/**
 * Notes the receipt that decomposed a list: the list is posted and its unit paid through the month. Locked before.
 * Accounts on the list that were closed after it was confirmed are open again, sealed: the money is their members'.
 * @returns those accounts.
 */
export async function insertDecomposition(
  tx: Tx,
  receipt: ListReceipt,
  plan: ReceiptPlan,
  posted: { on: string; unitId: bigint; month: Month },
): Promise<bigint[]> {
  const reopened = await tx.query<{ id: bigint }>(
    `WITH noted AS (${insertPlan}), list AS (
       UPDATE remittance_list SET state = 'POSTED', posted_on = $9::date WHERE centre_id = $1 AND id = $3
     ), paid AS (
       UPDATE unit_account SET paid_through = $11 WHERE centre_id = $1 AND ledger_account_id = $10
     )
     UPDATE member_account AS m
        SET state = '02', closed_on = NULL, closing_reason = NULL, state_before_closing = NULL
      WHERE m.centre_id = $1 AND m.unit_id = $10 AND m.state = '05'
        AND EXISTS (SELECT FROM remittance_line AS l WHERE l.centre_id = $1 AND l.list_id = $3 AND l.account_id = m.account_id)
        AND NOT EXISTS (SELECT FROM member_account AS o WHERE o.centre_id = $1 AND o.person_id = m.person_id
                           AND o.state IN ('01', '02', '06'))
     RETURNING m.account_id AS id`,
    [...planValues(tx, receipt, plan), posted.on, posted.unitId, monthToNumber(posted.month)],
  );
  return reopened.map(({ id }) => id);
}
