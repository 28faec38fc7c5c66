import type { Invariant } from '../../../platform/invariants/invariant-registry';

const creditsOfLists = `
  SELECT l.id, j.id AS journal_id
    FROM remittance_list AS l JOIN journal AS j ON j.centre_id = l.centre_id AND j.kind = 'remittance' AND j.source_id = l.id`;

/** Remittance: conservation list I8. */
export const contributionInvariants: readonly Invariant[] = [
  {
    id: 'I8',
    sentence: {
      zh: '每笔汇缴到账 = 分解到职工 + 单位暂收款；每位职工每月只入账一次，金额与清册逐人一致',
      en: 'Each remittance received equals credits to members plus suspense; each member is credited once a month, by the list',
    },
    sql: `
      SELECT 'receipt' AS what, coalesce(r.receipt_id, b.id)::text AS id
        FROM remittance_receipt AS r
        FULL JOIN (SELECT * FROM receipt WHERE matcher = 'remittance') AS b ON b.centre_id = r.centre_id AND b.id = r.receipt_id
       WHERE r.receipt_id IS NULL OR b.id IS NULL OR r.amount_fen <> b.amount_fen
      UNION ALL
      SELECT 'suspense', r.receipt_id::text FROM remittance_receipt AS r
       WHERE r.suspense_fen <> (
         SELECT coalesce(sum(e.amount_fen), 0) FROM journal AS j
           JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'C'
          WHERE j.centre_id = r.centre_id AND j.kind = 'suspense' AND j.source_id = r.receipt_id)
      UNION ALL
      SELECT 'unit', b.id::text FROM receipt AS b
       WHERE b.matcher = 'unit-account' AND b.amount_fen <> (
         SELECT coalesce(sum(e.amount_fen), 0) FROM journal AS j
           JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'C'
           JOIN unit_account AS u ON u.centre_id = e.centre_id AND u.ledger_account_id = e.account_id
          WHERE j.centre_id = b.centre_id AND j.kind = 'suspense' AND j.source_id = b.id
            AND u.unit_account_no = b.matched_ref)
      UNION ALL
      SELECT 'received', l.id::text FROM remittance_list AS l LEFT JOIN (
          SELECT list_id, sum(credited_fen + drawn_fen) AS credited,
                 sum(drawn_fen) - sum(suspense_fen) FILTER (WHERE outcome = 'short') AS overdrawn
            FROM remittance_receipt GROUP BY list_id) AS r ON r.list_id = l.id
       WHERE NOT l.taken_over AND (coalesce(r.credited, 0) <> CASE WHEN l.state = 'POSTED' THEN l.total_fen ELSE 0 END
          OR coalesce(r.overdrawn, 0) > 0)
      UNION ALL
      SELECT 'posted', coalesce(l.id, j.source_id)::text
        FROM (SELECT * FROM remittance_list WHERE state = 'POSTED' AND NOT taken_over) AS l
        FULL JOIN (SELECT * FROM journal WHERE kind = 'remittance') AS j ON j.centre_id = l.centre_id AND j.source_id = l.id
       WHERE l.id IS NULL OR j.id IS NULL
      UNION ALL
      SELECT 'credit', p.id || ' ' || coalesce(p.account_id, e.account_id)
        FROM (SELECT c.id, c.journal_id, r.account_id, r.employer_fen + r.employee_fen AS due
                FROM (${creditsOfLists}) AS c JOIN remittance_line AS r ON r.list_id = c.id) AS p
        FULL JOIN (SELECT e.journal_id, e.account_id, sum(e.amount_fen) AS paid
                     FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind = 'remittance'
                    WHERE e.side = 'C' GROUP BY e.journal_id, e.account_id) AS e
          ON e.journal_id = p.journal_id AND e.account_id = p.account_id
       WHERE p.due IS DISTINCT FROM e.paid
      UNION ALL
      SELECT 'header', l.id::text FROM remittance_list AS l LEFT JOIN (
          SELECT list_id, count(*) AS members, sum(employer_fen + employee_fen) AS total FROM remittance_line GROUP BY list_id
        ) AS r ON r.list_id = l.id
       WHERE l.member_count IS DISTINCT FROM r.members OR l.total_fen IS DISTINCT FROM r.total
      UNION ALL
      SELECT 'twice', r.account_id || ' ' || l.month
        FROM remittance_list AS l JOIN remittance_line AS r ON r.centre_id = l.centre_id AND r.list_id = l.id
       WHERE l.state = 'POSTED' GROUP BY l.unit_id, r.account_id, l.month HAVING count(*) > 1`,
  },
];
