import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** What must hold of the yearly settlement and of the interest owed. */
export const interestInvariants: readonly Invariant[] = [
  {
    id: 'I11',
    sentence: {
      zh: '每个账户每年至多一笔年终结息，入账于6月30日；历年结息合计等于已结清的精确积数逐年舍入一次的结果',
      en: 'Each account has at most one yearly posting of interest a year, dated 30 June; all of them are what the exact numerators they paid for give, rounded once a year',
    },
    sql: `WITH posted AS (
            SELECT e.centre_id, e.account_id, e.business_date, count(*) AS n, sum(e.amount_fen) AS interest,
                   bool_or(j.value_date <> e.business_date + 1 OR to_char(e.business_date, 'MMDD') <> '0630') AS misdated
              FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
             WHERE j.kind = 'annual-interest' AND e.subject = '201' GROUP BY 1, 2, 3)
          SELECT account_id, 'twice' AS breach, n::text AS stored, business_date::text AS reckoned FROM posted WHERE n > 1
          UNION ALL
          SELECT account_id, 'date', business_date::text, '06-30' FROM posted WHERE misdated
          UNION ALL
          SELECT b.account_id, 'amount', coalesce(p.interest, 0)::text, b.settled_numerator::text
            FROM member_balance AS b LEFT JOIN (
              SELECT centre_id, account_id, count(*) AS years, sum(interest) AS interest FROM posted GROUP BY 1, 2) AS p
              ON p.centre_id = b.centre_id AND p.account_id = b.account_id
           WHERE CASE WHEN coalesce(p.years, 0) = 1 AND b.settled_numerator >= 0
                      THEN p.interest <> div(b.settled_numerator + 18000000000, 36000000000)
                      ELSE abs(coalesce(p.interest, 0) * 36000000000 - b.settled_numerator)
                             > 18000000000 * greatest(coalesce(p.years, 0), (b.settled_numerator > 0)::int) END
          UNION ALL
          SELECT p.account_id, 'unsettled', max(p.business_date)::text, b.settled_to::text
            FROM posted AS p JOIN member_balance AS b ON b.centre_id = p.centre_id AND b.account_id = p.account_id
           GROUP BY p.account_id, b.settled_to HAVING max(p.business_date) >= b.settled_to`,
  },
  {
    id: 'I23',
    sentence: {
      zh: '应付利息余额等于各次计提减去年终结息与销户已付的已计提利息（退回的加回）；每次计提、每段结息与其凭证一致',
      en: 'Interest owed (211) is what was accrued less what the yearly runs and the closings paid of it, those that came back added; each accrual and each range of a run agrees with its voucher',
    },
    sql: `WITH owed AS (SELECT id FROM ledger_account WHERE code = '21101'),
          line AS (
            SELECT j.kind, j.source_id, CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END AS amount
              FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
             WHERE e.account_id IN (SELECT id FROM owed) AND j.kind NOT LIKE 'opening%'),
          told AS (
            SELECT 'interest-accrual' AS kind, id AS source_id, amount_fen AS amount FROM interest_accrual WHERE amount_fen <> 0
            UNION ALL
            SELECT 'annual-interest', id, -interest_fen FROM interest_chunk WHERE interest_fen <> 0
            UNION ALL
            SELECT 'annual-interest', id, -interest_fen FROM interest_left WHERE interest_fen <> 0
            UNION ALL
            SELECT 'closing', i.id, -h.accrued_fen FROM hold AS h
              JOIN instruction AS i ON i.centre_id = h.centre_id AND i.source_id = h.case_id AND i.purpose IN ('closing', 'transfer')
             WHERE h.kind = 'closing' AND h.accrued_fen <> 0 AND h.state IN ('settled', 'returned')
            UNION ALL
            SELECT 'estate', e.id, -h.accrued_fen FROM hold AS h JOIN estate AS e ON e.centre_id = h.centre_id AND e.id = h.case_id
             WHERE h.kind = 'closing' AND h.accrued_fen <> 0 AND h.state = 'settled'
            UNION ALL
            SELECT 'closing-restored', i.id, h.accrued_fen FROM hold AS h
              JOIN instruction AS i ON i.centre_id = h.centre_id AND i.source_id = h.case_id AND i.purpose IN ('closing', 'transfer')
             WHERE h.kind = 'closing' AND h.accrued_fen <> 0 AND h.state = 'returned')
          SELECT coalesce(t.kind, l.kind) AS kind, coalesce(t.source_id, l.source_id) AS source, t.amount::text AS told, l.amount::text AS booked
            FROM told AS t FULL JOIN (SELECT kind, source_id, sum(amount) AS amount FROM line GROUP BY 1, 2 HAVING sum(amount) <> 0) AS l
              ON l.kind = t.kind AND l.source_id = t.source_id
           WHERE t.amount IS DISTINCT FROM l.amount`,
  },
  {
    id: 'I24',
    sentence: {
      zh: '每次结息运行的各段首尾相接、覆盖全部账户，完成的运行不留未完成的段；其资金划转应收应付与所结利息一致',
      en: 'The ranges of each run follow one another and cover every account; a finished run leaves none undone, and what it made due from the gains account is the interest it posted',
    },
    sql: `SELECT c.run_id, 'gap' AS breach, c.seq FROM (
            SELECT run_id, seq, after_account, to_account, lag(to_account, 1, 0) OVER (PARTITION BY centre_id, run_id ORDER BY seq) AS before,
                   lead(seq) OVER (PARTITION BY centre_id, run_id ORDER BY seq) AS next FROM interest_chunk) AS c
           WHERE c.after_account <> c.before OR (c.next IS NULL AND c.to_account <> 9223372036854775807)
          UNION ALL
          SELECT r.id, 'undone', c.seq FROM interest_run AS r
            JOIN interest_chunk AS c ON c.centre_id = r.centre_id AND c.run_id = r.id AND c.finished_at IS NULL
           WHERE r.state = 'finished'
          UNION ALL
          SELECT r.id, 'cash', NULL FROM interest_run AS r
            LEFT JOIN LATERAL (SELECT sum(interest_fen) AS interest FROM interest_chunk AS c WHERE c.centre_id = r.centre_id AND c.run_id = r.id) AS c ON true
            LEFT JOIN LATERAL (SELECT sum(e.amount_fen) AS due FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
                                WHERE j.centre_id = r.centre_id AND j.kind = 'interest-cash-due' AND e.side = 'D'
                                  AND (j.source_id = r.id OR j.source_id IN (SELECT l.id FROM interest_left AS l WHERE l.run_id = r.id))) AS d ON true
           WHERE r.kind = 'year' AND r.state = 'finished'
             AND coalesce(c.interest, 0) + (SELECT coalesce(sum(interest_fen), 0) FROM interest_left AS l WHERE l.centre_id = r.centre_id AND l.run_id = r.id)
                 <> coalesce(d.due, 0)`,
  },
];
