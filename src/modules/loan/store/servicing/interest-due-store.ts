import type { Tx } from '../../../../platform/database/tx';

/** What vouchers of loans have left due from the fund's accounts to the gains account (11902) and did not arrive yet, in fen. */
export async function selectInterestCashDue(tx: Tx): Promise<bigint> {
  const [row] = await tx.query<{ fen: bigint }>(
    `SELECT coalesce(sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END), 0)::bigint AS fen
       FROM ledger_account AS l JOIN entry AS e ON e.centre_id = l.centre_id AND e.account_id = l.id
       JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
      WHERE l.centre_id = $1 AND l.code = '11902' AND j.kind LIKE 'loan-%'`,
    [tx.centreId],
  );
  return row?.fen ?? 0n;
}
