import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of the banks' statements. */
export const statementInvariants: readonly Invariant[] = [
  {
    id: 'statement-lines',
    sentence: {
      zh: '已核对的银行对账单逐行齐全；每一行在我方有同账户、同流水、同金额的一笔，或有一条差异说明它；核对完毕的一天，我方的每一笔收付也在对账单上，或有一条已说明的差异；全部差异了结后当日才算核对完毕；由对账单自动了结的每一条，都有其所在的银行报文和等额的一笔到账或已付',
      en: 'A compared statement has every line the bank counted; each is an entry of ours of its account, serial and amount, or a difference names it; of a day that is explained each entry of ours is a line too, or is explained; a day is explained only without an open one; what a line has settled has the bank’s message it stands in, and an entry of its account, serial, amount and day',
    },
    sql: `SELECT s.id, 'lines are missing' AS fault FROM bank_statement AS s
           WHERE s.compared_at IS NOT NULL
             AND s.lines <> (SELECT count(*) FROM bank_statement_line AS l WHERE l.centre_id = s.centre_id AND l.statement_id = s.id)
          UNION ALL
          SELECT s.id, 'explained with an open difference' FROM bank_statement AS s
           WHERE s.explained_at IS NOT NULL AND EXISTS (SELECT FROM statement_difference AS d
                   WHERE d.centre_id = s.centre_id AND d.statement_id = s.id AND d.state = 'open')
          UNION ALL
          SELECT s.id, 'a line of nobody: ' || l.bank_serial FROM bank_statement AS s
            JOIN bank_statement_line AS l ON l.centre_id = s.centre_id AND l.statement_id = s.id
           WHERE s.compared_at IS NOT NULL
             AND NOT EXISTS (SELECT FROM receipt AS r WHERE l.direction = 'in' AND r.centre_id = s.centre_id
                   AND r.bank_account_id = s.bank_account_id AND r.bank_serial = l.bank_serial AND r.amount_fen = l.amount_fen)
             AND NOT EXISTS (SELECT FROM instruction AS i WHERE l.direction = 'out' AND i.centre_id = s.centre_id
                   AND i.bank_account_id = s.bank_account_id AND i.bank_serial = l.bank_serial AND i.amount_fen = l.amount_fen)
             AND NOT EXISTS (SELECT FROM statement_difference AS d WHERE d.centre_id = s.centre_id AND d.statement_id = s.id
                   AND d.subject = l.bank_serial)
          UNION ALL
          SELECT s.id, 'a receipt of ours alone: ' || r.bank_serial FROM bank_statement AS s
            JOIN receipt AS r ON r.centre_id = s.centre_id AND r.bank_account_id = s.bank_account_id AND r.value_date = s.day
                 AND r.part_of IS NULL
           WHERE s.explained_at IS NOT NULL
             AND NOT EXISTS (SELECT FROM bank_statement_line AS l WHERE l.centre_id = s.centre_id AND l.statement_id = s.id
                   AND l.direction = 'in' AND l.bank_serial = r.bank_serial)
             AND NOT EXISTS (SELECT FROM statement_difference AS d WHERE d.centre_id = s.centre_id AND d.statement_id = s.id
                   AND d.state = 'explained' AND d.kind = 'book-only-credit' AND d.subject = r.bank_serial)
          UNION ALL
          SELECT s.id, 'a payment of ours alone: ' || i.reference FROM bank_statement AS s
            JOIN instruction AS i ON i.centre_id = s.centre_id AND i.bank_account_id = s.bank_account_id AND i.value_date = s.day
                 AND i.state IN ('paid', 'returned')
           WHERE s.explained_at IS NOT NULL
             AND NOT EXISTS (SELECT FROM bank_statement_line AS l WHERE l.centre_id = s.centre_id AND l.statement_id = s.id
                   AND l.direction = 'out' AND (l.reference = i.reference OR l.bank_serial = i.bank_serial))
             AND NOT EXISTS (SELECT FROM statement_difference AS d WHERE d.centre_id = s.centre_id AND d.statement_id = s.id
                   AND d.state = 'explained' AND d.kind = 'book-only-payment' AND d.subject = i.reference)
          UNION ALL
          SELECT d.id, 'settled without evidence, or booked otherwise: ' || d.subject FROM statement_difference AS d
            JOIN bank_statement AS s ON s.centre_id = d.centre_id AND s.id = d.statement_id
           WHERE d.settled_as IS NOT NULL
             AND NOT EXISTS (SELECT FROM bank_statement_line AS l
                   JOIN bank_exchange AS x ON x.centre_id = l.centre_id AND x.id = l.exchange_id AND x.tx_code = 'BDC113' AND x.response IS NOT NULL
                   LEFT JOIN receipt AS r ON l.direction = 'in' AND r.centre_id = l.centre_id AND r.bank_account_id = s.bank_account_id
                     AND r.bank_serial = l.bank_serial AND r.amount_fen = l.amount_fen AND r.value_date = s.day
                   LEFT JOIN instruction AS i ON l.direction = 'out' AND i.centre_id = l.centre_id AND i.reference = l.reference
                     AND i.bank_account_id = s.bank_account_id AND i.bank_serial = l.bank_serial AND i.amount_fen = l.amount_fen
                     AND i.value_date = s.day
                  WHERE l.centre_id = d.centre_id AND l.statement_id = d.statement_id AND l.bank_serial = d.subject
                    AND (r.id IS NOT NULL OR i.id IS NOT NULL))`,
  },
  {
    id: 'closed-bank-accounts',
    sentence: {
      zh: '已销的专户账面余额为零，其资金在接收账户',
      en: 'An account of the centre that is closed has nothing on its leaf: its money is with the one that took its place',
    },
    sql: `SELECT z.id, b.fen::text AS fen FROM bank_account_closing AS z
            JOIN bank_account AS a ON a.centre_id = z.centre_id AND a.id = z.bank_account_id
            CROSS JOIN LATERAL (SELECT coalesce(sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END), 0) AS fen
                                  FROM entry AS e WHERE e.centre_id = a.centre_id AND e.account_id = a.leaf_account_id) AS b
           WHERE z.closed_at IS NOT NULL AND b.fen <> 0`,
  },
];
