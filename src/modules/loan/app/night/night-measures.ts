import type { Measure } from '../../../../platform/metrics';
import { STUCK_AFTER } from './loan-nights';

/** Runs of the night that do not come to their end. */
export const nightMeasures: readonly Measure[] = [
  {
    name: 'zero_run_loan_nights_stuck',
    help: 'Runs of the night that failed three times in a row and that nobody has let pass, by kind',
    labels: ['kind'],
    // loan_night_failing holds no others.
    sql: `SELECT kind, count(*) AS value FROM loan_night
           WHERE centre_id = current_setting('app.centre')::int AND finished_at IS NULL AND failures > 0 AND failures >= ${STUCK_AFTER}
             AND passed_at IS NULL GROUP BY kind`,
  },
];
