import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** What must hold of money between the centre's own accounts. */
export const ownMoneyInvariants: readonly Invariant[] = [
  {
    id: 'own-money-in-transit',
    sentence: {
      zh: '专户间划转在途科目余额等于已付出未到账的划转之和减去已到账未确认付出的划转之和',
      en: 'The leaf in transit holds what left one own account and did not arrive on another, less what arrived before it is known to have left',
    },
    sql: `SELECT booked.amount::text AS booked, moved.amount::text AS moved
            FROM (SELECT coalesce(sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END), 0) AS amount
                    FROM ledger_account AS l JOIN entry AS e ON e.centre_id = l.centre_id AND e.account_id = l.id
                   WHERE l.code = '10199') AS booked
            CROSS JOIN (SELECT coalesce(sum(CASE WHEN i.state = 'paid' OR (i.state = 'returned' AND t.state = 'arrived') THEN t.amount_fen ELSE 0 END
                                          - CASE WHEN t.state = 'arrived' THEN t.amount_fen ELSE 0 END), 0) AS amount
                          FROM own_transfer AS t JOIN instruction AS i ON i.centre_id = t.centre_id AND i.source_id = t.id AND i.purpose = 'own-transfer') AS moved
           WHERE booked.amount <> moved.amount`,
  },
  {
    id: 'own-transfers',
    sentence: {
      zh: '每笔专户间划转恰有一笔同额、同付款户、同收款户的指令；已到账的恰有收款户上一笔同额到账；被拒绝或退回的不再是在途',
      en: 'Each transfer between own accounts has one instruction of its amount and accounts; an arrived one also one credit on the account it went to; none is open whose money was refused or given back',
    },
    sql: `SELECT t.id, t.state, count(i.id)::int AS instructions FROM own_transfer AS t
            LEFT JOIN instruction AS i ON i.centre_id = t.centre_id AND i.source_id = t.id AND i.purpose = 'own-transfer'
                 AND i.amount_fen = t.amount_fen AND i.bank_account_id = t.from_account_id AND i.payee_bank_account_id = t.to_account_id
           GROUP BY t.centre_id, t.id, t.state
          HAVING count(i.id) <> 1 OR (t.state = 'open' AND bool_or(i.state IN ('rejected', 'returned')))
              OR (t.state = 'arrived' AND bool_or(i.state = 'rejected'))
              OR (t.state = 'failed' AND bool_or(i.state NOT IN ('rejected', 'returned')))
          UNION ALL
          SELECT t.id, 'no credit of its amount', 0 FROM own_transfer AS t
           WHERE t.state = 'arrived' AND NOT EXISTS (SELECT FROM receipt AS r
                   WHERE r.centre_id = t.centre_id AND r.id = t.receipt_id AND r.matcher = 'own-transfer'
                     AND r.amount_fen = t.amount_fen AND r.bank_account_id = t.to_account_id)
          UNION ALL
          SELECT r.id, 'a credit of no transfer', 0 FROM receipt AS r
           WHERE r.matcher = 'own-transfer' AND NOT EXISTS (SELECT FROM own_transfer AS t WHERE t.centre_id = r.centre_id AND t.receipt_id = r.id)`,
  },
  {
    id: 'interest-cash',
    sentence: {
      zh: '年终结息后应由增值收益专户划转的款项：各笔划转之和不超过其所随的应划款，应收与应付科目余额等于尚未到账的应划款',
      en: 'Cash that follows the interest of 30 June: the transfers of a source are together no more than is due of it, and the leaves due and owed hold what has not arrived',
    },
    sql: `WITH due AS (
            SELECT j.source_id, sum(e.amount_fen) AS amount FROM journal AS j
              JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'D'
             WHERE j.kind = 'interest-cash-due' GROUP BY 1),
          leaf AS (
            SELECT l.code, sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) AS amount
              FROM ledger_account AS l JOIN entry AS e ON e.centre_id = l.centre_id AND e.account_id = l.id
              JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
             -- The other way round, interest of loans waits there to be moved from the fund's accounts to those of gains.
             -- So does what a former system had left to move when its books were taken over.
             WHERE l.code IN ('11902', '21906') AND j.kind NOT LIKE 'loan-%' AND j.kind NOT LIKE 'opening%' GROUP BY 1),
          waits AS (
            SELECT coalesce(sum(d.amount), 0) - coalesce((SELECT sum(amount_fen) FROM own_transfer
                     WHERE reason = 'interest-cash' AND state = 'arrived'), 0) AS amount FROM due AS d)
          SELECT t.source_id::text AS subject, t.moved::text, d.amount::text AS due
            FROM (SELECT source_id, coalesce(sum(amount_fen) FILTER (WHERE state <> 'failed'), 0) AS moved FROM own_transfer
                   WHERE reason = 'interest-cash' GROUP BY 1) AS t
            LEFT JOIN due AS d ON d.source_id = t.source_id
           WHERE d.amount IS NULL OR t.moved > d.amount
          UNION ALL
          SELECT c.code, coalesce(l.amount, 0)::text, waits.amount::text FROM waits
           CROSS JOIN (VALUES ('11902', 1), ('21906', -1)) AS c (code, sign) LEFT JOIN leaf AS l ON l.code = c.code
           WHERE coalesce(l.amount, 0) <> waits.amount * c.sign`,
  },
];
