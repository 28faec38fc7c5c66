import type { Invariant } from '../../../../platform/invariants/invariant-registry';

const debit = `CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END`;

/** What must hold of disbursed loans at any moment; handbook 5 and 6.2. */
export const loanInvariants: readonly Invariant[] = [
  {
    id: 'LN1',
    sentence: {
      zh: '每笔贷款的 121、122 余额分别等于账户记载，二者与已核销本金之和为贷款余额，且没有不属于任何贷款的 121、122 分户',
      en: 'What stands on 121 and on 122 of each loan is what its account says, together with what was written off what is owed of its principal, and no account of a loan is without one',
    },
    sql: `
      SELECT coalesce(a.loan_id::text, s.account_id::text) AS loan, s.subject, s.fen::text AS entries
        FROM (SELECT k.centre_id, k.id AS account_id, k.subject, coalesce(sum(${debit}), 0) AS fen
                FROM ledger_account AS k LEFT JOIN entry AS e ON e.centre_id = k.centre_id AND e.account_id = k.id
               WHERE k.kind = 'loan' GROUP BY 1, 2, 3) AS s
        LEFT JOIN loan_account AS a ON a.centre_id = s.centre_id
             AND s.account_id = CASE s.subject WHEN '121' THEN a.account_id ELSE a.overdue_account_id END
       WHERE a.loan_id IS NULL
          OR s.fen <> CASE s.subject WHEN '121' THEN a.principal_fen - a.transferred_fen - a.written_off_fen ELSE a.transferred_fen END
      UNION ALL
      SELECT a.loan_id::text, '122', NULL FROM loan_account AS a WHERE a.overdue_account_id IS NULL AND a.transferred_fen <> 0`,
  },
  {
    id: 'LN2',
    sentence: {
      zh: '每笔贷款的本金等于未到期本金加已到期未还本金，未还期数和最早到期日与逾期登记一致',
      en: 'The principal of each loan is what has not fallen due and what has and is unpaid; its count of unpaid periods and the oldest are those of its register',
    },
    sql: `
      SELECT a.loan_id, a.principal_fen::text AS principal, a.planned_fen::text AS planned, coalesce(d.fen, 0)::text AS unpaid
        FROM loan_account AS a LEFT JOIN (
          SELECT centre_id, loan_id, sum(principal_fen - paid_principal_fen) AS fen, count(*) AS periods, min(due_on) AS oldest
            FROM loan_due WHERE cleared_on IS NULL GROUP BY 1, 2) AS d ON d.centre_id = a.centre_id AND d.loan_id = a.loan_id
       WHERE a.principal_fen <> a.planned_fen + coalesce(d.fen, 0) OR a.unpaid_periods <> coalesce(d.periods, 0)
          OR a.oldest_due_on IS DISTINCT FROM d.oldest`,
  },
  {
    id: 'LN3',
    sentence: {
      zh: '各笔贷款明细的本金之和等于已还本金，利息、罚息之和等于各期已还及提前归还部分，且与凭证收入一致',
      en: 'The details of each loan sum to the principal repaid; over all, interest and penalty are the income that vouchers of loans have booked',
    },
    sql: `
      SELECT a.loan_id::text AS loan, (a.disbursed_fen - a.principal_fen)::text AS repaid, coalesce(t.fen, 0)::text AS details
        FROM loan_account AS a LEFT JOIN (
          SELECT centre_id, loan_id, sum(principal_fen) FILTER (WHERE kind NOT IN ('01', '09', '99')) AS fen, max(seq) AS last,
                 -- The bank gave the money back (99), and it has not been sent anew (01).
                 bool_or(kind = '99') AND sum(principal_fen) FILTER (WHERE kind IN ('01', '99')) = 0 AS taken_back
            FROM loan_transaction GROUP BY 1, 2) AS t ON t.centre_id = a.centre_id AND t.loan_id = a.loan_id
       WHERE CASE WHEN t.taken_back THEN 0 ELSE a.disbursed_fen END - a.principal_fen <> coalesce(t.fen, 0)
          OR a.last_transaction < t.last
      UNION ALL
      SELECT 'income ' || k.code, k.fen::text, t.fen::text
        FROM (SELECT l.centre_id, l.code, coalesce(sum(-(${debit})), 0) AS fen FROM ledger_account AS l
                LEFT JOIN (entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind LIKE 'loan-%')
                  ON e.centre_id = l.centre_id AND e.account_id = l.id
               WHERE l.code IN ('40103', '4010302') GROUP BY 1, 2) AS k
        JOIN (SELECT c.id AS centre_id, i.code, coalesce(sum(CASE i.code WHEN '40103' THEN t.interest_fen ELSE t.penalty_fen END), 0) AS fen
                FROM centre AS c CROSS JOIN (VALUES ('40103'), ('4010302')) AS i (code)
                LEFT JOIN loan_transaction AS t ON t.centre_id = c.id AND t.paid_by <> 'takeover' GROUP BY 1, 2) AS t
          ON t.centre_id = k.centre_id AND t.code = k.code
       WHERE k.fen <> t.fen`,
  },
  {
    id: 'LN4',
    sentence: {
      zh: '预收还款科目余额等于各笔贷款预收款之和',
      en: 'What stands on 21904 is what loans have been paid in advance',
    },
    sql: `
      SELECT s.fen::text AS entries, a.fen::text AS loans
        FROM (SELECT coalesce(sum(-(${debit})), 0) AS fen FROM entry AS e JOIN ledger_account AS l
                ON l.centre_id = e.centre_id AND l.id = e.account_id WHERE l.code = '21904') AS s
        CROSS JOIN (SELECT coalesce(sum(prepaid_fen), 0) AS fen FROM loan_account) AS a
       WHERE s.fen <> a.fen`,
  },
  {
    id: 'LN5',
    sentence: {
      zh: '贷款账户状态与合同一致，已结清的没有欠款、参与人均已结清、没有生效的对冲协议，逾期的有过期未还',
      en: 'Contract and account agree on where a loan stands; of a settled one nothing is owed, nobody stands in it any more and no account is drawn on; an overdue one has something unpaid',
    },
    sql: `
      SELECT a.loan_id, a.state AS account, l.state AS contract FROM loan_account AS a
        JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id
       WHERE a.state <> l.state OR (a.state = 'overdue' AND a.unpaid_periods = 0)
          OR (a.state = 'settled' AND (a.principal_fen <> 0 OR a.unpaid_periods <> 0
            OR EXISTS (SELECT FROM loan_party AS p WHERE p.centre_id = a.centre_id AND p.loan_id = a.loan_id AND p.settled_on IS NULL)
            OR EXISTS (SELECT FROM hedging_agreement AS g WHERE g.centre_id = a.centre_id AND g.loan_id = a.loan_id AND g.state <> 'ended')))`,
  },
  {
    id: 'LN6',
    sentence: {
      zh: '每笔贷款当前计划的剩余本金、利率、每期金额与最后一段计划一致，未还清的期次连续编号且不重复',
      en: 'What a loan goes on with is the last segment of its plan, and the periods that fell due are numbered without a gap',
    },
    sql: `
      SELECT a.loan_id, a.plan_seq AS plan, a.next_no AS next FROM loan_account AS a
        LEFT JOIN loan_plan AS p ON p.centre_id = a.centre_id AND p.loan_id = a.loan_id AND p.seq = a.plan_seq
        LEFT JOIN (SELECT centre_id, loan_id, count(*) AS n, min(no) AS first, max(no) AS last FROM loan_due GROUP BY 1, 2) AS d
          ON d.centre_id = a.centre_id AND d.loan_id = a.loan_id
       WHERE p.seq IS NULL OR (d.n IS NOT NULL AND (d.last - d.first + 1 <> d.n OR d.last + 1 <> a.next_no))
          OR (a.periods_left > 1 AND (p.instalment_fen <> coalesce(a.then_instalment_fen, a.instalment_fen)
               OR p.annual_rate <> coalesce(a.then_rate, a.annual_rate) OR p.from_no + p.periods <> a.next_no + a.periods_left))`,
  },
  {
    id: 'LN7',
    sentence: {
      zh: '应由公积金专户划转增值收益专户的贷款利息、罚息，等于已入账的利息、罚息收入减去已划转到账的部分',
      en: 'What the fund owes the gains account for loans is the interest and penalties booked, less what has arrived there',
    },
    sql: `
      SELECT w.code, w.fen::text AS waits, (i.fen - m.fen)::text AS due
        FROM (SELECT l.code, coalesce(sum((${debit}) * CASE l.code WHEN '11902' THEN -1 ELSE 1 END), 0) AS fen
                FROM ledger_account AS l
                LEFT JOIN (entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind LIKE 'loan-%')
                  ON e.centre_id = l.centre_id AND e.account_id = l.id
               WHERE l.code IN ('11902', '21906') GROUP BY 1) AS w
       CROSS JOIN (SELECT coalesce(sum(-(${debit})), 0) AS fen
                     FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind LIKE 'loan-%'
                     JOIN ledger_account AS l ON l.centre_id = e.centre_id AND l.id = e.account_id AND l.code IN ('40103', '4010302')) AS i
       CROSS JOIN (SELECT coalesce(sum(amount_fen), 0) AS fen FROM own_transfer WHERE reason = 'loan-interest' AND state = 'arrived') AS m
       WHERE w.fen <> i.fen - m.fen`,
  },
  {
    id: 'LN10',
    sentence: {
      zh: '留存的每日应划转贷款利息、罚息余额等于截至当日的分录合计',
      en: 'What is kept of a day as due to the gains account for loans is the sum of the entries through it',
    },
    sql: `
      SELECT k.day, k.fen::text AS kept, s.fen::text AS entries
        FROM (SELECT centre_id, day, due_fen - lag(due_fen, 1, 0::bigint) OVER w AS fen, lag(day, 1, '-infinity'::date) OVER w AS since
                FROM loan_interest_due WINDOW w AS (PARTITION BY centre_id ORDER BY day)) AS k
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(-(${debit})), 0) AS fen FROM ledger_account AS l JOIN entry AS e ON e.centre_id = l.centre_id AND e.account_id = l.id
           JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind LIKE 'loan-%'
          WHERE l.centre_id = k.centre_id AND l.code = '11902' AND e.business_date > k.since AND e.business_date <= k.day) AS s
       WHERE k.fen <> s.fen`,
  },
];
