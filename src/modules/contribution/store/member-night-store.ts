import type { Tx } from '../../../platform/database/tx';

/** Runs over all members' accounts that the centre makes once a night. */
export const MEMBER_NIGHTS = ['court-terms', 'central-sealing', 'flexible-debit'] as const;
export type MemberNight = (typeof MEMBER_NIGHTS)[number];

/** Plans the run of a day once; the day's row is unique whatever the number of instances. */
export async function planNight(
  tx: Tx,
  run: { id: string; kind: MemberNight; day: string; at: Date },
): Promise<void> {
  await tx.execute(
    `INSERT INTO member_night (centre_id, id, kind, day, planned_at, due_at)
     VALUES ($1, $2, $3, $4::date, $5, clock_timestamp()) ON CONFLICT (centre_id, kind, day) DO NOTHING`,
    [tx.centreId, run.id, run.kind, run.day, run.at],
  );
}

export async function selectNight(tx: Tx, id: string): Promise<{ kind: MemberNight; day: string }> {
  const [row] = await tx.query<{ kind: MemberNight; day: string }>(
    'SELECT kind, day FROM member_night WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id],
  );
  if (!row) throw new Error(`there is no run ${id}`);
  return row;
}

/** Adds to what a run has done, and keeps its lease. False when the lease was lost: the caller rolls back. */
export async function noteProgress(
  tx: Tx,
  run: { id: string; token: bigint; done: number; leaseMs: number },
): Promise<boolean> {
  const noted = await tx.execute(
    `UPDATE member_night SET done = done + $4, lease_until = clock_timestamp() + $5 * interval '1 millisecond'
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
    [tx.centreId, run.id, run.token, run.done, run.leaseMs],
  );
  return noted === 1;
}

export async function finishNight(tx: Tx, run: { id: string; token: bigint; at: Date }): Promise<void> {
  await tx.execute(
    `UPDATE member_night SET finished_at = $4, due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3`,
    [tx.centreId, run.id, run.token, run.at],
  );
}
