import type { Tx } from '../../../platform/database/tx';

/** Plans the run of a kind and day once, from so long on; its row is unique whatever the number of instances. */
export async function planLoanNight(
  tx: Tx,
  run: { id: string; kind: string; day: string; at: Date; waitMs: number },
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_night (centre_id, id, kind, day, planned_at, due_at)
     VALUES ($1, $2, $3, $4::date, $5, clock_timestamp() + $6 * interval '1 millisecond') ON CONFLICT (centre_id, kind, day) DO NOTHING`,
    [tx.centreId, run.id, run.kind, run.day, run.at, run.waitMs],
  );
}

export async function selectLoanNight(
  tx: Tx,
  id: string,
): Promise<{ kind: string; day: string; reached: string | null }> {
  const [row] = await tx.query<{ kind: string; day: string; reached: string | null }>(
    'SELECT kind, day, reached FROM loan_night WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id],
  );
  if (!row) throw new Error(`there is no run ${id}`);
  return row;
}

/** Adds to what a run has done, notes how far it has come, and keeps its lease. False when the lease was lost: the caller rolls back. */
export async function noteLoanProgress(
  tx: Tx,
  run: { id: string; token: bigint; done: number; reached: string | null; leaseMs: number },
): Promise<boolean> {
  const noted = await tx.execute(
    `UPDATE loan_night SET done = done + $4, reached = $6, lease_until = clock_timestamp() + $5 * interval '1 millisecond'
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
    [tx.centreId, run.id, run.token, run.done, run.leaseMs, run.reached],
  );
  return noted === 1;
}

export async function finishLoanNight(tx: Tx, run: { id: string; token: bigint; at: Date }): Promise<void> {
  await tx.execute(
    `UPDATE loan_night SET finished_at = $4, due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3`,
    [tx.centreId, run.id, run.token, run.at],
  );
}
