import type { Tx } from '../../../platform/database/tx';

/** Interest of 30 June whose cash is still with the gains account. */
export interface CashDue {
  /** The interest run, or the account that it had left. */
  readonly sourceId: string;
  readonly amountFen: bigint;
}

/** After a refusal of the bank a person has time to look before it is tried again. */
const AFTER_FAILURE = `interval '1 hour'`;

/** What nothing follows yet, the oldest first. */
export function selectCashDue(tx: Tx): Promise<CashDue[]> {
  return tx.query<CashDue>(
    `SELECT j.source_id AS "sourceId", e.amount_fen AS "amountFen"
       FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date
            AND e.side = 'D'
      WHERE j.centre_id = $1 AND j.kind = 'interest-cash-due'
        AND NOT EXISTS (SELECT FROM own_transfer AS t WHERE t.centre_id = $1 AND t.source_id = j.source_id
              AND (t.state <> 'failed' OR t.ended_at > clock_timestamp() - ${AFTER_FAILURE}))
      ORDER BY j.business_date, j.id`,
    [tx.centreId],
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
