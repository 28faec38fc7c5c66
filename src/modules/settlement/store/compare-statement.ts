import type { Tx } from '../../../platform/database/tx';

/** Lines of the statement with the account and the day it is of; a serial that comes again is the second of its kind. */
const lines = `
  SELECT l.*, s.day, s.bank_account_id, a.bank_code,
         row_number() OVER (PARTITION BY l.bank_serial ORDER BY l.seq) AS nth,
         row_number() OVER (PARTITION BY l.direction, l.reversal, l.reference ORDER BY l.seq) AS nth_of_order
    FROM bank_statement AS s
    JOIN bank_account AS a ON a.centre_id = s.centre_id AND a.id = s.bank_account_id
    JOIN bank_statement_line AS l ON l.centre_id = s.centre_id AND l.statement_id = s.id
   WHERE s.centre_id = $1 AND s.id = $2`;

/**
 * Whether a line that money left by is a second payment of one order, the first of which may stand on the statement of
 * another day: the one that is booked is the first, else the earlier one.
 */
const paidTwice = `
  CASE WHEN l.reference IS NULL OR (i.state IN ('paid', 'returned') AND i.bank_serial = l.bank_serial) THEN false
       ELSE l.nth_of_order > 1
         OR EXISTS (SELECT FROM bank_statement_line AS e
                      JOIN bank_statement AS t ON t.centre_id = e.centre_id AND t.id = e.statement_id
                     WHERE e.centre_id = $1 AND e.direction = 'out' AND e.reference = l.reference AND e.reversal = l.reversal
                       AND e.bank_serial <> l.bank_serial AND t.bank_account_id = l.bank_account_id AND t.day < l.day)
         OR (i.bank_account_id = l.bank_account_id
             AND EXISTS (SELECT FROM bank_statement AS t
                           JOIN bank_statement_line AS e ON e.centre_id = t.centre_id AND e.statement_id = t.id
                          WHERE t.centre_id = $1 AND t.bank_account_id = l.bank_account_id AND e.direction = 'out'
                            AND e.bank_serial = i.bank_serial)) END`;

/** What left the account: one payment of ours each, found by our reference, else by the bank's serial. */
const paid = `
  SELECT CASE WHEN l.nth > 1 OR ${paidTwice} THEN 'line-twice'
              WHEN i.id IS NULL THEN 'bank-only-payment'
              WHEN i.state = 'rejected' THEN 'paid-though-rejected'
              WHEN i.state NOT IN ('paid', 'returned') THEN 'payment-open'
              WHEN i.bank_account_id <> l.bank_account_id THEN 'other-account'
              WHEN i.amount_fen <> l.amount_fen THEN 'other-amount'
              WHEN i.bank_serial <> l.bank_serial THEN 'other-serial'
              WHEN i.value_date <> l.day THEN 'other-day' END AS kind,
         l.bank_serial AS subject, l.reference, i.id AS source_id, l.amount_fen AS bank_fen, i.amount_fen AS book_fen
    FROM line AS l
    LEFT JOIN instruction AS r ON r.centre_id = $1 AND r.reference = l.reference
    LEFT JOIN instruction AS n ON n.centre_id = $1 AND l.reference IS NULL AND n.bank_account_id = l.bank_account_id
         AND n.bank_serial = l.bank_serial
    LEFT JOIN instruction AS i ON i.centre_id = $1 AND i.id = coalesce(r.id, n.id)
   WHERE l.direction = 'out'`;

/** What came to the account: one receipt of ours each, by the bank's serial; the same on another account is named so. */
const received = `
  SELECT CASE WHEN l.nth > 1 THEN 'line-twice'
              WHEN r.id IS NULL AND o.id IS NOT NULL THEN 'other-account'
              WHEN r.id IS NULL AND c.state IN ('created', 'sending', 'accepted', 'unknown') THEN 'collection-open'
              WHEN r.id IS NULL THEN 'bank-only-credit'
              WHEN r.amount_fen <> l.amount_fen THEN 'other-amount'
              WHEN r.value_date <> l.day THEN 'other-day' END AS kind,
         l.bank_serial AS subject, l.reference, coalesce(r.id, o.id) AS source_id, l.amount_fen AS bank_fen,
         coalesce(r.amount_fen, o.amount_fen) AS book_fen
    FROM line AS l
    LEFT JOIN receipt AS r ON r.centre_id = $1 AND r.bank_account_id = l.bank_account_id AND r.bank_serial = l.bank_serial
         AND r.part_of IS NULL
    LEFT JOIN collection AS c ON c.centre_id = $1 AND c.reference = l.reference AND r.id IS NULL
    LEFT JOIN LATERAL (
      SELECT m.id, m.amount_fen FROM bank_account AS b
        JOIN receipt AS m ON m.centre_id = b.centre_id AND m.bank_account_id = b.id AND m.bank_serial = l.bank_serial
             AND m.amount_fen = l.amount_fen AND m.part_of IS NULL
       WHERE r.id IS NULL AND b.centre_id = $1 AND b.bank_code = l.bank_code AND b.id <> l.bank_account_id LIMIT 1) AS o ON true
   WHERE l.direction = 'in'`;

/** What we have on the account and the day, and the statement has not. */
const oursAlone = `
  SELECT 'book-only-credit', r.bank_serial, NULL, r.id, NULL::bigint, r.amount_fen
    FROM bank_statement AS s
    JOIN receipt AS r ON r.centre_id = s.centre_id AND r.bank_account_id = s.bank_account_id AND r.value_date = s.day AND r.part_of IS NULL
   WHERE s.centre_id = $1 AND s.id = $2
     AND NOT EXISTS (SELECT FROM line AS l WHERE l.direction = 'in' AND l.bank_serial = r.bank_serial)
  UNION ALL
  SELECT 'book-only-payment', i.reference, i.reference, i.id, NULL::bigint, i.amount_fen
    FROM bank_statement AS s
    JOIN instruction AS i ON i.centre_id = s.centre_id AND i.bank_account_id = s.bank_account_id AND i.value_date = s.day
         AND i.state IN ('paid', 'returned')
   WHERE s.centre_id = $1 AND s.id = $2
     AND NOT EXISTS (SELECT FROM line AS l WHERE l.direction = 'out' AND (l.reference = i.reference OR l.bank_serial = i.bank_serial))`;

/**
 * Compares a statement with our own entries, line by line in both directions, in one statement. What is new becomes a
 * difference, what is alike by now is gone, what a person has explained stays explained.
 */
export async function compareStatement(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.execute(
    `WITH line AS MATERIALIZED (${lines}),
          found AS MATERIALIZED (
            -- A serial that comes three times is two lines too many, and one difference.
            SELECT DISTINCT ON (f.kind, f.subject) f.kind, f.subject, f.reference, f.source_id,
                   (sum(f.bank_fen) OVER (PARTITION BY f.kind, f.subject))::bigint AS bank_fen, f.book_fen
              FROM (${paid} UNION ALL ${received} UNION ALL ${oursAlone}) AS f WHERE f.kind IS NOT NULL
             ORDER BY f.kind, f.subject),
          gone AS (
            UPDATE statement_difference AS d SET state = 'gone', ended_at = $3
             WHERE d.centre_id = $1 AND d.statement_id = $2 AND d.state = 'open'
               AND NOT EXISTS (SELECT FROM found AS f WHERE f.kind = d.kind AND f.subject = d.subject))
     INSERT INTO statement_difference (centre_id, id, statement_id, kind, subject, reference, source_id, bank_fen, book_fen, found_at)
     SELECT $1, gen_random_uuid(), $2, f.kind, f.subject, f.reference, f.source_id, f.bank_fen, f.book_fen, $3 FROM found AS f
     ON CONFLICT (centre_id, statement_id, kind, subject)
     DO UPDATE SET state = 'open', ended_at = NULL WHERE statement_difference.state = 'gone'`,
    [tx.centreId, id, at],
  );
}
