import type { Measure } from '../../../../platform/metrics';

/** Months that are over. */
export const monthEndMeasures: readonly Measure[] = [
  {
    name: 'zero_run_months_open',
    help: 'Months that are over and not closed',
    sql: `SELECT count(*) AS value FROM month_end WHERE centre_id = current_setting('app.centre')::int AND closed_at IS NULL`,
  },
  {
    name: 'zero_run_month_hindrances',
    help: 'What stood in the way of closing a month at the last look, by condition',
    labels: ['condition'],
    sql: `SELECT h ->> 'code' AS condition, sum((h ->> 'count')::bigint) AS value
            FROM month_end AS e CROSS JOIN LATERAL jsonb_array_elements(e.hindrances) AS h
           WHERE e.centre_id = current_setting('app.centre')::int AND e.closed_at IS NULL GROUP BY 1`,
  },
];
