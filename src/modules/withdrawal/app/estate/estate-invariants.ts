import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of accounts that fall to the gains because nobody inherits (V12). */
export const estateInvariants: readonly Invariant[] = [
  {
    id: 'V12',
    sentence: {
      zh: '无人继承的余额：资金到达增值收益专户后才记账，一次记账，本息合计等于划转金额；在途的有冻结和划转，其余没有',
      en: 'What nobody inherits is booked once, when its money is on the gains account, with principal and interest of the transfer; under way it has its hold and its transfer, else neither',
    },
    sql: `
      SELECT e.id::text AS estate, e.state, h.state AS hold, t.state AS transfer, v.income::text AS booked
        FROM estate AS e
        LEFT JOIN hold AS h ON h.centre_id = e.centre_id AND h.case_id = e.id AND h.kind = 'closing'
        LEFT JOIN own_transfer AS t ON t.centre_id = e.centre_id AND t.source_id = e.id AND t.reason = 'estate' AND t.state <> 'failed'
        LEFT JOIN LATERAL (
          SELECT sum(CASE n.side WHEN 'C' THEN n.amount_fen ELSE -n.amount_fen END) FILTER (WHERE l.code = '40105') AS income,
                 sum(CASE n.side WHEN 'D' THEN n.amount_fen ELSE -n.amount_fen END) FILTER (WHERE n.account_id = e.account_id) AS principal
            FROM journal AS j JOIN entry AS n ON n.centre_id = j.centre_id AND n.journal_id = j.id
            JOIN ledger_account AS l ON l.centre_id = n.centre_id AND l.id = n.account_id
           WHERE j.centre_id = e.centre_id AND j.kind = 'estate' AND j.source_id = e.id) AS v ON true
       WHERE CASE e.state
             WHEN 'moving' THEN h.state IS DISTINCT FROM 'active' OR t.state IS DISTINCT FROM 'open' OR v.income IS NOT NULL
             WHEN 'done' THEN h.state IS DISTINCT FROM 'settled' OR t.state IS DISTINCT FROM 'arrived'
               OR v.income IS DISTINCT FROM e.principal_fen + e.interest_fen OR v.principal IS DISTINCT FROM e.principal_fen
             WHEN 'failed' THEN h.state IS DISTINCT FROM 'released' OR t.id IS NOT NULL OR v.income IS NOT NULL
             ELSE h.id IS NOT NULL OR t.id IS NOT NULL OR v.income IS NOT NULL END
          OR (t.id IS NOT NULL AND t.amount_fen IS DISTINCT FROM e.principal_fen + e.interest_fen)
      UNION ALL
      SELECT j.source_id::text, 'nobody proposed it', NULL, NULL, NULL FROM journal AS j
       WHERE j.kind = 'estate' AND NOT EXISTS (SELECT FROM estate AS e WHERE e.centre_id = j.centre_id AND e.id = j.source_id)
      UNION ALL
      SELECT t.source_id::text, 'nobody proposed it', NULL, t.state, NULL FROM own_transfer AS t
       WHERE t.reason = 'estate' AND NOT EXISTS (SELECT FROM estate AS e WHERE e.centre_id = t.centre_id AND e.id = t.source_id)`,
  },
];
