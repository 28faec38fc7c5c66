import type { Tx } from '../../../platform/database/tx';
import { isGivenUp } from './account-closing-store';
import type { Position } from '../domain/liquidity';

const open = `i.state IN ('created', 'sending', 'accepted', 'unknown')`;

/**
 * Money of every account of the centre, by indexes: the lines of its leaf, and what is open. Adds up many lines, so it
 * is asked now and then, never on the road of a payment.
 */
export function selectPositions(tx: Tx): Promise<Position[]> {
  return tx.query<Position>(
    `SELECT a.id AS "accountId", a.bank_code AS "bankCode", a.purpose, ${isGivenUp} AS "isGivenUp", book.fen AS "bookFen",
            (running.fen + frozen.fen)::bigint AS "reservedFen", coming.fen AS "comingFen"
       FROM bank_account AS a
       CROSS JOIN LATERAL (SELECT coalesce(sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END), 0)::bigint AS fen
                             FROM entry AS e WHERE e.centre_id = a.centre_id AND e.account_id = a.leaf_account_id) AS book
       CROSS JOIN LATERAL (SELECT coalesce(sum(i.amount_fen), 0) AS fen FROM instruction AS i
                            WHERE i.centre_id = a.centre_id AND i.bank_account_id = a.id AND NOT i.frozen AND ${open}) AS running
       CROSS JOIN LATERAL (SELECT coalesce(sum(i.amount_fen), 0) AS fen FROM instruction AS i
                            WHERE i.centre_id = a.centre_id AND i.bank_account_id = a.id AND i.frozen AND ${open}) AS frozen
       CROSS JOIN LATERAL (SELECT coalesce(sum(t.amount_fen), 0)::bigint AS fen FROM own_transfer AS t
                            WHERE t.centre_id = a.centre_id AND t.to_account_id = a.id AND t.state = 'open') AS coming
      WHERE a.centre_id = $1 ORDER BY a.id`,
    [tx.centreId],
  );
}
