import type { Tx } from '../../../platform/database/tx';

/**
 * Puts off a case whose round failed by a fault of ours: after 2, 4, 8 … seconds, at most fifteen minutes. Nothing
 * happens when the lease is another's by now.
 */
export async function postponeCase(tx: Tx, id: string, token: bigint): Promise<void> {
  await tx.execute(
    `UPDATE service_case
        SET due_at = clock_timestamp() + least(900, 2 ^ least(faults + 1, 10)) * interval '1 second',
            faults = faults + 1,            lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
    [tx.centreId, id, token],
  );
}

/** Makes the cases that miss an answer of this registry due at once, when it answers again. Returns how many. */
export async function wakeWaiting(tx: Tx, registry: string): Promise<number> {
  return tx.execute(
    `UPDATE service_case SET due_at = clock_timestamp()
      WHERE centre_id = $1 AND state IN ('waiting', 'counter', 'overdue') AND due_at > clock_timestamp()
        AND $2 = ANY (waits_for)`,
    [tx.centreId, registry],
  );
}
