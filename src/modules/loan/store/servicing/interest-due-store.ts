import type { Tx } from '../../../../platform/database/tx';

/**
 * What vouchers of loans have left due from the fund's accounts to the gains account (11902) and did not arrive yet, in fen.
 * The sum goes on from the last day it is kept of, and is kept of the day before yesterday: nobody books into that any more,
 * not even a transaction that began before midnight.
 */
export async function selectInterestCashDue(tx: Tx, today: string): Promise<bigint> {
  const [row] = await tx.query<{ fen: bigint }>(
    `WITH kept AS MATERIALIZED (
       SELECT day, due_fen FROM loan_interest_due WHERE centre_id = $1 AND day <= $2::date - 2 ORDER BY day DESC LIMIT 1
     ), moved AS MATERIALIZED (
       SELECT e.business_date <= $2::date - 2 AS over, sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END)::bigint AS fen
         FROM ledger_account AS l JOIN entry AS e ON e.centre_id = l.centre_id AND e.account_id = l.id
         JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
        WHERE l.centre_id = $1 AND l.code = '11902' AND j.kind LIKE 'loan-%'
          AND e.business_date > coalesce((SELECT day FROM kept), '-infinity')
        GROUP BY 1
     ), keeping AS (
       INSERT INTO loan_interest_due (centre_id, day, due_fen)
       SELECT $1::int, $2::date - 2, coalesce((SELECT due_fen FROM kept), 0) + coalesce((SELECT fen FROM moved WHERE over), 0)
       ON CONFLICT (centre_id, day) DO NOTHING
     )
     SELECT (coalesce((SELECT due_fen FROM kept), 0) + coalesce((SELECT sum(fen) FROM moved), 0))::bigint AS fen`,
    [tx.centreId, today],
  );
  return row?.fen ?? 0n;
}
