import type { Measure } from '../../../platform/metrics';

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
