import type { Measure } from '../../../platform/metrics';
import { isUnmatched, unmatchedFen } from '../store/unmatched-store';

/** What of settlement waits, by indexes that hold open work only. */
export const settlementMeasures: readonly Measure[] = [
  {
    name: 'zero_run_instructions_due_seconds',
    help: 'How long the oldest payment has been due that nobody works on; 0: none',
    // instruction_due, from its oldest entry on.
    sql: `SELECT coalesce((SELECT extract(epoch FROM clock_timestamp() - due_at) FROM instruction
           WHERE centre_id = current_setting('app.centre')::int AND state IN ('created', 'sending', 'accepted', 'unknown')
             AND NOT frozen AND due_at <= clock_timestamp() AND (lease_until IS NULL OR lease_until < clock_timestamp())
           ORDER BY due_at LIMIT 1), 0)::float8 AS value`,
  },
  {
    name: 'zero_run_open_instructions',
    help: 'Payments on their way, by state',
    labels: ['state'],
    // instruction_due holds no others.
    sql: `SELECT s.state, count(i.id) AS value
            FROM unnest(ARRAY['created', 'sending', 'accepted', 'unknown']) AS s (state)
            LEFT JOIN instruction AS i ON i.centre_id = current_setting('app.centre')::int AND i.state = s.state AND NOT i.frozen
                  AND i.state IN ('created', 'sending', 'accepted', 'unknown')
           GROUP BY s.state`,
  },
  {
    name: 'zero_run_payments_short_seconds',
    help: 'How long the payment that waits longest for funds has waited, of the accounts of a kind; none waits: not shown',
    labels: ['bank', 'purpose'],
    // instruction_short holds no others.
    sql: `SELECT a.bank_code AS bank, a.purpose, extract(epoch FROM clock_timestamp() - min(i.short_since))::float8 AS value
            FROM instruction AS i JOIN bank_account AS a ON a.centre_id = i.centre_id AND a.id = i.bank_account_id
           WHERE i.centre_id = current_setting('app.centre')::int AND i.short_since IS NOT NULL AND i.held_at IS NULL AND NOT i.frozen GROUP BY 1, 2`,
  },
  {
    name: 'zero_run_payments_short_fen',
    help: 'Payments that wait for funds, of the accounts of a kind; none waits: not shown',
    labels: ['bank', 'purpose'],
    sql: `SELECT a.bank_code AS bank, a.purpose, sum(i.amount_fen) AS value
            FROM instruction AS i JOIN bank_account AS a ON a.centre_id = i.centre_id AND a.id = i.bank_account_id
           WHERE i.centre_id = current_setting('app.centre')::int AND i.short_since IS NOT NULL AND i.held_at IS NULL AND NOT i.frozen GROUP BY 1, 2`,
  },
  {
    name: 'zero_run_bank_balance_difference_fen',
    help: 'What a bank says is on our accounts of a kind, less our books and what is under way; 0 where they agree',
    labels: ['bank', 'purpose'],
    sql: `SELECT a.bank_code AS bank, a.purpose, sum(CASE b.state WHEN 'differs' THEN b.difference_fen ELSE 0 END) AS value
            FROM bank_account AS a JOIN bank_balance AS b ON b.centre_id = a.centre_id AND b.id = a.id
           WHERE a.centre_id = current_setting('app.centre')::int AND b.answered_at IS NOT NULL GROUP BY 1, 2`,
  },
  {
    name: 'zero_run_bank_balance_age_seconds',
    help: 'How long ago the bank last said what is on our account, of the account asked longest ago',
    sql: `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(answered_at)), 0)::float8 AS value FROM bank_balance
           WHERE centre_id = current_setting('app.centre')::int`,
  },
  {
    name: 'zero_run_statement_differences_open',
    help: 'Lines of bank statements that are not alike in our books and wait for a person, by kind',
    labels: ['kind'],
    sql: `SELECT kind, count(*) AS value FROM statement_difference
           WHERE centre_id = current_setting('app.centre')::int AND state = 'open' GROUP BY 1`,
  },
  {
    name: 'zero_run_statement_unmatched_fen',
    help: 'What is unmatched on the statements of an account, of the account with most of it; above UNMATCHED_LIMIT_YUAN nothing is paid from it',
    labels: ['bank', 'purpose'],
    sql: `SELECT u.bank, u.purpose, max(u.fen) AS value
            FROM (SELECT a.bank_code AS bank, a.purpose, s.bank_account_id, sum(${unmatchedFen}) AS fen
                    FROM statement_difference AS d
                    JOIN bank_statement AS s ON s.centre_id = d.centre_id AND s.id = d.statement_id
                    JOIN bank_account AS a ON a.centre_id = s.centre_id AND a.id = s.bank_account_id
                   WHERE d.centre_id = current_setting('app.centre')::int AND d.state = 'open' AND ${isUnmatched}
                   GROUP BY 1, 2, 3) AS u GROUP BY 1, 2`,
  },
  {
    name: 'zero_run_statement_lines_settled',
    help: 'Lines of bank statements that settled what their notices or answers did not, by what they settled, since the beginning',
    labels: ['as'],
    // statement_difference_settled: a row for each message of a bank that was lost.
    sql: `SELECT settled_as AS as, count(*) AS value FROM statement_difference
           WHERE centre_id = current_setting('app.centre')::int AND settled_as IS NOT NULL GROUP BY 1`,
  },
  {
    name: 'zero_run_statement_unexplained_days',
    help: 'Days since the oldest day of an account whose statement is not explained; 0: none',
    sql: `SELECT coalesce(extract(day FROM clock_timestamp() - min(day)), 0)::float8 AS value FROM bank_statement
           WHERE centre_id = current_setting('app.centre')::int AND explained_at IS NULL AND due_at IS NOT NULL`,
  },
  {
    name: 'zero_run_interest_cash_due_fen',
    help: 'Interest of 30 June whose cash has not arrived from the gains accounts',
    sql: `SELECT coalesce((SELECT sum(e.amount_fen) FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'D'
            WHERE j.centre_id = current_setting('app.centre')::int AND j.kind = 'interest-cash-due'), 0)
            - coalesce((SELECT sum(t.amount_fen) FROM own_transfer AS t
                         WHERE t.centre_id = current_setting('app.centre')::int AND t.reason = 'interest-cash' AND t.state = 'arrived'), 0) AS value`,
  },
  {
    name: 'zero_run_own_transfer_open_seconds',
    help: 'Age of the oldest transfer between own accounts that has not arrived; 0: none',
    sql: `SELECT coalesce((SELECT extract(epoch FROM clock_timestamp() - begun_at) FROM own_transfer
           WHERE centre_id = current_setting('app.centre')::int AND state = 'open' ORDER BY begun_at LIMIT 1), 0)::float8 AS value`,
  },
  {
    name: 'zero_run_receipts_in_suspense',
    help: 'Receipts that nobody has claimed',
    sql: `SELECT count(*) AS value FROM receipt
           WHERE centre_id = current_setting('app.centre')::int AND state = 'suspense'`,
  },
  {
    name: 'zero_run_bank_incidents',
    help: 'Times the bank said what cannot be, by code, since the beginning',
    labels: ['code'],
    // A row each time a person had to look: hundreds, not millions.
    sql: `SELECT code, count(*) AS value FROM bank_incident
           WHERE centre_id = current_setting('app.centre')::int GROUP BY code`,
  },
];
