import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** Employers' accounts: their states, what was deferred, and members who moved together. */
export const employerInvariants: readonly Invariant[] = [
  {
    id: 'U1',
    sentence: {
      zh: '单位账户状态与其变更历史、缓缴一致：缓缴状态有且仅有未终止的缓缴，销户单位没有职工账户',
      en: 'The state of an employer’s account agrees with its history and its deferral; a closed one has no open member account',
    },
    sql: `
      SELECT 'history' AS what, u.ledger_account_id::text AS id FROM unit_account AS u
        JOIN (SELECT DISTINCT ON (centre_id, unit_id) centre_id, unit_id, to_state FROM unit_state_change
               ORDER BY centre_id, unit_id, id DESC) AS c ON c.centre_id = u.centre_id AND c.unit_id = u.ledger_account_id
       WHERE c.to_state <> u.state
      UNION ALL
      SELECT 'deferral', u.ledger_account_id::text FROM unit_account AS u
        LEFT JOIN unit_relief AS r ON r.centre_id = u.centre_id AND r.unit_id = u.ledger_account_id AND r.kind = 'deferral' AND r.ended_on IS NULL
       WHERE (u.state = '03') <> (r.case_id IS NOT NULL)
      UNION ALL
      SELECT 'left', u.ledger_account_id::text FROM unit_account AS u
       WHERE u.state = '04' AND EXISTS (SELECT FROM member_account AS m WHERE m.centre_id = u.centre_id
             AND m.unit_id = u.ledger_account_id AND m.state IN ('01', '02', '06'))`,
  },
  {
    id: 'U2',
    sentence: {
      zh: '缓缴月在缓缴期内、早于恢复缴存月，应补缴的缓缴已终止；同一职工同一月不既缓缴又汇缴',
      en: 'A deferred month lies within its deferral; it is due only when that has ended; nobody is remitted a month that was deferred',
    },
    sql: `
      SELECT 'span' AS what, d.account_id::text || ' ' || d.month AS id FROM deferred_month AS d
        JOIN unit_relief AS r ON r.centre_id = d.centre_id AND r.case_id = d.relief_case_id
       WHERE r.kind <> 'deferral' OR d.month NOT BETWEEN r.from_month AND r.until_month OR d.month >= coalesce(r.ended_from, 999913)
          OR (d.state = 'DEFERRED' AND r.ended_on IS NOT NULL) OR (d.state = 'DUE' AND r.ended_on IS NULL)
      UNION ALL
      SELECT 'twice', d.account_id::text || ' ' || d.month FROM deferred_month AS d
        JOIN remittance_line AS l ON l.centre_id = d.centre_id AND l.account_id = d.account_id
        JOIN remittance_list AS r ON r.centre_id = l.centre_id AND r.id = l.list_id AND r.month = d.month AND r.unit_id = d.unit_id
       WHERE r.state NOT IN ('DRAFT', 'CANCELLED')`,
  },
  {
    id: 'U3',
    sentence: {
      zh: '各单位科目201余额等于其职工账户余额之和，合并分立的转移金额与凭证一致',
      en: 'The 201 of each unit equals the balances of its members; what moved between units is what its voucher says',
    },
    sql: `
      SELECT 'unit' AS what, coalesce(b.unit_id, e.unit_id)::text AS id
        FROM (SELECT unit_id, sum(carried_fen + current_fen) AS fen FROM member_balance GROUP BY unit_id) AS b
        FULL JOIN (SELECT unit_id, sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END) AS fen FROM entry
                    WHERE subject = '201' GROUP BY unit_id) AS e ON e.unit_id = b.unit_id
       WHERE coalesce(b.fen, 0) <> coalesce(e.fen, 0)
      UNION ALL
      SELECT 'move', coalesce(v.case_id, j.source_id)::text FROM unit_move AS v
        FULL JOIN (SELECT j.source_id, sum(e.amount_fen) AS fen FROM journal AS j
                     JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'D'
                    WHERE j.kind = 'unit-move' GROUP BY j.source_id) AS j ON j.source_id = v.case_id
       WHERE coalesce(v.amount_fen, -1) <> coalesce(j.fen, 0)
      UNION ALL
      SELECT 'account', m.account_id::text FROM member_account AS m
        JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id AND b.unit_id <> m.unit_id`,
  },
];
