import type { Measure } from '../../../platform/metrics';

/**
 * Whether the books balance now. The whole of `entry` is added up, as a control account without a snapshot has to be;
 * how rarely follows from how long it takes. The proof says more, and names the rows.
 */
export const ledgerMeasures: readonly Measure[] = [
  {
    name: 'zero_run_ledger_imbalance_fen',
    help: 'What must be 0: debits less credits of all entries, and members balances less their entries on subject 201',
    labels: ['check'],
    sql: `WITH sums AS (
            SELECT coalesce(sum(CASE side WHEN 'D' THEN amount_fen ELSE -amount_fen END), 0) AS difference,
                   coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END) FILTER (WHERE subject = '201'), 0) AS members
              FROM entry WHERE centre_id = current_setting('app.centre')::int)
          SELECT 'debits-less-credits' AS check, difference AS value FROM sums
          UNION ALL
          SELECT 'balances-less-entries', (SELECT coalesce(sum(carried_fen + current_fen), 0) FROM member_balance
                                            WHERE centre_id = current_setting('app.centre')::int) - members FROM sums`,
  },
];
