import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import type { BatchMessage } from '../domain/bank-line';
import { type Duty, type Fence, LeaseLost } from './instruction-store';

export type BatchState = 'created' | 'sending' | 'unknown' | 'accepted' | 'done';

export interface CollectionBatch extends Duty {
  readonly id: string;
  readonly purpose: string;
  readonly bankAccountId: string;
  readonly bankCode: string;
  readonly message: BatchMessage;
  readonly busType: string;
  readonly reference: string;
  readonly state: BatchState;
  readonly frozen: boolean;
}

export interface NewBatch {
  readonly id: string;
  readonly purpose: string;
  readonly bankAccountId: string;
  readonly message: BatchMessage;
  readonly busType: string;
  readonly reference: string;
  readonly parts: number;
  readonly amountFen: bigint;
}

const columns = `
  b.id, b.purpose, b.bank_account_id AS "bankAccountId", a.bank_code AS "bankCode", b.message, b.bus_type AS "busType",
  b.reference, b.state, b.frozen, b.lease_token AS token, b.sends, b.questions,
  (extract(epoch FROM clock_timestamp() - b.sent_at) * 1000)::float8 AS "sinceSentMs"`;
const joined = `collection_batch AS b JOIN bank_account AS a ON a.centre_id = b.centre_id AND a.id = b.bank_account_id`;

/** Batches of orders to collect, and what happens to all orders of one at once. */
@Injectable()
export class CollectionBatchStore {
  /** Due at once: the worker sends it. */
  async insert(tx: Tx, batch: NewBatch): Promise<void> {
    await tx.execute(
      `INSERT INTO collection_batch (centre_id, id, purpose, bank_account_id, message, bus_type, reference, parts, amount_fen, state, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'created', clock_timestamp())`,
      [
        tx.centreId,
        batch.id,
        batch.purpose,
        batch.bankAccountId,
        batch.message,
        batch.busType,
        batch.reference,
        batch.parts,
        batch.amountFen,
      ],
    );
  }

  /** As with a single order: one more attempt is recorded before the call, of the batch and of all its orders. */
  async takeUp(tx: Tx, id: string, fence: Fence): Promise<(CollectionBatch & { send: boolean }) | null> {
    const mine = [tx.centreId, id, fence.token, fence.owner];
    const begun = await tx.execute(
      `UPDATE collection_batch SET state = 'sending', sends = sends + 1, questions = 0, sent_at = clock_timestamp()
        WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND lease_owner = $4 AND state = 'created' AND NOT frozen`,
      mine,
    );
    if (begun === 1)
      await tx.execute(
        `UPDATE collection SET state = 'sending', sends = sends + 1, sent_at = clock_timestamp()
          WHERE centre_id = $1 AND batch_id = $2 AND state = 'created'`,
        [tx.centreId, id],
      );
    const [row] = await tx.query<CollectionBatch>(
      `SELECT ${columns} FROM ${joined}
        WHERE b.centre_id = $1 AND b.id = $2 AND b.lease_token = $3 AND b.lease_owner = $4 AND NOT b.frozen`,
      mine,
    );
    return row ? { ...row, send: begun === 1 } : null;
  }

  async lock(tx: Tx, id: string): Promise<CollectionBatch | null> {
    const [row] = await tx.query<CollectionBatch>(
      `SELECT ${columns} FROM ${joined} WHERE b.centre_id = $1 AND b.id = $2 FOR NO KEY UPDATE OF b`,
      [tx.centreId, id],
    );
    return row ?? null;
  }

  /** @param keepLease the worker goes on with it. @throws LeaseLost */
  async change(
    tx: Tx,
    id: string,
    change: { state: BatchState; dueInMs: number | null; asked?: boolean; keepLease?: boolean },
    fence: Fence,
  ): Promise<void> {
    const touched = await tx.execute(
      `UPDATE collection_batch
          SET state = $3, due_at = clock_timestamp() + $4::float8 * interval '1 millisecond', questions = questions + $5,
              lease_owner = CASE WHEN $7 THEN lease_owner END, lease_until = CASE WHEN $7 THEN lease_until END,
              finished_at = CASE WHEN $3 = 'done' THEN clock_timestamp() END
        WHERE centre_id = $1 AND id = $2 AND lease_token = $6`,
      [
        tx.centreId,
        id,
        change.state,
        change.dueInMs,
        change.asked ? 1 : 0,
        fence.token,
        change.keepLease ?? false,
      ],
    );
    if (touched !== 1) throw new LeaseLost(`the lease on batch ${id} is not ours any more`);
  }

  /** All orders of the batch that are in one of these states go to another one together. */
  async moveParts(tx: Tx, batchId: string, from: readonly string[], to: string): Promise<void> {
    await tx.execute(
      `UPDATE collection SET state = $4 WHERE centre_id = $1 AND batch_id = $2 AND state = ANY ($3::text[]) AND NOT frozen`,
      [tx.centreId, batchId, from, to],
    );
  }

  /** Orders of the batch of which the bank has not said what became; frozen ones are a person's business. */
  async openParts(tx: Tx, batchId: string): Promise<number> {
    const [row] = await tx.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM collection
        WHERE centre_id = $1 AND batch_id = $2 AND state NOT IN ('paid', 'rejected') AND NOT frozen`,
      [tx.centreId, batchId],
    );
    return row?.open ?? 0;
  }

  /** Whether the end of one of its orders is known. */
  async hasEndedParts(tx: Tx, batchId: string): Promise<boolean> {
    const [row] = await tx.query<{ ended: boolean }>(
      `SELECT EXISTS (SELECT FROM collection
                       WHERE centre_id = $1 AND batch_id = $2 AND state IN ('paid', 'rejected')) AS ended`,
      [tx.centreId, batchId],
    );
    return row?.ended === true;
  }

  async postpone(tx: Tx, id: string, fence: Fence, dueInMs: number): Promise<void> {
    await tx.execute(
      `UPDATE collection_batch SET due_at = clock_timestamp() + $4::float8 * interval '1 millisecond', questions = questions + 1,
              lease_owner = NULL, lease_until = NULL
        WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
      [tx.centreId, id, fence.token, dueInMs],
    );
  }

  /** Nothing of it is open any more: it is done, whatever its message came to. The batch is locked. */
  async finish(tx: Tx, id: string): Promise<void> {
    // It was sent, be it that it was to be sent again, so it may only be done as one that the bank has taken.
    await tx.execute(
      `UPDATE collection_batch SET state = 'sending' WHERE centre_id = $1 AND id = $2 AND state = 'created'`,
      [tx.centreId, id],
    );
    await tx.execute(
      `UPDATE collection_batch SET state = 'accepted' WHERE centre_id = $1 AND id = $2 AND state IN ('sending', 'unknown')`,
      [tx.centreId, id],
    );
    await tx.execute(
      `UPDATE collection_batch SET state = 'done', frozen = false, due_at = NULL, lease_owner = NULL, lease_until = NULL,
              lease_token = lease_token + 1, finished_at = clock_timestamp()
        WHERE centre_id = $1 AND id = $2 AND state = 'accepted'`,
      [tx.centreId, id],
    );
  }

  async freeze(tx: Tx, id: string): Promise<void> {
    await tx.execute(
      `UPDATE collection_batch SET frozen = true, lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1
        WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, id],
    );
  }
}
