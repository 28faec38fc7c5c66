import type { Tx } from '../../../platform/database/tx';
import type { LeasedTable } from '../../../platform/lease/lease';

export interface StoredMessage {
  readonly id: string;
  readonly letterNo: string;
  readonly counterpart: string;
  readonly txCode: string;
  readonly txFunc: string;
  readonly bodySealed: Buffer;
  readonly bodySha256: string;
}

/** Messages that are to be sent. */
export const OUTBOX: LeasedTable = { table: 'platform_message', work: `t.state = 'queued'` };

const values = (tx: Tx, message: StoredMessage, at: Date): unknown[] => [
  tx.centreId,
  message.id,
  message.letterNo,
  message.counterpart,
  message.txCode,
  message.txFunc,
  message.bodySealed,
  message.bodySha256,
  at,
];

const insert = `INSERT INTO platform_message (centre_id, id, letter_no, counterpart, tx_code, tx_func, body_sealed, body_sha256, made_at,
    direction, state, due_at)`;

/** Stores a message to be sent; the same one once more stores nothing. */
export async function insertQueued(tx: Tx, message: StoredMessage, at: Date): Promise<void> {
  await tx.execute(
    `${insert} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'out', 'queued', clock_timestamp()) ON CONFLICT DO NOTHING`,
    values(tx, message, at),
  );
}

/** Stores a message that came; null when it is new, else what it did the first time. */
export async function insertTaken(
  tx: Tx,
  message: StoredMessage,
  at: Date,
): Promise<{ readonly effect: string | null } | null> {
  const made = await tx.execute(
    `${insert} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'in', 'taken', NULL) ON CONFLICT DO NOTHING`,
    values(tx, message, at),
  );
  if (made === 1) return null;
  const [row] = await tx.query<{ effect: string | null }>(
    `SELECT effect FROM platform_message WHERE centre_id = $1 AND direction = 'in' AND counterpart = $2 AND letter_no = $3
        AND tx_code = $4 AND tx_func = $5 AND body_sha256 = $6`,
    [tx.centreId, message.counterpart, message.letterNo, message.txCode, message.txFunc, message.bodySha256],
  );
  return row ?? { effect: null };
}

/** What a message that came did to its letter. */
export async function noteEffect(tx: Tx, id: string, effect: string): Promise<void> {
  await tx.execute('UPDATE platform_message SET effect = $3 WHERE centre_id = $1 AND id = $2', [
    tx.centreId,
    id,
    effect,
  ]);
}

/** A claimed message with its content; null when the lease is not ours any more. */
export async function selectClaimed(tx: Tx, id: string, token: bigint): Promise<StoredMessage | null> {
  const [row] = await tx.query<StoredMessage>(
    `SELECT id, letter_no AS "letterNo", counterpart, tx_code AS "txCode", tx_func AS "txFunc", body_sealed AS "bodySealed",
            body_sha256 AS "bodySha256"
       FROM platform_message WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND state = 'queued'`,
    [tx.centreId, id, token],
  );
  return row ?? null;
}

/** What became of a sending: taken or refused by the platform for good, or to be sent again after so long. */
export async function noteSending(
  tx: Tx,
  id: string,
  token: bigint,
  became:
    | { readonly state: 'sent' | 'refused'; readonly effect: string; readonly at: Date }
    | { readonly state: 'queued'; readonly dueInMs: number },
): Promise<void> {
  const isOver = became.state !== 'queued';
  await tx.execute(
    `UPDATE platform_message SET state = $4, effect = coalesce($5, effect), sent_at = $6,
            due_at = clock_timestamp() + $7::float8 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND state = 'queued'`,
    [
      tx.centreId,
      id,
      token,
      became.state,
      isOver ? became.effect : null,
      isOver ? became.at : null,
      isOver ? null : became.dueInMs,
    ],
  );
}
