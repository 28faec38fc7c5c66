import type { Invariant } from '../../../platform/invariants/invariant-registry';

const credit = `CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END`;
const month = `(extract(year FROM e.business_date) * 100 + extract(month FROM e.business_date))::int`;

/** What must hold of the results of months and years (V20, V21). */
export const resultInvariants: readonly Invariant[] = [
  {
    id: 'month-results',
    sentence: {
      zh: '结转以后每个已结账月份都有损益结转，其收入（401）、支出（411）各分户余额为零，转入 311 的金额与凭证一致',
      en: 'Since results are transferred each closed month has one: every leaf of income (401) and expenditure (411) is zero at its end, and 311 took what its voucher says',
    },
    sql: `
      WITH line AS (
        SELECT e.centre_id, ${month} AS month, e.account_id, sum(${credit}) AS fen FROM entry AS e
         WHERE e.subject IN ('401', '411') GROUP BY 1, 2, 3
      ), first AS (
        SELECT centre_id, min(month) AS month FROM month_result GROUP BY 1
      ), voucher AS (
        SELECT j.centre_id, j.source_id, ${month} AS month,
               coalesce(sum(e.amount_fen * CASE e.side WHEN 'C' THEN 1 ELSE -1 END) FILTER (WHERE e.subject = '311'), 0) AS gains,
               bool_or(e.subject NOT IN ('311', '401', '411')) AS other
          FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
         WHERE j.kind = 'month-result' GROUP BY 1, 2, 3
      )
      SELECT r.month, 'left on a leaf' AS breach, l.account_id::text AS what, sum(l.fen)::text AS fen
        FROM month_result AS r JOIN first AS f ON f.centre_id = r.centre_id
        JOIN line AS l ON l.centre_id = r.centre_id AND (l.month = r.month OR (r.month = f.month AND l.month < f.month))
       GROUP BY r.centre_id, r.month, l.account_id HAVING sum(l.fen) <> 0
      UNION ALL
      SELECT m.month, 'no result', NULL, NULL FROM month_end AS m JOIN first AS f ON f.centre_id = m.centre_id AND m.month > f.month
       WHERE m.closed_at IS NOT NULL AND NOT EXISTS (SELECT FROM month_result AS r WHERE r.centre_id = m.centre_id AND r.month = m.month)
      UNION ALL
      SELECT coalesce(r.month, v.month), 'voucher', (r.income_fen - r.expenditure_fen)::text, v.gains::text
        FROM month_result AS r FULL JOIN voucher AS v ON v.centre_id = r.centre_id AND v.source_id = r.id
       WHERE r.id IS NULL OR coalesce(v.gains, 0) <> r.income_fen - r.expenditure_fen OR v.month <> r.month OR v.other
          OR (v.source_id IS NULL AND r.income_fen <> 0)`,
  },
  {
    id: 'year-results',
    sentence: {
      zh: '每年 12 月结账时增值收益（311）全部转出，按两人决定的办法分配：风险准备、管理费用、公共租赁住房补充资金与规则和凭证一致，合计等于增值收益',
      en: 'As December was closed the gains of the year left 311 whole and were distributed as two people have decided: reserve, fee and public rental are what the rule and the vouchers say',
    },
    sql: `
      WITH moved AS (
        SELECT j.centre_id, j.source_id, CASE e.subject WHEN '311' THEN '311' ELSE l.code END AS code, sum(${credit}) AS fen
          FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
          JOIN ledger_account AS l ON l.centre_id = e.centre_id AND l.id = e.account_id
         WHERE j.kind IN ('year-result', 'gains-allotted', 'gains-distributed') GROUP BY 1, 2, 3
      ), wanted AS (
        SELECT y.centre_id, y.id, w.code, w.fen FROM year_result AS y
         CROSS JOIN LATERAL (VALUES ('311', -y.gains_fen), ('32104', least(y.gains_fen, 0)), ('32101', 0), ('32102', 0), ('32103', 0),
                              ('301', y.reserve_fen), ('21401', y.management_fee_fen), ('21402', y.public_rental_fen)) AS w (code, fen)
      )
      SELECT coalesce(w.id, m.source_id)::text AS year, coalesce(w.code, m.code) AS what, w.fen::text AS told, m.fen::text AS booked
        FROM wanted AS w FULL JOIN moved AS m ON m.centre_id = w.centre_id AND m.source_id = w.id AND m.code = w.code
       WHERE coalesce(w.fen, 0) <> coalesce(m.fen, 0)
      UNION ALL
      SELECT y.year::text, '311 is not empty', NULL, sum(${credit})::text FROM year_result AS y
        JOIN entry AS e ON e.centre_id = y.centre_id AND e.subject = '311' AND e.business_date <= make_date(y.year, 12, 31)
       GROUP BY y.centre_id, y.year HAVING sum(${credit}) <> 0
      UNION ALL
      SELECT y.year::text, 'decision', d.state, d.fee_budget_fen::text FROM year_result AS y
        JOIN gains_distribution AS d ON d.centre_id = y.centre_id AND d.id = y.distribution_id
       WHERE d.state <> 'approved' OR d.year <> y.year OR y.management_fee_fen <> least(d.fee_budget_fen, y.gains_fen - y.reserve_fen)
          OR y.reserve_fen <> least(y.gains_fen, CASE d.reserve_rule WHEN 'sixty-percent-of-gains' THEN round(y.gains_fen * 0.60)
               ELSE greatest(round(y.loan_balance_fen * 0.01) - y.reserve_before_fen, 0) END)
      UNION ALL
      SELECT y.year::text, 'reserve before', y.reserve_before_fen::text, coalesce(b.fen, 0)::text FROM year_result AS y
        LEFT JOIN LATERAL (SELECT sum(${credit}) AS fen FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
                            WHERE e.centre_id = y.centre_id AND e.subject = '301' AND e.business_date <= make_date(y.year, 12, 31)
                              AND j.source_id <> y.id) AS b ON true
       WHERE y.reserve_before_fen <> coalesce(b.fen, 0)
      UNION ALL
      SELECT y.year::text, 'loans', y.loan_balance_fen::text, coalesce(b.fen, 0)::text FROM year_result AS y
        LEFT JOIN LATERAL (SELECT sum(-(${credit})) AS fen FROM entry AS e WHERE e.centre_id = y.centre_id AND e.subject IN ('121', '122')
                              AND e.business_date <= make_date(y.year, 12, 31)) AS b ON true
       WHERE y.loan_balance_fen <> coalesce(b.fen, 0)
      UNION ALL
      SELECT (r.month / 100)::text, 'not distributed', NULL, NULL FROM month_result AS r
       WHERE r.month % 100 = 12 AND NOT EXISTS (SELECT FROM year_result AS y WHERE y.centre_id = r.centre_id AND y.year = r.month / 100)`,
  },
];
