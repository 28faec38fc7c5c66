import type { Fen } from '../../../kernel/money';
import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { ReceiptPlan } from '../domain/receipt-plan';

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
    `WITH noted AS (${insertPlan}), list AS (${postList('$3', '$9')}), paid AS (${payThrough('$10', '$11')})
     ${reopenClosed('$3', '$10')}`,
    [...planValues(tx, receipt, plan), posted.on, posted.unitId, monthToNumber(posted.month)],
  );
  return reopened.map(({ id }) => id);
}

/** A list that its unit's suspense has paid: posted, and the unit paid through its month. Returns accounts opened again. */
export async function postFromSuspense(
  tx: Tx,
  list: { id: string; unitId: bigint; month: Month },
  on: string,
): Promise<bigint[]> {
  const reopened = await tx.query<{ id: bigint }>(
    `WITH list AS (${postList('$2', '$3')}), paid AS (${payThrough('$4', '$5')}) ${reopenClosed('$2', '$4')}`,
    [tx.centreId, list.id, on, list.unitId, monthToNumber(list.month)],
  );
  return reopened.map(({ id }) => id);
}

function postList(id: string, on: string): string {
  return `UPDATE remittance_list SET state = 'POSTED', posted_on = ${on}::date WHERE centre_id = $1 AND id = ${id}`;
}

function payThrough(unit: string, month: string): string {
  return `UPDATE unit_account SET paid_through = ${month} WHERE centre_id = $1 AND ledger_account_id = ${unit}`;
}

/** Closed accounts on the list are open again, for their money came late: unless their holder has an open one by now. */
function reopenClosed(list: string, unit: string): string {
  return `UPDATE member_account AS m
        SET state = '02', closed_on = NULL, closing_reason = NULL, state_before_closing = NULL
      WHERE m.centre_id = $1 AND m.unit_id = ${unit} AND m.state = '05'
        AND EXISTS (SELECT FROM remittance_line AS l WHERE l.centre_id = $1 AND l.list_id = ${list} AND l.account_id = m.account_id)
        AND NOT EXISTS (SELECT FROM member_account AS o WHERE o.centre_id = $1 AND o.person_id = m.person_id
                           AND o.state IN ('01', '02', '06'))
     RETURNING m.account_id AS id`;
}
