import type { Invariant } from '../../../platform/invariants/invariant-registry';

const signedCredit = `CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END`;

/**
 * `day`: for each day that bears on interest, the sum of the yearly rates (1e-8) of all days before it, so that an
 * amount valued on v has earned amount × (earned of d − earned of v) by d, whatever rates lie in between.
 */
const earnedByDay = `
          rate AS (
            SELECT centre_id, valid_from, annual_e8, lead(valid_from, 1, 'infinity') OVER (PARTITION BY centre_id ORDER BY valid_from) AS next
              FROM interest_rate),
          day AS (
            SELECT d.centre_id, d.day, sum(CASE WHEN r.valid_from < d.day
                     THEN r.annual_e8::numeric * (least(r.next, d.day) - r.valid_from) ELSE 0 END) AS earned
              FROM (SELECT centre_id, value_date AS day FROM journal UNION SELECT centre_id, accumulated_to FROM member_balance) AS d
              JOIN rate AS r ON r.centre_id = d.centre_id GROUP BY 1, 2)`;

/** What must hold of the books at any moment; handbook 6.2 and the conservation list I1–I5, I9. */
export const ledgerInvariants: readonly Invariant[] = [
  {
    id: 'I1',
    sentence: {
      zh: '每张凭证借贷相等，至少两行，凭证头存在且业务日期一致',
      en: 'Each voucher balances, has two lines or more and a head of the same business date',
    },
    sql: `SELECT e.journal_id, count(*)::int AS lines,
                 sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END)::text AS difference
            FROM entry AS e LEFT JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
           GROUP BY e.journal_id
          HAVING sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) <> 0 OR count(*) < 2
              OR bool_or(j.id IS NULL) OR bool_or(j.business_date <> e.business_date)
          UNION ALL
          SELECT j.id, 0, '0' FROM journal AS j
           WHERE NOT EXISTS (SELECT FROM entry AS e WHERE e.centre_id = j.centre_id AND e.journal_id = j.id)`,
  },
  {
    id: 'I2',
    sentence: { zh: '全部分录借贷合计为零', en: 'All entries sum to zero' },
    sql: `SELECT sum(CASE side WHEN 'D' THEN amount_fen ELSE -amount_fen END)::text AS difference
            FROM entry HAVING sum(CASE side WHEN 'D' THEN amount_fen ELSE -amount_fen END) <> 0`,
  },
  {
    id: 'I3',
    sentence: {
      zh: '每个职工账户的余额（上年结转、当年归集）、笔数，以及各利率段的精确积数（含年终结息和销户已付的部分）与接管时的积数加分录逐日计算一致',
      en: 'Each member balance (carried-over, current), its version and its exact numerator over all segments of rates, with what yearly settlements and closings paid for, equal what was taken over and what its entries give day by day',
    },
    sql: `SELECT b.account_id, (b.carried_fen + b.current_fen)::text AS balance, coalesce(s.total, 0)::text AS entries
            FROM member_balance AS b LEFT JOIN (
              SELECT e.account_id, sum(${signedCredit}) AS total, count(*) AS postings,
                     sum(CASE e.side WHEN 'C' THEN e.carried_fen ELSE -e.carried_fen END) AS carried
                FROM entry AS e WHERE e.subject = '201' GROUP BY e.account_id) AS s ON s.account_id = b.account_id
           WHERE b.carried_fen + b.current_fen <> coalesce(s.total, 0) OR b.carried_fen <> coalesce(s.carried, 0)
              OR b.version <> coalesce(s.postings, 0)
          UNION ALL
          (WITH ${earnedByDay}
          SELECT b.account_id, n.kept::text, (coalesce(m.balance * a.earned - m.weighted, 0) + coalesce(o.numerator, 0))::text
            FROM member_balance AS b
            JOIN day AS a ON a.centre_id = b.centre_id AND a.day = b.accumulated_to
            JOIN rate AS r ON r.centre_id = b.centre_id AND b.accumulated_to >= r.valid_from AND b.accumulated_to < r.next
            LEFT JOIN (
              SELECT e.centre_id, e.account_id, sum(${signedCredit}) AS balance, sum(${signedCredit} * v.earned) AS weighted
                FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
                JOIN day AS v ON v.centre_id = j.centre_id AND v.day = j.value_date
               WHERE e.subject = '201' GROUP BY 1, 2) AS m ON m.centre_id = b.centre_id AND m.account_id = b.account_id
            LEFT JOIN (SELECT centre_id, account_id, sum(fen_days::numeric * rate_e8 + closed_numerator) AS paid FROM hold
                        WHERE kind = 'closing' AND state = 'settled' GROUP BY 1, 2) AS c
              ON c.centre_id = b.centre_id AND c.account_id = b.account_id
            LEFT JOIN opening_balance AS o ON o.centre_id = b.centre_id AND o.account_id = b.account_id
            LEFT JOIN (SELECT centre_id, account_id, sum(gone) AS gone FROM (
                         SELECT centre_id, from_id AS account_id, fen_days::numeric * rate_e8 + closed_numerator AS gone FROM account_merge
                         UNION ALL SELECT centre_id, to_id, -(fen_days::numeric * rate_e8 + closed_numerator) FROM account_merge) AS j GROUP BY 1, 2) AS g
              ON g.centre_id = b.centre_id AND g.account_id = b.account_id
            CROSS JOIN LATERAL (SELECT b.accumulation::numeric * r.annual_e8 + b.closed_numerator + b.settled_numerator
                                       + coalesce(c.paid, 0) + coalesce(g.gone, 0) AS kept) AS n
           WHERE n.kept <> coalesce(m.balance * a.earned - m.weighted, 0) + coalesce(o.numerator, 0))
          UNION ALL
          SELECT e.account_id, '0', sum(${signedCredit})::text FROM entry AS e
           WHERE e.subject = '201' AND NOT EXISTS (
             SELECT FROM member_balance AS b WHERE b.centre_id = e.centre_id AND b.account_id = e.account_id)
           GROUP BY e.account_id`,
  },
  {
    id: 'I4',
    sentence: {
      zh: '余额、冻结和可用额都不为负，账户冻结额等于有效冻结之和',
      en: 'Balances, holds and what is available are not negative; held equals the sum of active holds',
    },
    sql: `SELECT b.account_id, b.held_fen::text AS held, coalesce(h.held, 0)::text AS holds
            FROM member_balance AS b LEFT JOIN (
              SELECT account_id, sum(amount_fen) AS held FROM hold WHERE state = 'active' GROUP BY account_id
            ) AS h ON h.account_id = b.account_id
           WHERE b.held_fen <> coalesce(h.held, 0) OR b.carried_fen < 0 OR b.current_fen < 0 OR b.held_fen < 0
              OR b.held_fen > b.carried_fen + b.current_fen`,
  },
  {
    id: 'I9',
    sentence: {
      zh: '每个共用额度的已用等于其有效和已结冻结（减已退回的部分）之和，且不超过上限',
      en: 'What is taken from each shared quota equals its active and settled holds, less what was given back of them, and stays within its cap',
    },
    sql: `SELECT p.id AS pot, p.taken_fen::text AS taken, p.cap_fen::text AS cap, coalesce(h.drawn, 0)::text AS drawn
            FROM pot AS p LEFT JOIN (
              SELECT pot_id, sum(amount_fen - given_back_fen) AS drawn FROM hold WHERE state IN ('active', 'settled') GROUP BY pot_id
            ) AS h ON h.pot_id = p.id
           WHERE p.taken_fen <> coalesce(h.drawn, 0) OR p.taken_fen > p.cap_fen`,
  },
];
