import { LEASE_MS } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';

/** An idempotency key: scope caller and route. */
export interface CommandKey {
  readonly caller: string;
  readonly route: string;
  /** As it is stored (`keptKey`). */
  readonly key: string;
  /** As it was sent: so keys of former days are stored, and still count. */
  readonly sent: string;
}

const KEYS = 'centre_id = $1 AND caller = $2 AND route = $3 AND key IN ($4, $5)';

export interface StoredCommand {
  readonly bodyHash: string;
  readonly resourceId: string;
  /** True while the first request may still be at work. */
  readonly leased: boolean;
  readonly status: number | null;
  readonly answer: string | null;
}

/** Stores the key; false when it was there before (a concurrent first request is waited for). */
export async function insertCommand(
  tx: Tx,
  key: CommandKey,
  bodyHash: string,
  resourceId: string,
): Promise<boolean> {
  const stored = await tx.execute(
    `INSERT INTO command (centre_id, caller, route, key, body_hash, resource_id, lease_until)
     SELECT $1, $2, $3, $4, $6, $7, clock_timestamp() + $8 * interval '1 millisecond'
      WHERE $4 = $5 OR NOT EXISTS (SELECT FROM command WHERE ${KEYS}) ON CONFLICT DO NOTHING`,
    [tx.centreId, key.caller, key.route, key.key, key.sent, bodyHash, resourceId, LEASE_MS],
  );
  return stored === 1;
}

export async function selectCommand(tx: Tx, key: CommandKey): Promise<StoredCommand | null> {
  const [row] = await tx.query<StoredCommand>(
    `SELECT body_hash AS "bodyHash", resource_id AS "resourceId", lease_until > clock_timestamp() AS leased, status, answer
       FROM command WHERE ${KEYS}`,
    [tx.centreId, key.caller, key.route, key.key, key.sent],
  );
  return row ?? null;
}

export interface KeptAnswer {
  readonly status: number;
  /** JSON bytes. */
  readonly answer: string;
}

/** Keeps the first answer for good; later answers change nothing. Returns the bytes that hold. */
export async function keepAnswer(
  tx: Tx,
  resourceId: string,
  status: number,
  answer: string,
): Promise<KeptAnswer> {
  const [row] = await tx.query<KeptAnswer>(
    `UPDATE command SET status = coalesce(status, $3), answer = coalesce(answer, $4)
      WHERE centre_id = $1 AND resource_id = $2 RETURNING status, answer`,
    [tx.centreId, resourceId, status, answer],
  );
  return row ?? { status, answer };
}
