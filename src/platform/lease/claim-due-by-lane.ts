import type { Tx } from '../database/tx';
import type { Claim, LeasedTable } from './lease';

/** A leased table whose rows queue in lanes: column `lane text not null`, index (centre_id, lane, due_at) where due. */
export type LanedTable = LeasedTable;

/**
 * As `claimDue`, but up to `limit` rows of each lane: however long one lane is, and however slow its work, the others
 * get their turn at every round. The lanes in use are found by stepping through the index, one probe a lane.
 */
export async function claimDueByLane(
  tx: Tx,
  leased: LanedTable,
  claim: { owner: string; ttlMs: number; limit: number },
): Promise<Claim[]> {
  return tx.query<{ id: string; token: bigint; attempts: number }>(
    `WITH RECURSIVE lanes (lane) AS (
       (SELECT t.lane FROM ${leased.table} AS t WHERE t.centre_id = $1 AND t.due_at IS NOT NULL ORDER BY t.lane LIMIT 1)
       UNION ALL
       SELECT (SELECT t.lane FROM ${leased.table} AS t
                WHERE t.centre_id = $1 AND t.due_at IS NOT NULL AND t.lane > lanes.lane ORDER BY t.lane LIMIT 1)
         FROM lanes WHERE lanes.lane IS NOT NULL
     ), taken AS MATERIALIZED (
       SELECT due.id FROM lanes CROSS JOIN LATERAL (
         SELECT t.id FROM ${leased.table} AS t
          WHERE t.centre_id = $1 AND t.lane = lanes.lane AND t.due_at <= statement_timestamp()
            AND (t.lease_until IS NULL OR t.lease_until < statement_timestamp()) AND ${leased.work}
          ORDER BY t.due_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS due
     )
     UPDATE ${leased.table} AS t
        SET lease_owner = $2, lease_until = clock_timestamp() + $3 * interval '1 millisecond',
            lease_token = t.lease_token + 1, attempts = t.attempts + 1
       FROM taken WHERE t.centre_id = $1 AND t.id = taken.id
     RETURNING t.id, t.lease_token AS token, t.attempts`,
    [tx.centreId, claim.owner, claim.ttlMs, claim.limit],
  );
}
