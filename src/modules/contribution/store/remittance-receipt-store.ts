import type { Fen } from '../../../kernel/money';
import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { ReceiptPlan } from '../domain/remittance/receipt-plan';
import { lastMonthListed, sealInHistory } from './closed-account-store';

/** A receipt of a list. */
export interface ListReceipt {
  readonly id: string;
  readonly listId: string;
  readonly amountFen: Fen;
}

/** Money of a list for an account that was closed after the list had been confirmed. */
export interface LateCredit {
  readonly accountId: bigint;
  readonly amountFen: Fen;
  /** Another account of the holder that is open by now; null: the account itself is open again, sealed. */
  readonly openId: bigint | null;
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

/** A list whose money is complete, and its unit, both locked. */
export interface PostedList {
  readonly id: string;
  readonly unitId: bigint;
  readonly month: Month;
  readonly on: string;
  readonly at: Date;
}

/**
 * Notes the receipt that decomposed a list: the list is posted and its unit paid through the month. The members were
 * credited before, so nobody closes one of their accounts meanwhile.
 * @returns the late credits among them.
 */
export function insertDecomposition(
  tx: Tx,
  receipt: ListReceipt,
  plan: ReceiptPlan,
  list: PostedList,
): Promise<LateCredit[]> {
  return tx.query<LateCredit>(
    `WITH noted AS (${insertPlan}), ${post({ list: '$3', unit: '$9', month: '$10', on: '$11', at: '$12' })}`,
    [...planValues(tx, receipt, plan), list.unitId, monthToNumber(list.month), list.on, list.at],
  );
}

/** A list that its unit's suspense has paid, likewise. */
export function postFromSuspense(tx: Tx, list: PostedList): Promise<LateCredit[]> {
  return tx.query<LateCredit>(`WITH ${post({ list: '$2', unit: '$3', month: '$4', on: '$5', at: '$6' })}`, [
    tx.centreId,
    list.id,
    list.unitId,
    monthToNumber(list.month),
    list.on,
    list.at,
  ]);
}

/**
 * The list is posted and its unit paid through. Accounts on it that were closed after it was confirmed are open again,
 * sealed, with day and history: the money is their members'. Not where the holder has another open account by now.
 */
function post(p: Readonly<Record<'list' | 'unit' | 'month' | 'on' | 'at', string>>): string {
  return `list AS (
      UPDATE remittance_list SET state = 'POSTED', posted_on = ${p.on}::date WHERE centre_id = $1 AND id = ${p.list}
      RETURNING id, case_id
    ), paid AS (
      UPDATE unit_account SET paid_through = ${p.month} WHERE centre_id = $1 AND ledger_account_id = ${p.unit}
    ), late AS MATERIALIZED (
      SELECT m.account_id, r.employer_fen + r.employee_fen AS amount_fen,
             (SELECT o.account_id FROM member_account AS o WHERE o.centre_id = $1 AND o.person_id = m.person_id
                 AND o.state IN ('01', '02', '06')) AS open_id
        FROM member_account AS m
        JOIN remittance_line AS r ON r.centre_id = $1 AND r.list_id = ${p.list} AND r.account_id = m.account_id
       WHERE m.centre_id = $1 AND m.unit_id = ${p.unit} AND m.state IN ('04', '05')
       ORDER BY m.account_id FOR NO KEY UPDATE OF m
    ), sealed AS (
      UPDATE member_account AS m
         SET state = '02', sealed_on = ${p.on}::date, closed_on = NULL, closing_reason = NULL, state_before_closing = NULL
        FROM late WHERE m.centre_id = $1 AND m.account_id = late.account_id AND late.open_id IS NULL
      RETURNING m.centre_id, m.account_id, m.unit_id
    ), told AS (
      ${sealInHistory(
        `SELECT m.centre_id, m.account_id, m.unit_id, list.case_id, greatest(${lastMonthListed}, ${p.month}::int) AS last_month
           FROM sealed AS m CROSS JOIN list`,
        p,
      )}
    )
    SELECT account_id AS "accountId", amount_fen AS "amountFen", open_id AS "openId" FROM late ORDER BY account_id`;
}
