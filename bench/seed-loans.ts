import type { Client } from 'pg';
import { parseRate } from '../src/kernel/rate';
import { instalmentFactor } from '../src/modules/loan/domain/plan/instalment';

/** A rate of years before, so that January plans every loan anew; at that of 2026 none would be. */
const OLD_RATE = '0.031';
const PERIODS = [240, 359] as const;

/** The day on which every loan falls due. */
export const DUE_DAY = '2026-12-15';

/**
 * Disbursed loans that fall due on one day, 88 in a hundred with equal instalments, each with an agreement over the account
 * of its borrower: of a hundred accounts 79 have enough, 20 half of it, with a card for the rest, and one has nothing and no
 * card stands behind it. Money comes from opening journals, so that the proof holds. `client` is the superuser's.
 */
export async function seedLoans(client: Client, loans: number): Promise<void> {
  for (const year of [2026, 2027]) await client.query('SELECT ensure_entry_partition($1)', [year]);
  await drawUp(client, loans);
  for (const sql of STATEMENTS) await client.query(sql);
  await client.query('DROP TABLE bench_loan');
  await client.query(
    'VACUUM ANALYZE ledger_account, member_account, member_balance, loan, loan_account, loan_plan, loan_transaction, hedging_agreement, hedging_party, entry, journal',
  );
}

/** Ids rise in the order in which they are given, as those of the service do. */
const risingId = (group: string): string =>
  `('01990000-0000-${group}-8000-' || lpad(to_hex(d.n), 12, '0'))::uuid`;

async function drawUp(client: Client, loans: number): Promise<void> {
  const periods = Array.from({ length: PERIODS[1] - PERIODS[0] + 1 }, (_, index) => PERIODS[0] + index);
  await client.query(
    `CREATE TABLE bench_loan AS
     SELECT d.*, i.instalment, CASE d.method WHEN '01' THEN i.instalment ELSE i.instalment + d.month END AS need,
            nextval('ledger_account_id') AS account_id, nextval('ledger_account_id') AS debt_id, ${risingId('7000')} AS person_id,
            ${risingId('7001')} AS loan_id, ${risingId('7002')} AS agreement_id,
            ${risingId('7003')} AS journal_id
       FROM (
         SELECT n, 20000000 + n % 2000 * 10000::bigint AS principal, ${PERIODS[0]} + n % ${periods.length} AS periods,
                CASE WHEN n % 100 < 88 THEN '01' ELSE '02' END AS method,
                (2 * (20000000 + n % 2000 * 10000::bigint) * 3100000 + 1200000000) / 2400000000 AS month
           FROM generate_series(0, $1::int - 1) AS n) AS d
       JOIN unnest($2::int[], $3::numeric[]) AS f (periods, factor) ON f.periods = d.periods
      CROSS JOIN LATERAL (
        SELECT CASE d.method WHEN '01' THEN round(d.principal * f.factor)::bigint
                    ELSE (2 * d.principal + d.periods) / (2 * d.periods) END AS instalment) AS i
      ORDER BY d.n`,
    [loans, periods, periods.map((count) => instalmentFactor(parseRate(OLD_RATE), count))],
  );
  await client.query('ANALYZE bench_loan');
}

/** Ten yuan stay on an account. */
const balance = `CASE WHEN n % 100 = 0 THEN 0 WHEN n % 5 = 1 THEN need / 2 + 1000 ELSE need * 6 + 1000 END`;
const unit = `(SELECT ledger_account_id FROM unit_account WHERE unit_account_no = '140100000001')`;

const STATEMENTS: readonly string[] = [
  `WITH unit AS (INSERT INTO ledger_account (centre_id, kind, subject) VALUES (1, 'unit', '21901') RETURNING id)
   INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday, ratio_employer,
     ratio_employee, first_month, opened_on)
   SELECT 1, id, gen_random_uuid(), '140100000001', '140105', '01', 15, 0.12, 0.12, 202601, '2026-01-01' FROM unit`,
  `INSERT INTO ledger_account (centre_id, id, kind, subject)
   SELECT 1, account_id, 'member', '201' FROM bench_loan UNION ALL SELECT 1, debt_id, 'loan', '121' FROM bench_loan`,
  `INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen, employee_fen, opened_on)
   SELECT 1, account_id, person_id, ${unit}, '01', '1401' || lpad(n::text, 8, '0'), 1000000, 120000, 120000, '2026-01-01' FROM bench_loan ORDER BY n`,
  `INSERT INTO member_balance (centre_id, account_id, unit_id, carried_fen, current_fen, accumulated_to, version)
   SELECT 1, account_id, ${unit}, ${balance}, 0, '2026-10-15', 1 FROM bench_loan ORDER BY n`,
  `INSERT INTO loan (centre_id, id, loan_no, purpose, state, borrower_id, unit_key, value_fen, amount_fen, term_months, method, due_mode,
     home_order, terms, terms_hash, details_sealed, law_day, decided_on, state_since)
   SELECT 1, loan_id, 'DK20261015' || lpad(n::text, 8, '0'), 'new-home', 'active', person_id, loan_id::text, principal * 2, principal,
          periods + 1, method, 'same-day', 'first', '{}', repeat('0', 64), '', '2026-10-15', '2026-10-15', now() FROM bench_loan ORDER BY n`,
  `INSERT INTO loan_party (centre_id, loan_id, person_id, role, unit_key, granted_fen)
   SELECT 1, loan_id, person_id, 'borrower', loan_id::text, principal FROM bench_loan ORDER BY n`,
  `INSERT INTO loan_account (centre_id, loan_id, account_id, disbursed_fen, disbursed_on, principal_fen, method, home_order, annual_rate,
     plan_seq, planned_fen, instalment_fen, periods_left, next_no, next_due_on, due_day, last_due_on, card_id)
   SELECT 1, loan_id, debt_id, principal, '2026-10-15', principal, method, 'first', ${OLD_RATE}, 1, principal, instalment, periods, 2,
          '${DUE_DAY}', 15, '2026-11-15', CASE WHEN n % 5 = 1 THEN gen_random_uuid() END FROM bench_loan ORDER BY n`,
  `INSERT INTO loan_plan (centre_id, loan_id, seq, reason, on_day, from_no, start_fen, annual_rate, periods, method, instalment_fen, first_due_on)
   SELECT 1, loan_id, 1, 'disbursement', '2026-10-15', 2, principal, ${OLD_RATE}, periods, method, instalment, '${DUE_DAY}' FROM bench_loan ORDER BY n`,
  `INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, principal_fen, paid_by, source_id)
   SELECT 1, loan_id, 1, '01', '2026-10-15', '2026-10-15', principal, 'bank', loan_id FROM bench_loan ORDER BY n`,
  `INSERT INTO hedging_agreement (centre_id, id, loan_id, draw, state, proposed_on, in_force_on)
   SELECT 1, agreement_id, loan_id, CASE WHEN n % 100 = 0 THEN 'accounts-only' ELSE 'accounts-first' END, 'in-force', '2026-10-15', '2026-10-15'
     FROM bench_loan ORDER BY n`,
  `INSERT INTO hedging_party (centre_id, agreement_id, position, person_id, agreed_on)
   SELECT 1, agreement_id, 1, person_id, '2026-10-15' FROM bench_loan ORDER BY n`,
  // A journal for each loan, as each was disbursed by one: books of which a city's statistics tell the truth.
  `WITH head AS (
     INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
     SELECT 1, journal_id, '2026-10-15', '2026-10-15', 'opening', loan_id FROM bench_loan ORDER BY n
   )
   INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
   SELECT 1, d.journal_id, l.seq, '2026-10-15', l.account_id, l.subject, l.unit_id, l.side, l.fen, l.carried
     FROM bench_loan AS d JOIN member_balance AS b ON b.centre_id = 1 AND b.account_id = d.account_id
    CROSS JOIN (SELECT id FROM ledger_account WHERE centre_id = 1 AND code = '10101') AS bank
    CROSS JOIN LATERAL (VALUES
      (1, d.debt_id, '121', NULL, 'D', d.principal, 0), (2, bank.id, '101', NULL, 'C', d.principal, 0),
      (3, bank.id, '101', NULL, 'D', b.carried_fen, 0), (4, b.account_id, '201', b.unit_id, 'C', b.carried_fen, b.carried_fen)
    ) AS l (seq, account_id, subject, unit_id, side, fen, carried) WHERE l.fen > 0 ORDER BY d.n`,
];
