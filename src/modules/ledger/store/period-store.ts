import type { Tx } from '../../../platform/database/tx';

/** Takes exclusively what each posting takes shared: those under way end first, others wait for this transaction. */
export async function takeBooks(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(7001, $1)', [tx.centreId]);
}

/** Closes a month, when no posting is under way. */
export async function closeMonth(tx: Tx, month: number): Promise<void> {
  await takeBooks(tx);
  await tx.execute('INSERT INTO closed_period (centre_id, month) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    tx.centreId,
    month,
  ]);
}
