import type { Tx } from '../../../platform/database/tx';

/** Closes a month: takes exclusively what each posting takes shared, so those under way end first. */
export async function closeMonth(tx: Tx, month: number): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(7001, $1)', [tx.centreId]);
  await tx.execute('INSERT INTO closed_period (centre_id, month) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    tx.centreId,
    month,
  ]);
}
