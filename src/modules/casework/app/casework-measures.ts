import type { Measure } from '../../../platform/metrics';
import { caseStates, undecidedStates } from '../domain/case-state';

const listOf = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');
const openStates = Object.entries(caseStates)
  .filter(([, { next }]) => next.length > 0)
  .map(([state]) => state);

/** What of the cases waits, by indexes that hold open ones only. */
export const caseworkMeasures: readonly Measure[] = [
  {
    name: 'zero_run_cases_due_seconds',
    help: 'How long the oldest case has been due that nobody works on; 0: none',
    // service_case_due, from its oldest entry on.
    sql: `SELECT coalesce((SELECT extract(epoch FROM clock_timestamp() - due_at) FROM service_case
           WHERE centre_id = current_setting('app.centre')::int AND due_at <= clock_timestamp()
             AND (lease_until IS NULL OR lease_until < clock_timestamp()) AND state IN (${listOf(undecidedStates)})
           ORDER BY due_at LIMIT 1), 0)::float8 AS value`,
  },
  {
    name: 'zero_run_open_cases',
    help: 'Cases that have not ended, by state',
    labels: ['state'],
    // service_case_one_open holds no others.
    sql: `SELECT s.state, coalesce(c.value, 0) AS value FROM unnest(ARRAY[${listOf(openStates)}]) AS s (state)
            LEFT JOIN (SELECT state, count(*) AS value FROM service_case
                        WHERE centre_id = current_setting('app.centre')::int AND finished_at IS NULL
                        GROUP BY state) AS c ON c.state = s.state`,
  },
  {
    name: 'zero_run_outbox_held_back_seconds',
    help: 'How long the oldest writing transaction has been open: readers of the outbox see no event newer than it; 0: none',
    sql: `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 AS value FROM pg_stat_activity
           WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()`,
  },
];
