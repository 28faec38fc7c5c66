import type { Tx } from '../database/tx';

/**
 * The one lease mechanism. A leased table has `due_at timestamptz, lease_owner text, lease_until timestamptz,
 * lease_token bigint not null default 0, attempts int not null default 0` and a key (centre_id, id uuid).
 * The token fences: whoever writes as a worker says `WHERE lease_token = $token`, so a worker that was paused
 * past its lease changes nothing. What is due is told by the statement's time: `clock_timestamp()` may change while the
 * statement runs, so no index would be searched by it.
 */
export interface LeasedTable {
  readonly table: string;
  /** Constant SQL condition on alias `t` that says which rows are work, e.g. `t.state IN ('accepted')`. */
  readonly work: string;
}

export interface Claim {
  readonly id: string;
  readonly token: bigint;
  readonly attempts: number;
}

/** Takes up to `limit` due rows for `owner`; rows another worker holds are skipped, never waited for. */
export async function claimDue(
  tx: Tx,
  leased: LeasedTable,
  claim: { owner: string; ttlMs: number; limit: number },
): Promise<Claim[]> {
  return tx.query<{ id: string; token: bigint; attempts: number }>(
    `UPDATE ${leased.table} AS t
        SET lease_owner = $2, lease_until = clock_timestamp() + $3 * interval '1 millisecond',
            lease_token = t.lease_token + 1, attempts = t.attempts + 1
      WHERE t.centre_id = $1 AND t.id IN (
        SELECT t.id FROM ${leased.table} AS t
         WHERE t.centre_id = $1 AND t.due_at <= statement_timestamp()
           AND (t.lease_until IS NULL OR t.lease_until < statement_timestamp()) AND ${leased.work}
         ORDER BY t.due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
      RETURNING t.id, t.lease_token AS token, t.attempts`,
    [tx.centreId, claim.owner, claim.ttlMs, claim.limit],
  );
}
