import type { Tx } from '../../../platform/database/tx';

/**
 * SQL: whether an open difference `d` may be money which has left, or was never there: what came in and is not booked yet,
 * an order whose end is open, another serial or another day are not among them. A payment that its line contradicts is:
 * nobody books that line but a person.
 */
export const isUnmatched = `(d.kind IN ('bank-only-payment', 'paid-though-rejected', 'line-twice', 'book-only-payment',
             'book-only-credit', 'other-account', 'other-amount')
            OR d.kind = 'payment-open' AND d.contradiction IS NOT NULL)`;

/** SQL: how much of a difference `d` is unmatched. */
export const unmatchedFen = `CASE d.kind WHEN 'other-amount' THEN abs(d.bank_fen - d.book_fen) ELSE coalesce(d.bank_fen, d.book_fen) END`;

/** Accounts of the centre with what is unmatched on their statements, those without any left out. */
export function selectUnmatched(tx: Tx): Promise<{ accountId: string; fen: bigint }[]> {
  return tx.query<{ accountId: string; fen: bigint }>(
    `SELECT s.bank_account_id AS "accountId", sum(${unmatchedFen})::bigint AS fen
       FROM statement_difference AS d JOIN bank_statement AS s ON s.centre_id = d.centre_id AND s.id = d.statement_id
      WHERE d.centre_id = $1 AND d.state = 'open' AND ${isUnmatched} GROUP BY 1`,
    [tx.centreId],
  );
}
