import type { Tx } from '../../../platform/database/tx';

/** Interest of 30 June whose cash is still with the gains accounts. */
export interface CashDue {
  /** The interest run, or the account that it had left. */
  readonly sourceId: string;
  readonly amountFen: bigint;
}

/** After a refusal of the bank a person has time to look before it is tried again. */
const AFTER_FAILURE = `interval '1 hour'`;

/** Of voucher `j`: cash of transfers that have not failed. */
const moving = `(SELECT coalesce(sum(t.amount_fen), 0)::bigint FROM own_transfer AS t
  WHERE t.centre_id = j.centre_id AND t.source_id = j.source_id AND t.reason = 'interest-cash' AND t.state <> 'failed')`;

/** One who reckons what is left to move at a time: the parts of two would come to more than is due. */
const MOVING = 7006;

/** What is due and nothing moves yet, the oldest first. With `sourceId` of that one, which nobody else begins meanwhile. */
export async function selectCashDue(tx: Tx, sourceId: string | null = null): Promise<CashDue[]> {
  if (sourceId !== null) await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [MOVING, tx.centreId]);
  return tx.query<CashDue>(
    `SELECT j.source_id AS "sourceId", e.amount_fen - ${moving} AS "amountFen"
       FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date
            AND e.side = 'D'
      WHERE j.centre_id = $1 AND j.kind = 'interest-cash-due' AND ($2::uuid IS NULL OR j.source_id = $2)
        AND e.amount_fen > ${moving}
        AND NOT EXISTS (SELECT FROM own_transfer AS t WHERE t.centre_id = $1 AND t.source_id = j.source_id
              AND t.reason = 'interest-cash' AND t.state = 'failed' AND t.ended_at > clock_timestamp() - ${AFTER_FAILURE})
      ORDER BY j.business_date, j.id`,
    [tx.centreId, sourceId],
  );
}

/** Interest of loans that is on its way to the gains account, and has not arrived. */
export async function selectOpenGainsCash(tx: Tx): Promise<bigint> {
  const [row] = await tx.query<{ fen: bigint }>(
    `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM own_transfer
      WHERE centre_id = $1 AND reason = 'loan-interest' AND state = 'open'`,
    [tx.centreId],
  );
  return row?.fen ?? 0n;
}
