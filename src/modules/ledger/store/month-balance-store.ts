import type { Tx } from '../../../platform/database/tx';

/** A subject at the end of a closed month; fen, a debit balance above zero. */
export interface MonthBalance {
  readonly month: number;
  readonly subject: string;
  readonly name: string;
  readonly openingFen: bigint;
  readonly debitFen: bigint;
  readonly creditFen: bigint;
  readonly closingFen: bigint;
}

/**
 * Freezes the balances of a closed month (YYYYMM), subject by subject: those of the month frozen before, and the
 * month's own vouchers. Where none was frozen before, everything booked before the month. Again it changes nothing.
 */
export async function freezeMonth(tx: Tx, month: number): Promise<void> {
  await tx.execute(
    `WITH day AS (SELECT to_date($2::int::text, 'YYYYMM') AS first, (to_date($2::int::text, 'YYYYMM') + interval '1 month')::date - 1 AS last
     ), frozen AS (SELECT max(month) AS month FROM month_balance WHERE centre_id = $1 AND month < $2
     ), before AS (
       SELECT b.subject, b.closing_fen AS fen FROM month_balance AS b JOIN frozen AS f ON f.month = b.month WHERE b.centre_id = $1
       UNION ALL
       SELECT e.subject, sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END)::bigint
         FROM entry AS e CROSS JOIN day AS d
        WHERE e.centre_id = $1 AND e.business_date < d.first AND (SELECT f.month FROM frozen AS f) IS NULL GROUP BY e.subject
     ), moved AS (
       SELECT e.subject, coalesce(sum(e.amount_fen) FILTER (WHERE e.side = 'D'), 0)::bigint AS debit,
              coalesce(sum(e.amount_fen) FILTER (WHERE e.side = 'C'), 0)::bigint AS credit
         FROM entry AS e CROSS JOIN day AS d
        WHERE e.centre_id = $1 AND e.business_date BETWEEN d.first AND d.last GROUP BY e.subject
     )
     INSERT INTO month_balance (centre_id, month, subject, opening_fen, debit_fen, credit_fen, closing_fen)
     SELECT $1, $2, subject, coalesce(b.fen, 0), coalesce(m.debit, 0), coalesce(m.credit, 0),
            coalesce(b.fen, 0) + coalesce(m.debit, 0) - coalesce(m.credit, 0)
       FROM before AS b FULL JOIN moved AS m USING (subject)
     ON CONFLICT DO NOTHING`,
    [tx.centreId, month],
  );
}

/** Balances of closed months, by month and subject. */
export function selectMonthBalances(tx: Tx, months: readonly number[]): Promise<MonthBalance[]> {
  return tx.query<MonthBalance>(
    `SELECT b.month, b.subject, coalesce(s.name, b.subject) AS name, b.opening_fen AS "openingFen", b.debit_fen AS "debitFen",
            b.credit_fen AS "creditFen", b.closing_fen AS "closingFen"
       FROM month_balance AS b LEFT JOIN subject AS s ON s.code = b.subject
      WHERE b.centre_id = $1 AND b.month = ANY ($2::int[]) ORDER BY b.month, b.subject`,
    [tx.centreId, months],
  );
}
