import type { Tx } from '../../../platform/database/tx';
import type { ReceiptPlan } from '../domain/remittance/receipt-plan';
import { lastMonthListed, sealInHistory } from './closed-account-store';
import { heldBySame, type LateCredit } from './remittance-receipt-store';

/** What each member of a back payment is credited: all its months in one line. */
export const backPaymentCredits = `SELECT account_id, sum(employer_fen + employee_fen)::bigint AS amount_fen
                     FROM back_payment_line WHERE centre_id = $1 AND payment_id = $2 GROUP BY account_id`;

/** Notes where the money of a receipt for a back payment went. */
export async function insertBackPaymentReceipt(
  tx: Tx,
  receipt: { readonly id: string; readonly paymentId: string; readonly amountFen: bigint },
  plan: ReceiptPlan,
): Promise<void> {
  await tx.execute(
    `INSERT INTO back_payment_receipt (centre_id, receipt_id, payment_id, amount_fen, credited_fen, drawn_fen, suspense_fen, outcome)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.centreId,
      receipt.id,
      receipt.paymentId,
      receipt.amountFen,
      plan.credited,
      plan.drawn,
      plan.suspense,
      plan.outcome,
    ],
  );
}

/**
 * The back payment is posted. Accounts on it that were closed after it was confirmed are open again, sealed, with day
 * and history: the money is their members'. Not where the holder has another open account by now.
 * @returns the late credits among them.
 */
export function postBackPayment(
  tx: Tx,
  payment: { readonly id: string; readonly on: string; readonly at: Date },
): Promise<LateCredit[]> {
  return tx.query<LateCredit>(
    `WITH payment AS (
       UPDATE back_payment SET state = 'POSTED', posted_on = $3::date WHERE centre_id = $1 AND id = $2 RETURNING id, unit_id, case_id
     ), late AS MATERIALIZED (
       SELECT m.account_id, r.amount_fen,
              coalesce(h.open, h.stayed) AS open_id, CASE WHEN h.open IS NULL THEN coalesce(h.stayed, m.account_id) END AS reopens
         FROM member_account AS m JOIN (${backPaymentCredits}) AS r ON r.account_id = m.account_id
         CROSS JOIN LATERAL (${heldBySame}) AS h
        WHERE m.centre_id = $1 AND m.state IN ('03', '04', '05')
        ORDER BY m.account_id FOR NO KEY UPDATE OF m
     ), sealed AS (
       UPDATE member_account AS m
          SET state = '02', sealed_on = $3::date, closed_on = NULL, closing_reason = NULL, state_before_closing = NULL
         FROM late WHERE m.centre_id = $1 AND m.account_id = late.reopens
       RETURNING m.centre_id, m.account_id, m.unit_id, m.opened_on
     ), told AS (
       ${sealInHistory(
         `SELECT m.centre_id, m.account_id, m.unit_id, payment.case_id,
                 coalesce(${lastMonthListed}, to_char(m.opened_on, 'YYYYMM')::int) AS last_month
            FROM sealed AS m CROSS JOIN payment`,
         { on: '$3', at: '$4' },
       )}
     )
     SELECT account_id AS "accountId", amount_fen AS "amountFen", open_id AS "openId", reopens FROM late ORDER BY account_id`,
    [tx.centreId, payment.id, payment.on, payment.at],
  );
}
