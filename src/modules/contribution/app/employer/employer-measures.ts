import type { Measure } from '../../../../platform/metrics';
import { WARNINGS } from '../../domain/employer/warning';

const kinds = Object.keys(WARNINGS)
  .map((kind) => `'${kind}'`)
  .join(', ');

/** What of the statutory clocks stands open, by the index of open warnings. */
export const employerMeasures: readonly Measure[] = [
  {
    name: 'zero_run_employer_warnings',
    help: 'Statutory days that employers let pass and have not made good, by kind',
    labels: ['kind'],
    sql: `SELECT k.kind, coalesce(w.value, 0) AS value FROM unnest(ARRAY[${kinds}]) AS k (kind)
            LEFT JOIN (SELECT kind, count(*) AS value FROM employer_warning
                        WHERE centre_id = current_setting('app.centre')::int AND ended_on IS NULL
                        GROUP BY kind) AS w ON w.kind = k.kind`,
  },
];
