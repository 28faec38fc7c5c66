import type { Invariant } from '../../../platform/invariants/invariant-registry';

const creditsOfLists = `
  SELECT l.id, j.id AS journal_id
    FROM remittance_list AS l JOIN journal AS j ON j.centre_id = l.centre_id AND j.kind = 'remittance' AND j.source_id = l.id`;

/**
 * Each time a month of an account was credited whole, by whatever unit or by the member: a line of a list that was not
 * refunded whole, a voluntary payment, and back payments that without a list come to what the month is worth.
 */
const wholeMonths = `
  SELECT r.account_id, l.month FROM remittance_list AS l
    JOIN remittance_line AS r ON r.centre_id = l.centre_id AND r.list_id = l.id
   WHERE l.state = 'POSTED' AND NOT EXISTS (
     SELECT FROM contribution_refund AS f WHERE f.centre_id = l.centre_id AND f.source = 'list' AND f.source_id = l.id
        AND f.account_id = r.account_id AND f.month = l.month AND f.whole AND f.state IN ('held', 'paid'))
  UNION ALL
  SELECT account_id, month FROM flexible_payment WHERE state = 'POSTED'
  UNION ALL
  SELECT account_id, month FROM (
    SELECT b.account_id, b.month, b.employer_fen + b.employee_fen AS fen, b.full_fen
      FROM back_payment_line AS b JOIN back_payment AS p ON p.centre_id = b.centre_id AND p.id = b.payment_id WHERE p.state = 'POSTED'
    UNION ALL
    SELECT account_id, month, -employer_fen - employee_fen, NULL FROM contribution_refund
     WHERE source = 'back-payment' AND state IN ('held', 'paid')) AS b
   GROUP BY account_id, month HAVING sum(fen) >= max(full_fen)`;

/** Remittance and roster: conservation list I8, and what the history says of the accounts. */
export const contributionInvariants: readonly Invariant[] = [
  {
    id: 'I8',
    sentence: {
      zh: '每笔汇缴到账 = 分解到职工 + 单位暂收款，暂收款每分钱只动用一次；每位职工每月只入账一次，金额与清册逐人一致',
      en: 'Each remittance received equals credits to members plus suspense, of which no fen is drawn twice; each member is credited once a month, by the list',
    },
    sql: `
      SELECT 'receipt' AS what, coalesce(b.id, p.receipt_id)::text AS id
        FROM (SELECT * FROM receipt WHERE matcher IN ('remittance', 'unit-account', 'payer-name', 'back-payment', 'payer-paper')) AS b
        FULL JOIN (SELECT coalesce(r.receipt_id, s.receipt_id) AS receipt_id, coalesce(r.credited_fen, 0) + coalesce(s.amount_fen, 0) AS amount,
                          r.amount_fen <> r.credited_fen + coalesce(s.amount_fen, 0) AS differs
                     FROM (SELECT centre_id, receipt_id, amount_fen, credited_fen FROM remittance_receipt
                                UNION ALL SELECT centre_id, receipt_id, amount_fen, credited_fen FROM back_payment_receipt) AS r
                          FULL JOIN (SELECT * FROM unit_suspense WHERE origin = 'receipt') AS s ON s.centre_id = r.centre_id AND s.receipt_id = r.receipt_id
             ) AS p ON p.receipt_id = b.id
       WHERE b.id IS NULL OR p.receipt_id IS NULL OR p.differs OR b.amount_fen <> p.amount
      UNION ALL
      SELECT 'suspense', coalesce(s.receipt_id, e.source_id)::text FROM (SELECT * FROM unit_suspense WHERE origin IN ('receipt', 'opening')) AS s
        FULL JOIN (SELECT j.source_id, e.account_id, sum(e.amount_fen) AS kept FROM journal AS j
                     JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'C'
                     JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id
                    WHERE j.kind IN ('suspense', 'opening-suspense') AND a.kind = 'unit' GROUP BY j.source_id, e.account_id) AS e
          ON e.source_id = s.receipt_id AND e.account_id = s.unit_id
       WHERE s.amount_fen IS DISTINCT FROM e.kept
      UNION ALL
      SELECT 'unit', b.id::text FROM receipt AS b
        LEFT JOIN unit_account AS u ON u.centre_id = b.centre_id AND u.unit_account_no = b.matched_ref
        LEFT JOIN unit_suspense AS s ON s.centre_id = b.centre_id AND s.receipt_id = b.id
        LEFT JOIN remittance_receipt AS r ON r.centre_id = b.centre_id AND r.receipt_id = b.id
        LEFT JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id
        LEFT JOIN back_payment_receipt AS q ON q.centre_id = b.centre_id AND q.receipt_id = b.id
        LEFT JOIN back_payment AS p ON p.centre_id = q.centre_id AND p.id = q.payment_id
       WHERE b.matcher IN ('unit-account', 'payer-name', 'payer-paper') AND u.ledger_account_id IS DISTINCT FROM coalesce(s.unit_id, l.unit_id, p.unit_id)
      UNION ALL
      SELECT 'overdrawn', s.receipt_id::text FROM unit_suspense AS s
        JOIN (SELECT receipt_id, sum(amount_fen) AS drawn FROM (
                SELECT receipt_id, amount_fen FROM suspense_draw
                UNION ALL SELECT lot_id, amount_fen FROM suspense_return WHERE state IN ('held', 'paid')) AS w GROUP BY receipt_id) AS d ON d.receipt_id = s.receipt_id
       WHERE d.drawn > s.amount_fen
      UNION ALL
      SELECT 'drawn', coalesce(d.target_id, e.source_id)::text
        FROM (SELECT d.target_id, s.unit_id, sum(d.amount_fen) AS drawn FROM suspense_draw AS d
                JOIN unit_suspense AS s ON s.centre_id = d.centre_id AND s.receipt_id = d.receipt_id
               WHERE d.purpose = 'list' GROUP BY d.target_id, s.unit_id) AS d
        FULL JOIN (SELECT j.source_id, e.account_id, sum(e.amount_fen) AS taken FROM journal AS j
                     JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'D'
                     JOIN unit_account AS u ON u.centre_id = e.centre_id AND u.ledger_account_id = e.account_id
                    WHERE j.kind = 'remittance' GROUP BY j.source_id, e.account_id) AS e
          ON e.source_id = d.target_id AND e.account_id = d.unit_id
       WHERE d.drawn IS DISTINCT FROM e.taken
      UNION ALL
      SELECT 'received', l.id::text FROM remittance_list AS l
        LEFT JOIN (SELECT list_id, sum(credited_fen) AS credited, sum(drawn_fen) AS drawn FROM remittance_receipt GROUP BY list_id) AS r ON r.list_id = l.id
        LEFT JOIN (SELECT target_id, sum(amount_fen) AS drawn FROM suspense_draw WHERE purpose = 'list' GROUP BY target_id) AS d ON d.target_id = l.id
       WHERE NOT l.taken_over AND (coalesce(r.credited, 0) + coalesce(d.drawn, 0) <> CASE WHEN l.state = 'POSTED' THEN l.total_fen ELSE 0 END
          OR (coalesce(r.credited, 0) > 0 AND coalesce(r.drawn, 0) <> coalesce(d.drawn, 0)))
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
      SELECT 'twice', account_id || ' ' || month FROM (${wholeMonths}) AS w GROUP BY account_id, month HAVING count(*) > 1`,
  },
  {
    id: 'R1',
    sentence: {
      zh: '账户状态与其变更历史一致，封存账户有封存日；封存期间的清册中没有该职工',
      en: 'The state of each account agrees with its history, a sealed one has its day; no list of a month in which it is sealed holds it',
    },
    sql: `
      SELECT 'state' AS what, m.account_id, m.state FROM member_account AS m
        JOIN (SELECT DISTINCT ON (centre_id, account_id) centre_id, account_id, unit_id, kind FROM roster_change
               WHERE kind <> 'base' ORDER BY centre_id, account_id, id DESC) AS c
          ON c.centre_id = m.centre_id AND c.account_id = m.account_id AND c.unit_id = m.unit_id
       WHERE (m.state = '01' AND c.kind = 'seal') OR (m.state = '02' AND c.kind <> 'seal')
          OR (m.state = '02' AND m.sealed_on IS NULL) OR (m.state = '01' AND m.sealed_on IS NOT NULL)
      UNION ALL
      SELECT 'line', r.account_id, l.month::text FROM roster_change AS s
        JOIN remittance_line AS r ON r.centre_id = s.centre_id AND r.account_id = s.account_id
        JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id AND l.unit_id = s.unit_id
             AND l.month >= s.from_month AND l.state NOT IN ('DRAFT', 'CANCELLED')
       WHERE s.kind = 'seal' AND NOT EXISTS (
         SELECT FROM roster_change AS u WHERE u.centre_id = s.centre_id AND u.account_id = s.account_id AND u.kind = 'unseal'
            AND u.id > s.id AND u.from_month <= l.month)`,
  },
];
