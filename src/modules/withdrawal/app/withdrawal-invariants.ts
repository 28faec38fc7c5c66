import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** What must hold of accounts that are closed, and of what closings paid. */
export const withdrawalInvariants: readonly Invariant[] = [
  {
    id: 'I21',
    sentence: {
      zh: '已提取销户的账户余额、冻结、积数均为零，没有有效冻结，也未被在办业务占用',
      en: 'An account closed by withdrawal has no balance, hold, accumulation or business in progress',
    },
    sql: `SELECT m.account_id, (b.carried_fen + b.current_fen)::text AS balance, b.held_fen::text AS held, b.accumulation::text,
                 e.kind AS engaged
            FROM member_account AS m
            LEFT JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id
            LEFT JOIN engagement AS e ON e.centre_id = m.centre_id AND e.account_id = m.account_id
           WHERE m.state = '05' AND (b.account_id IS NULL OR b.carried_fen <> 0 OR b.current_fen <> 0 OR b.held_fen <> 0
              OR b.accumulation <> 0 OR b.closed_numerator <> 0 OR e.account_id IS NOT NULL
              OR EXISTS (SELECT FROM hold AS h WHERE h.centre_id = m.centre_id AND h.account_id = m.account_id AND h.state = 'active'))`,
  },
  {
    id: 'I22',
    sentence: {
      zh: '每笔销户的利息等于其积数按利率精确计算一次舍入的结果；付款指令为本息合计；已付的记账与其一致，已退回的全部恢复',
      en: 'The interest of each closing is its exact numerator / 360 rounded once; its payment is principal plus interest, booked when paid and taken back when returned',
    },
    sql: `SELECT h.id, 'interest' AS breach, h.interest_fen::text AS stored, n.interest::text AS reckoned
            FROM hold AS h CROSS JOIN LATERAL (
              SELECT greatest(0, floor((h.fen_days::numeric * h.rate_e8 + h.closed_numerator) / 36000000000 + 0.5)) AS interest) AS n
           WHERE h.kind = 'closing' AND h.interest_fen <> n.interest
          UNION ALL
          SELECT h.id, 'instruction', i.amount_fen::text, (h.amount_fen + h.interest_fen)::text
            FROM hold AS h JOIN instruction AS i ON i.centre_id = h.centre_id AND i.source_id = h.case_id AND i.purpose IN ('closing', 'transfer')
           WHERE h.kind = 'closing' AND (i.amount_fen <> h.amount_fen + h.interest_fen OR i.interest_fen <> h.interest_fen)
          UNION ALL
          SELECT h.id, 'voucher of ' || h.state, coalesce(v.principal, 0)::text || ' + ' || coalesce(v.interest, 0)::text,
                 h.amount_fen::text || ' + ' || h.interest_fen::text
            FROM hold AS h LEFT JOIN LATERAL (
              SELECT sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END)
                       FILTER (WHERE e.subject = '201' AND e.account_id = h.account_id) AS principal,
                     sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) FILTER (WHERE e.subject IN ('411', '211')) AS interest,
                     bool_and(j.value_date = h.value_date) AS valued
                FROM (SELECT i.id AS source_id, '{closing,closing-restored}'::text[] AS kinds FROM instruction AS i
                       WHERE i.centre_id = h.centre_id AND i.source_id = h.case_id AND i.purpose IN ('closing', 'transfer')
                       UNION ALL SELECT n.id, '{estate}' FROM estate AS n WHERE n.centre_id = h.centre_id AND n.id = h.case_id) AS p
                JOIN journal AS j ON j.centre_id = h.centre_id AND j.source_id = p.source_id AND j.kind = ANY (p.kinds)
                JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id) AS v ON true
           WHERE h.kind = 'closing' AND CASE WHEN h.state = 'settled'
                 THEN v.principal IS DISTINCT FROM h.amount_fen OR coalesce(v.interest, 0) <> h.interest_fen OR NOT v.valued
                 ELSE coalesce(v.principal, 0) <> 0 OR coalesce(v.interest, 0) <> 0 END`,
  },
];
