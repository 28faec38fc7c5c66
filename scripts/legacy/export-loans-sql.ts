import { monthInterest } from './judge-loans';
import type { LoanFileKey } from './loan-files';

const yuan = (fen: string): string => `((${fen}) / 100.0)::numeric(20, 2)`;

/** Loans that are being repaid, as `a` and `l`, with more tables joined. */
const running = (c: string, joined = ''): string => `
      FROM loan_account AS a JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id ${joined}
     WHERE a.centre_id = ${c} AND a.state IN ('active', 'overdue') AND a.principal_fen > 0`;
const of = (table: string, alias: string): string =>
  `JOIN ${table} AS ${alias} ON ${alias}.centre_id = a.centre_id AND ${alias}.loan_id = a.loan_id`;
const person = (id: string): string => `JOIN person AS p ON p.centre_id = a.centre_id AND p.id = ${id}`;
const accountNo = 'coalesce(a.former_no, l.loan_no)';
const sums = `LEFT JOIN LATERAL (
        SELECT sum(t.principal_fen) FILTER (WHERE t.kind NOT IN ('01', '09', '99')) AS repaid, sum(t.interest_fen) AS interest,
               sum(t.penalty_fen) AS penalty
          FROM loan_transaction AS t WHERE t.centre_id = a.centre_id AND t.loan_id = a.loan_id) AS t ON true`;

/** Rows of the plans from the next one on, each from the balance that the one before has left. */
const plans = (c: string): string => `
    WITH RECURSIVE planned AS (
      SELECT ${accountNo} AS dkzh, l.loan_no, a.method, a.next_no AS no, a.next_due_on AS first_due, 1 AS k, a.periods_left,
             a.planned_fen AS balance, a.annual_rate AS rate, a.instalment_fen AS instalment, a.next_interest_fen AS special,
             coalesce(a.then_rate, a.annual_rate) AS then_rate, coalesce(a.then_instalment_fen, a.instalment_fen) AS then_instalment
        ${running(c)} AND a.periods_left > 0
      UNION ALL
      SELECT dkzh, loan_no, method, no + 1, first_due, k + 1, periods_left, balance - principal, then_rate, then_instalment, NULL, then_rate,
             then_instalment
        FROM (SELECT r.*, PRINCIPAL AS principal FROM planned AS r) AS r WHERE k < periods_left
    )
    SELECT dkzh, no, (first_due + (k - 1) * interval '1 month')::date, ${yuan('PRINCIPAL')},
           ${yuan(`coalesce(special, ${monthInterest('balance', 'rate')})`)}
      FROM planned ORDER BY loan_no COLLATE "C", no`;
const principal = `CASE WHEN k = periods_left THEN balance
        ELSE least(balance, CASE method WHEN '01' THEN instalment - ${monthInterest('balance', 'rate')} ELSE instalment END) END`;

/** SELECTs of the files of running loans, as `exportSql` has those of the others. */
export const loanQueries: Readonly<Record<LoanFileKey, (c: string) => string>> = {
  loan_contract: (c) => `
    SELECT l.loan_no, l.contract_no, a.method, ${yuan('l.amount_fen')}, l.term_months, l.details_sealed, ${yuan('l.value_fen')}, p.name,
           '01', p.id_no_sealed, l.decided_on, l.due_day, l.unit_key, l.purpose, l.home_order, l.due_mode, k.card_sealed, k.bank_code
      ${running(c, `${person('l.borrower_id')} LEFT JOIN payout_card AS k ON k.centre_id = a.centre_id AND k.id = a.card_id`)} ORDER BY l.loan_no COLLATE "C"`,
  loan_guarantee: (c) => `
    SELECT DISTINCT ON (l.loan_no COLLATE "C") l.loan_no, m.cert_no, m.registered_on
      ${running(c, of('loan_mortgage', 'm'))} AND m.ours AND m.state = 'registered' AND m.kind <> 'release'
     ORDER BY l.loan_no COLLATE "C", m.requested_at DESC, m.apply_no DESC`,
  loan_party: (c) => `
    SELECT l.loan_no, p.name, '01', p.id_no_sealed, r.role
      ${running(c, `${of('loan_party', 'r')} ${person('r.person_id')}`)} AND r.role <> 'borrower'
     ORDER BY l.loan_no COLLATE "C", r.role, p.id`,
  loan_account: (c) => `
    SELECT ${accountNo}, l.loan_no, a.risk_class, ${yuan('a.disbursed_fen')}, a.disbursed_on, ${yuan('a.principal_fen')}, a.annual_rate,
           ${yuan('coalesce(t.repaid, 0)')}, ${yuan('coalesce(t.interest, 0)')}, ${yuan('coalesce(t.penalty, 0)')},
           CASE a.state WHEN 'overdue' THEN '5' ELSE '2' END, ${yuan('a.planned_fen')}, ${yuan('a.instalment_fen')}, a.periods_left, a.next_no,
           a.last_due_on, a.next_due_on, ${yuan('a.next_interest_fen')}, a.due_day, ${yuan('a.transferred_fen')}, ${yuan('a.prepaid_fen')},
           a.then_rate, ${yuan('a.then_instalment_fen')}
      ${running(c, sums)} ORDER BY l.loan_no COLLATE "C"`,
  loan_plan: (c) => plans(c).replaceAll('PRINCIPAL', principal),
  loan_overdue: (c) => `
    SELECT ${accountNo}, d.no, d.due_on, ${yuan('d.principal_fen')}, ${yuan('d.interest_fen')}, ${yuan('d.penalty_fen')},
           ${yuan('d.paid_principal_fen')}, ${yuan('d.paid_interest_fen')}, ${yuan('d.paid_penalty_fen')}, d.penalty_to,
           nullif(d.penalty_numerator, 0)
      ${running(c, of('loan_due', 'd'))} AND d.cleared_on IS NULL ORDER BY l.loan_no COLLATE "C", d.no`,
  loan_detail: (c) => `
    SELECT ${accountNo}, t.seq, t.kind, t.value_date, ${yuan('t.principal_fen + t.interest_fen + t.penalty_fen')}, ${yuan('t.principal_fen')},
           ${yuan('t.interest_fen')}, ${yuan('t.penalty_fen')}, t.period_no, t.business_date
      ${running(c, of('loan_transaction', 't'))} ORDER BY l.loan_no COLLATE "C", t.seq`,
};
