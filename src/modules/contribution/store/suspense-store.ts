import type { Tx } from '../../../platform/database/tx';
import type { Draw, SuspenseLot } from '../domain/remittance/suspense';

/**
 * Money in a unit's suspense of which something is left, oldest first; what was taken over has no receipt. The unit's
 * lock keeps it as it is.
 */
export function selectLots(tx: Tx, unitId: bigint): Promise<SuspenseLot[]> {
  return tx.query<SuspenseLot>(
    `SELECT s.receipt_id AS "receiptId", s.list_id AS "listId", s.back_payment_id AS "backPaymentId", s.why, s.matched_by AS "recognisedBy", s.kept_on AS "keptOn",
            coalesce(s.value_date, b.value_date, s.kept_on) AS "valueDate", CASE s.origin WHEN 'receipt' THEN s.receipt_id ELSE s.payer_receipt_id END AS "payerReceiptId",
            s.amount_fen AS "amountFen", s.amount_fen - coalesce(d.drawn, 0)::bigint AS "leftFen",
            EXISTS (SELECT FROM remittance_list AS l
              WHERE l.centre_id = s.centre_id AND l.id = s.list_id AND l.state IN ('CONFIRMED', 'SUSPENSE_SHORT'))
            OR EXISTS (SELECT FROM back_payment AS p
              WHERE p.centre_id = s.centre_id AND p.id = s.back_payment_id AND p.state IN ('CONFIRMED', 'SUSPENSE_SHORT')) AS awaited
       FROM unit_suspense AS s LEFT JOIN receipt AS b ON b.centre_id = s.centre_id AND b.id = s.receipt_id
       LEFT JOIN LATERAL (
         SELECT sum(t.amount_fen) AS drawn FROM (
           SELECT amount_fen FROM suspense_draw WHERE centre_id = s.centre_id AND receipt_id = s.receipt_id
           UNION ALL
           SELECT amount_fen FROM suspense_return WHERE centre_id = s.centre_id AND lot_id = s.receipt_id AND state IN ('held', 'paid')) AS t) AS d ON true
      WHERE s.centre_id = $1 AND s.unit_id = $2 AND s.amount_fen > coalesce(d.drawn, 0)
      ORDER BY s.kept_on, s.receipt_id`,
    [tx.centreId, unitId],
  );
}

/** Notes what of a receipt stands in its unit's suspense, and why. */
export async function insertLot(
  tx: Tx,
  unitId: bigint,
  lot: Omit<SuspenseLot, 'leftFen' | 'valueDate' | 'payerReceiptId' | 'awaited'>,
): Promise<void> {
  await tx.execute(
    `INSERT INTO unit_suspense (centre_id, receipt_id, unit_id, list_id, back_payment_id, why, matched_by, amount_fen, kept_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::date)`,
    [
      tx.centreId,
      lot.receiptId,
      unitId,
      lot.listId,
      lot.backPaymentId ?? null,
      lot.why,
      lot.recognisedBy,
      lot.amountFen,
      lot.keptOn,
    ],
  );
}

/** Notes what a wrong payment left in the unit's suspense; `payerReceiptId` null: it could go back to nobody. */
export async function insertRefundLot(
  tx: Tx,
  unitId: bigint,
  lot: {
    readonly caseId: string;
    readonly amountFen: bigint;
    readonly on: string;
    readonly payerReceiptId: string | null;
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO unit_suspense (centre_id, receipt_id, unit_id, origin, why, matched_by, amount_fen, kept_on, value_date, payer_receipt_id)
     VALUES ($1, $2, $3, 'refund', 'refunded', 'refund', $4, $5::date, $5::date, $6)`,
    [tx.centreId, lot.caseId, unitId, lot.amountFen, lot.on, lot.payerReceiptId],
  );
}

/** Notes what a list or back payment took out of the unit's suspense; the unit is locked by the caller. */
export async function insertDraws(
  tx: Tx,
  targetId: string,
  draws: readonly Draw[],
  purpose: 'list' | 'back-payment' = 'list',
): Promise<void> {
  await tx.execute(
    `INSERT INTO suspense_draw (centre_id, receipt_id, purpose, target_id, amount_fen)
     SELECT $1, d.receipt_id, $5, $2, d.amount_fen FROM unnest($3::uuid[], $4::bigint[]) AS d (receipt_id, amount_fen)`,
    [
      tx.centreId,
      targetId,
      draws.map(({ receiptId }) => receiptId),
      draws.map(({ amountFen }) => amountFen),
      purpose,
    ],
  );
}
