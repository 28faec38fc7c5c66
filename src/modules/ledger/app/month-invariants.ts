import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** Of months that are closed. */
export const monthInvariants: readonly Invariant[] = [
  {
    id: 'closed-months',
    sentence: {
      zh: '每个已结账月份冻结的科目发生额与余额等于截至该月末的凭证之和，月月相连，借贷相等',
      en: 'What was frozen of a closed month, turnover and balance of each subject, is the sum of its vouchers, follows on the month before, and balances',
    },
    sql: `
      WITH moved AS (
        SELECT centre_id, (extract(year FROM business_date) * 100 + extract(month FROM business_date))::int AS month, subject,
               coalesce(sum(amount_fen) FILTER (WHERE side = 'D'), 0) AS debit, coalesce(sum(amount_fen) FILTER (WHERE side = 'C'), 0) AS credit
          FROM entry GROUP BY 1, 2, 3
      ), frozen AS (
        SELECT b.*, lag(b.closing_fen) OVER (PARTITION BY b.centre_id, b.subject ORDER BY b.month) AS before,
               min(b.month) OVER (PARTITION BY b.centre_id) AS first_month
          FROM month_balance AS b
      )
      SELECT f.month, f.subject, 'turnover' AS what FROM frozen AS f
        LEFT JOIN moved AS m ON m.centre_id = f.centre_id AND m.month = f.month AND m.subject = f.subject
       WHERE f.debit_fen <> coalesce(m.debit, 0) OR f.credit_fen <> coalesce(m.credit, 0)
      UNION ALL
      SELECT m.month, m.subject, 'not frozen' FROM moved AS m
       WHERE EXISTS (SELECT FROM month_balance AS b WHERE b.centre_id = m.centre_id AND b.month = m.month)
         AND NOT EXISTS (SELECT FROM month_balance AS b WHERE b.centre_id = m.centre_id AND b.month = m.month AND b.subject = m.subject)
      UNION ALL
      SELECT f.month, f.subject, 'opening' FROM frozen AS f
       WHERE f.opening_fen <> coalesce(f.before, (SELECT coalesce(sum(m.debit - m.credit), 0) FROM moved AS m
               WHERE m.centre_id = f.centre_id AND m.subject = f.subject AND m.month < f.month))
      UNION ALL
      SELECT f.month, NULL, 'out of balance' FROM frozen AS f GROUP BY f.centre_id, f.month HAVING sum(f.closing_fen) <> 0
      UNION ALL
      SELECT e.month, NULL, 'finished, not closed' FROM month_end AS e
       WHERE e.finished_at IS NOT NULL AND NOT EXISTS (SELECT FROM closed_period AS p WHERE p.centre_id = e.centre_id AND p.month = e.month)`,
  },
];
