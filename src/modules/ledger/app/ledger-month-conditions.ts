import type { MonthCondition } from '../domain/month-condition';
import { gainsUntil } from '../store/result-store';

/** What the books themselves lack before a month is closed. */
export const ledgerMonthConditions: readonly MonthCondition[] = [
  {
    code: 'earlier-month-open',
    text: { zh: '之前的月份尚未结账', en: 'an earlier month is not closed yet' },
    sql: `SELECT count(*) FROM month AS m JOIN month_end AS e ON e.centre_id = m.centre_id AND e.closed_at IS NULL
            AND e.month < to_char(m.first_day, 'YYYYMM')::int`,
  },
  {
    // What a later accrual finds due includes the month that had none.
    code: 'interest-not-accrued',
    text: { zh: '当月应付利息尚未计提（V13）', en: 'the month’s interest is not accrued yet (V13)' },
    sql: `SELECT count(*) FROM month AS m
           WHERE EXISTS (SELECT FROM member_balance AS b WHERE b.centre_id = m.centre_id)
             AND NOT EXISTS (SELECT FROM interest_accrual AS a
                              WHERE a.centre_id = m.centre_id AND a.kind = 'month' AND a.day >= m.last_day)`,
  },
  {
    // Its vouchers, late ones too, are of 30 June.
    code: 'interest-year-open',
    text: {
      zh: '年度结息尚未完成（V14）',
      en: 'the interest of the year is not credited to every account yet (V14)',
    },
    sql: `SELECT (SELECT count(*) FROM interest_run AS r LEFT JOIN interest_left AS l
                      ON l.centre_id = r.centre_id AND l.run_id = r.id AND l.settled_at IS NULL
                   WHERE r.centre_id = m.centre_id AND r.kind = 'year' AND r.day = m.last_day
                     AND (r.state <> 'finished' OR l.id IS NOT NULL))
               + (SELECT count(*) FROM member_balance AS b
                   WHERE b.centre_id = m.centre_id AND b.settled_to <= m.last_day
                     AND NOT EXISTS (SELECT FROM interest_run AS r
                                      WHERE r.centre_id = m.centre_id AND r.kind = 'year' AND r.day = m.last_day))
            FROM (SELECT * FROM month WHERE to_char(last_day, 'MM-DD') = '06-30') AS m`,
  },
  {
    // A loss is carried on; there is nothing to decide on.
    code: 'gains-undistributed',
    text: {
      zh: '当年增值收益的分配尚未由两人决定（V21）',
      en: 'two people have not decided how the gains of the year are distributed (V21)',
    },
    sql: `SELECT (CASE WHEN to_char(m.last_day, 'MM-DD') <> '12-31' THEN false
                       WHEN EXISTS (SELECT FROM gains_distribution AS d WHERE d.centre_id = m.centre_id AND d.state = 'approved'
                                       AND d.year = extract(year FROM m.last_day)) THEN false
                       ELSE ${gainsUntil('m.centre_id', 'm.last_day')} > 0 END)::int
            FROM month AS m`,
  },
];
