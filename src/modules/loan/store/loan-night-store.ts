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
    `UPDATE loan_night SET done = done + $4, reached = $6, failures = 0, lease_until = clock_timestamp() + $5 * interval '1 millisecond'
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

/** One more failure of a run; @returns how many in a row, null where another has it by now. */
export async function noteLoanFailure(
  tx: Tx,
  run: { readonly id: string; readonly token: bigint; readonly fault: string; readonly at: Date },
): Promise<number | null> {
  const [row] = await tx.query<{ failures: number }>(
    `UPDATE loan_night SET failures = failures + 1, fault = $4, failed_at = $5
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL RETURNING failures`,
    [tx.centreId, run.id, run.token, run.fault, run.at],
  );
  return row?.failures ?? null;
}

/** A run that has not ended, as its failures and passes stand. */
export interface StuckNight {
  readonly id: string;
  readonly kind: string;
  readonly day: string;
  readonly failures: number;
  readonly fault: string | null;
  readonly failedAt: Date | null;
  readonly reason: string | null;
  readonly proposedBy: string | null;
  readonly proposedAt: Date | null;
  readonly passedAt: Date | null;
}

const stuck = `id, kind, day, failures, fault, failed_at AS "failedAt", pass_reason AS reason, pass_proposed_id AS "proposedBy",
  pass_proposed_at AS "proposedAt", passed_at AS "passedAt"`;

/** Runs that fail or were passed, and have not ended; the oldest first. */
export function selectStuckNights(tx: Tx, limit: number): Promise<StuckNight[]> {
  return tx.query<StuckNight>(
    `SELECT ${stuck} FROM loan_night WHERE centre_id = $1 AND finished_at IS NULL AND (failures > 0 OR passed_at IS NOT NULL)
      ORDER BY day, kind LIMIT $2`,
    [tx.centreId, limit],
  );
}

/** A run that has not ended, locked; null when there is none. */
export async function lockOpenNight(tx: Tx, id: string): Promise<StuckNight | null> {
  const [row] = await tx.query<StuckNight>(
    `SELECT ${stuck} FROM loan_night WHERE centre_id = $1 AND id = $2 AND finished_at IS NULL FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  return row ?? null;
}

export async function storePassProposal(
  tx: Tx,
  pass: { readonly id: string; readonly reason: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_night SET pass_reason = $3, pass_proposed_id = $4, pass_proposed_at = $5 WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, pass.id, pass.reason, pass.by, pass.at],
  );
}

/** @param pass.by null: declined, and may be proposed again. */
export async function storePassDecision(
  tx: Tx,
  pass: { readonly id: string; readonly by: string | null; readonly at: Date },
): Promise<void> {
  await tx.execute(
    pass.by === null
      ? `UPDATE loan_night SET pass_reason = NULL, pass_proposed_id = NULL, pass_proposed_at = NULL WHERE centre_id = $1 AND id = $2`
      : `UPDATE loan_night SET pass_decided_id = $3, passed_at = $4 WHERE centre_id = $1 AND id = $2`,
    pass.by === null ? [tx.centreId, pass.id] : [tx.centreId, pass.id, pass.by, pass.at],
  );
}
