import type { Day } from '../../src/kernel/calendar';
import type { Fen } from '../../src/kernel/money';
import { nextMonthOfUnit, ratioInForce } from '../../src/modules/contribution/store/unit-ratio-store';
import { parametersOn } from '../../src/modules/policy';
import { loanQueries } from './export-loans-sql';
import { type LegacyFileKey, SUSPENSE_SUBJECT } from './legacy-files';
import { offRatio } from './off-ratio';

type Side = 'employer' | 'employee';

const yuan = (fen: string): string => `((${fen}) / 100.0)::numeric(20, 2)`;

const typeOfBackPayment = `CASE p.reason WHEN 'deferred' THEN '01' ELSE '02' END`;
const closed = `m.state IN ('03', '04', '05')`;

/** Of an account that is open the card that its member has bound here, else the one of the former system. */
const card = (column: string): string => `CASE WHEN v.id IS NOT NULL THEN v.${column} ELSE t.${column} END`;

/**
 * SELECT of one file's rows, its columns in the order of the file's fields. Id numbers, contact data and cards come sealed.
 * `accumulation` is told up to the day `d`, itself excluded, so that an import on that day goes on where we stand.
 */
export function exportSql(key: LegacyFileKey, centreId: number, d: Day): string {
  return queries[key](String(centreId), `'${d}'::date`, parametersOn(d).money('contribution.roundUnit'));
}

/** Ratios of the month a unit remits next, beside `u`: the ordinary ones, and those that hold, which may be lower for hardship. */
const ratios = `
  LEFT JOIN LATERAL (SELECT ${nextMonthOfUnit} AS month) AS due ON true
  LEFT JOIN LATERAL (${ratioInForce('due.month', `h.kind <> 'hardship'`)}) AS ordinary ON true
  LEFT JOIN LATERAL (${ratioInForce('due.month')}) AS holds ON true`;
const ordinaryRatio = (side: Side): string => `coalesce(ordinary.ratio_${side}, u.ratio_${side})`;
const lowerRatio = (side: Side): string => `CASE WHEN holds.kind = 'hardship' THEN holds.ratio_${side} END`;

/**
 * A side of the monthly amount. What an account has is of its last list: where the ratio in force makes another amount of the
 * base, the next list will charge that one, and the books that take the account over look for it.
 */
const monthly = (side: Side, roundUnit: Fen): string => {
  const ratio = `coalesce(u.held_${side}, u.ratio_${side})`;
  return `CASE WHEN u.kind = 'employer' AND coalesce(m.state_before_freeze, m.state) = '01' AND ${offRatio(`m.${side}_fen`, 'm.base_fen', ratio)}
               THEN round(m.base_fen * ${ratio} / ${roundUnit}) * ${roundUnit} ELSE m.${side}_fen END`;
};

/**
 * Money for months as it stands (handbook 3.5-3.7): what lists and voluntary contributions paid (01) and what was made
 * up for (02), less what was refunded of each. A deferred month that was made up for counts as paid.
 */
const monthsCredited = (c: string): string => `
  SELECT r.account_id, l.unit_id, l.month, '01' AS type, l.posted_on, r.employer_fen AS employer, r.employee_fen AS employee,
         r.base_fen AS base, NULL::bigint AS full_fen
    FROM remittance_list AS l JOIN remittance_line AS r ON r.centre_id = l.centre_id AND r.list_id = l.id
   WHERE l.centre_id = ${c} AND l.state = 'POSTED'
  UNION ALL
  SELECT f.account_id, m.unit_id, f.month, '01', f.posted_on, 0, f.amount_fen, f.base_fen, NULL
    FROM flexible_payment AS f JOIN member_account AS m ON m.centre_id = f.centre_id AND m.account_id = f.account_id
   WHERE f.centre_id = ${c} AND f.state = 'POSTED'
  UNION ALL
  SELECT b.account_id, p.unit_id, b.month, ${typeOfBackPayment}, p.posted_on, b.employer_fen, b.employee_fen, b.base_fen, b.full_fen
    FROM back_payment AS p JOIN back_payment_line AS b ON b.centre_id = p.centre_id AND b.payment_id = p.id
   WHERE p.centre_id = ${c} AND p.state = 'POSTED'
  UNION ALL
  SELECT f.account_id, f.unit_id, f.month, CASE f.source WHEN 'list' THEN '01' ELSE ${typeOfBackPayment} END, NULL,
         -f.employer_fen, -f.employee_fen, NULL, NULL
    FROM contribution_refund AS f LEFT JOIN back_payment AS p ON p.centre_id = f.centre_id AND p.id = f.source_id
   WHERE f.centre_id = ${c} AND f.state = 'paid'`;

const queries: Readonly<Record<LegacyFileKey, (c: string, d: string, roundUnit: Fen) => string>> = {
  unit_info: (c) => `
    SELECT u.unit_account_no, e.name, e.credit_code, r.name, CASE WHEN r.id IS NOT NULL THEN '01' END, r.id_no_sealed, u.payday, u.opened_on,
           a.name, CASE WHEN a.id IS NOT NULL THEN '01' END, a.id_no_sealed, u.district, nullif(u.kind, 'employer'), e.address,
           e.postcode, k.contact_sealed, k.contact_sealed
      FROM unit_account AS u LEFT JOIN employer AS e ON e.centre_id = u.centre_id AND e.id = u.employer_id
      LEFT JOIN person AS r ON r.centre_id = e.centre_id AND r.id = e.legal_rep_person_id
      LEFT JOIN LATERAL (
        SELECT p.* FROM employer_agent AS g JOIN person AS p ON p.centre_id = g.centre_id AND p.id = g.person_id
         WHERE g.centre_id = e.centre_id AND g.employer_id = e.id AND g.revoked_at IS NULL
         ORDER BY g.authorised_at, p.id LIMIT 1) AS a ON true
      LEFT JOIN person_contact AS k ON k.centre_id = u.centre_id AND k.person_id = a.id
     WHERE u.centre_id = ${c} ORDER BY u.unit_account_no COLLATE "C"`,
  unit_account: (c) => `
    SELECT u.unit_account_no, ${ordinaryRatio('employer')}, ${ordinaryRatio('employee')}, ${yuan('coalesce(b.total, 0)')}, u.state, u.paid_through,
           u.first_month, f.from_month, f.until_month, f.committee_no, ${lowerRatio('employer')}, ${lowerRatio('employee')},
           coalesce(n.active, 0), coalesce(n.sealed, 0), u.closed_on
      FROM unit_account AS u${ratios}
      LEFT JOIN (SELECT unit_id, count(*) FILTER (WHERE coalesce(state_before_freeze, state) = '01') AS active,
                        count(*) FILTER (WHERE coalesce(state_before_freeze, state) = '02') AS sealed
                   FROM member_account WHERE centre_id = ${c} GROUP BY unit_id) AS n ON n.unit_id = u.ledger_account_id
      LEFT JOIN unit_relief AS f ON f.centre_id = u.centre_id AND f.unit_id = u.ledger_account_id AND f.kind = 'deferral' AND f.ended_on IS NULL
      LEFT JOIN (SELECT unit_id, sum(carried_fen + current_fen) AS total FROM member_balance WHERE centre_id = ${c} GROUP BY unit_id) AS b
        ON b.unit_id = u.ledger_account_id
     WHERE u.centre_id = ${c} ORDER BY u.unit_account_no COLLATE "C"`,
  person_info: (c) => `
    SELECT m.account_no, p.name, '01', p.id_no_sealed, k.contact_sealed, k.contact_sealed, k.contact_sealed, k.contact_sealed
      FROM member_account AS m JOIN person AS p ON p.centre_id = m.centre_id AND p.id = m.person_id
      LEFT JOIN person_contact AS k ON k.centre_id = m.centre_id AND k.person_id = m.person_id
      JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id
     WHERE m.centre_id = ${c} ORDER BY u.unit_account_no COLLATE "C", m.account_no COLLATE "C"`,
  account: (c, d, roundUnit) => `
    SELECT m.account_no, u.unit_account_no, m.state, m.opened_on, ${yuan('m.base_fen')}, ${yuan(monthly('employer', roundUnit))},
           ${yuan(monthly('employee', roundUnit))}, ${yuan('b.carried_fen + b.current_fen')}, ${yuan('b.carried_fen')}, ${yuan('b.current_fen')},
           CASE WHEN ${closed} THEN coalesce(m.closed_on, o.closed_on) END,
           CASE WHEN ${closed} THEN coalesce(m.closing_reason, o.closing_reason) END,
           CASE WHEN coalesce(m.state_before_freeze, m.state) = '02' THEN m.sealed_on END, m.state_before_freeze,
           ${yuan(`interest_accumulation(${c}, b.accumulation, b.carried_fen + b.current_fen, b.accumulated_to, 0, ${d})`)},
           nullif(interest_numerator(${c}, b.closed_numerator, b.accumulation, b.carried_fen + b.current_fen, b.accumulated_to, 0, ${d}), 0),
           f.court, f.order_no, f.issued_on, f.until_day, ${card('card_sealed')}, CASE WHEN v.id IS NULL THEN t.bank_name END,
           ${card('bank_code')}
      FROM member_account AS m JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id
      JOIN (SELECT u.*, holds.ratio_employer AS held_employer, holds.ratio_employee AS held_employee FROM unit_account AS u${ratios}
             WHERE u.centre_id = ${c}) AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id
      LEFT JOIN opening_balance AS o ON o.centre_id = m.centre_id AND o.account_id = m.account_id
      LEFT JOIN carried_card AS t ON t.centre_id = m.centre_id AND t.account_id = m.account_id
      LEFT JOIN payout_card AS v ON v.centre_id = m.centre_id AND v.person_id = m.person_id AND v.replaced_at IS NULL
           AND m.state IN ('01', '02', '06')
      LEFT JOIN LATERAL (
        SELECT z.court, z.order_no, w.issued_on, z.until_day FROM court_freeze AS z
          JOIN court_order AS w ON w.centre_id = z.centre_id AND w.order_no = z.order_no
         WHERE m.state = '06' AND z.centre_id = m.centre_id AND z.account_id = m.account_id AND z.state = 'active'
           AND z.wanted_fen IS NULL ORDER BY z.queue_no LIMIT 1) AS f ON true
     WHERE m.centre_id = ${c} ORDER BY u.unit_account_no COLLATE "C", m.account_no COLLATE "C"`,
  freeze: (c) => `
    SELECT m.account_no, f.turn, f.order_no, f.court, ${yuan('f.wanted_fen')}, o.issued_on, f.until_day
      FROM (SELECT z.*, row_number() OVER served AS turn, count(*) OVER (PARTITION BY z.account_id) AS freezes,
                   bool_or(z.wanted_fen IS NOT NULL) OVER (PARTITION BY z.account_id) AS in_part
              FROM court_freeze AS z WHERE z.centre_id = ${c} AND z.state IN ('active', 'waiting')
            WINDOW served AS (PARTITION BY z.account_id ORDER BY z.queue_no)) AS f
      JOIN court_order AS o ON o.centre_id = f.centre_id AND o.order_no = f.order_no
      JOIN member_account AS m ON m.centre_id = f.centre_id AND m.account_id = f.account_id
     WHERE f.in_part OR f.freezes > 1 ORDER BY m.account_no COLLATE "C", f.turn`,
  suspense: (c) => `
    SELECT u.unit_account_no, ${yuan('s.total')}
      FROM (SELECT a.id, sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END) AS total
              FROM ledger_account AS a JOIN entry AS e ON e.centre_id = a.centre_id AND e.account_id = a.id
             WHERE a.centre_id = ${c} AND (a.kind = 'unit' OR a.code = '${SUSPENSE_SUBJECT}') GROUP BY a.id) AS s
      LEFT JOIN unit_account AS u ON u.centre_id = ${c} AND u.ledger_account_id = s.id
     WHERE s.total <> 0 ORDER BY u.unit_account_no COLLATE "C"`,
  ledger: (c) => `
    SELECT t.code, t.name, CASE WHEN t.total >= 0 THEN '01' ELSE '02' END, ${yuan('abs(t.total)')} FROM (
      SELECT coalesce(a.code, e.subject) AS code,
             max(coalesce(a.name, CASE e.subject WHEN '201' THEN '住房公积金' WHEN '121' THEN '委托贷款' WHEN '122' THEN '逾期贷款' ELSE '暂收款' END)) AS name,
             sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) AS total
        FROM entry AS e JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id
       WHERE e.centre_id = ${c} GROUP BY 1
      UNION ALL
      SELECT s.code, s.name, 0 FROM (VALUES ('201', '住房公积金'), ('21901', '暂收款')) AS s (code, name)
       WHERE NOT EXISTS (SELECT FROM entry AS e JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id
                          WHERE e.centre_id = ${c} AND coalesce(a.code, e.subject) = s.code)) AS t
     WHERE t.total <> 0 OR t.code IN ('201', '21901') ORDER BY t.code COLLATE "C"`,
  detail: (c) => `
    SELECT m.account_no, u.unit_account_no, d.month, max(d.posted_on), d.type, ${yuan('sum(d.employer + d.employee)')},
           ${yuan('sum(d.employer)')}, ${yuan('sum(d.employee)')}, ${yuan('max(d.base)')},
           CASE d.type WHEN '02' THEN ${yuan('max(d.full_fen)')} END
      FROM (${monthsCredited(c)}) AS d
      LEFT JOIN account_merge AS g ON g.centre_id = ${c} AND g.from_id = d.account_id
      JOIN member_account AS m ON m.centre_id = ${c} AND m.account_id = coalesce(g.to_id, d.account_id)
      JOIN unit_account AS u ON u.centre_id = ${c} AND u.ledger_account_id = d.unit_id
     GROUP BY m.account_no, u.unit_account_no, d.month, d.type HAVING sum(d.employer + d.employee) > 0
     ORDER BY u.unit_account_no COLLATE "C", d.month, m.account_no COLLATE "C", d.type`,
  ...loanQueries,
};
