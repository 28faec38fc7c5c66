import type { Measure } from '../../../platform/metrics';

/** What replays found: stored, so that it outlives the instance that found it. */
export const oversightMeasures: readonly Measure[] = [
  {
    name: 'zero_run_replay_differences',
    help: 'Decisions that replays of the last seven days could not make again byte for byte',
    sql: `SELECT coalesce(sum(differing), 0)::float8 AS value FROM replay_run
           WHERE centre_id = current_setting('app.centre')::int AND finished_at > clock_timestamp() - interval '7 days'`,
  },
];
