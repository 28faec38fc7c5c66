import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import type { Collection, CollectionState } from '../domain/collection';
import { type Duty, type Fence, LeaseLost } from './instruction-store';

/** How a new order names its payer: a card, or the sealed account. */
export interface PayerOf {
  readonly payerCardId: string | null;
  readonly payerSealed: Buffer | null;
}

/** An order as it is read for the bank. */
export type StoredCollection = Collection & Duty & PayerOf & { readonly busType: string };

export type CollectionRow = PayerOf & {
  readonly id: string;
  readonly purpose: string;
  readonly sourceId: string;
  readonly bankAccountId: string;
  readonly amountFen: bigint;
  readonly partial: boolean;
  readonly reference: string;
  readonly busType: string;
  readonly summary: string;
};

export interface CollectionChange {
  readonly state: CollectionState;
  readonly bankSerial?: string;
  readonly valueDate?: string;
  readonly collectedFen?: bigint;
  readonly receiptId?: string;
  readonly rejectCode?: string;
  /** Milliseconds until the safety net takes it up again; null when there is nothing left to do. */
  readonly dueInMs: number | null;
  /** Whether this counts as one more question without a final answer. */
  readonly asked?: boolean;
}

const columns = `
  c.id, c.purpose, c.source_id AS "sourceId", c.batch_id AS "batchId", c.bank_account_id AS "bankAccountId",
  a.leaf_account_id AS "bankLeafId", a.bank_code AS "bankCode", c.amount_fen AS "amountFen", c.partial, c.reference,
  c.summary, c.state, c.frozen, c.bank_serial AS "bankSerial", c.value_date AS "valueDate",
  c.collected_fen AS "collectedFen", c.reject_code AS "rejectCode", c.payer_card_id AS "payerCardId", c.payer AS "payerSealed",
  c.bus_type AS "busType", c.lease_token AS token, c.sends, c.questions,
  (extract(epoch FROM clock_timestamp() - c.sent_at) * 1000)::float8 AS "sinceSentMs"`;
const joined = `collection AS c JOIN bank_account AS a ON a.centre_id = c.centre_id AND a.id = c.bank_account_id`;

/** Two small looks by key, for no index holds the orders of a source in every state. */
const newestOfSource = `c.id = (
  SELECT n.id FROM (
    SELECT id FROM collection WHERE centre_id = $1 AND purpose = $2 AND source_id = $3 AND state <> 'rejected'
    UNION ALL
    SELECT id FROM collection WHERE centre_id = $1 AND purpose = $2 AND source_id = $3 AND state = 'rejected') AS n
   ORDER BY n.id DESC LIMIT 1)`;

/** Orders to collect in the database. Times of leases are the database's. */
@Injectable()
export class CollectionStore {
  /** Stores an order as its first attempt under way, leased to `owner`: this row is the record before the call. */
  async insertSending(tx: Tx, row: CollectionRow, lease: { owner: string; ttlMs: number }): Promise<void> {
    await tx.execute(
      `INSERT INTO collection (centre_id, id, purpose, source_id, bank_account_id, payer_card_id, payer, amount_fen, partial,
         reference, bus_type, summary, state, sends, sent_at, due_at, lease_owner, lease_until, lease_token, attempts)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'sending', 1, t.now, t.until, $13, t.until, 1, 1
         FROM (SELECT now, now + $14 * interval '1 millisecond' AS until FROM clock_timestamp() AS now) AS t`,
      [
        tx.centreId,
        row.id,
        row.purpose,
        row.sourceId,
        row.bankAccountId,
        row.payerCardId,
        row.payerSealed,
        row.amountFen,
        row.partial,
        row.reference,
        row.busType,
        row.summary,
        lease.owner,
        lease.ttlMs,
      ],
    );
  }

  /** Orders that travel in a batch: it is leased, not they. */
  async insertParts(tx: Tx, batchId: string, rows: readonly CollectionRow[]): Promise<void> {
    await tx.execute(
      `INSERT INTO collection (centre_id, id, purpose, source_id, batch_id, bank_account_id, payer_card_id, payer, amount_fen,
         partial, reference, bus_type, summary, state)
       SELECT $1, r.id, r.purpose, r.source_id, $2, r.account, r.card, r.payer, r.amount, r.partial, r.reference, r.bus, r.summary, 'created'
         FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bytea[], $9::bigint[], $10::boolean[],
                     $11::text[], $12::text[], $13::text[])
           AS r (id, purpose, source_id, account, card, payer, amount, partial, reference, bus, summary)`,
      [
        tx.centreId,
        batchId,
        rows.map(({ id }) => id),
        rows.map(({ purpose }) => purpose),
        rows.map(({ sourceId }) => sourceId),
        rows.map(({ bankAccountId }) => bankAccountId),
        rows.map(({ payerCardId }) => payerCardId),
        rows.map(({ payerSealed }) => payerSealed),
        rows.map(({ amountFen }) => amountFen),
        rows.map(({ partial }) => partial),
        rows.map(({ reference }) => reference),
        rows.map(({ busType }) => busType),
        rows.map(({ summary }) => summary),
      ],
    );
  }

  /** The order if its first attempt is still ours to make; null otherwise, and then the safety net has it. */
  firstAttempt(tx: Tx, id: string, owner: string, spareMs: number): Promise<StoredCollection | null> {
    return this.one(
      tx,
      `c.id = $2 AND c.state = 'sending' AND c.lease_token = 1 AND c.lease_owner = $3
       AND c.lease_until > clock_timestamp() + $4 * interval '1 millisecond'`,
      [id, owner, spareMs],
    );
  }

  /** Turns a claim into a duty, as with a payment: `created` is sent, anything else asked about first. */
  async takeUp(tx: Tx, id: string, fence: Fence): Promise<(StoredCollection & { send: boolean }) | null> {
    const begun = await tx.execute(
      `UPDATE collection SET state = 'sending', sends = sends + 1, questions = 0, sent_at = clock_timestamp()
        WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND lease_owner = $4 AND state = 'created' AND NOT frozen`,
      [tx.centreId, id, fence.token, fence.owner],
    );
    const mine = 'c.id = $2 AND c.lease_token = $3 AND c.lease_owner = $4 AND NOT c.frozen';
    const row = await this.one(tx, mine, [id, fence.token, fence.owner]);
    return row && { ...row, send: begun === 1 };
  }

  /** Locked for this transaction; null when there is none. */
  lock(tx: Tx, id: string): Promise<StoredCollection | null> {
    return this.one(tx, 'c.id = $2', [id], ' FOR NO KEY UPDATE OF c');
  }

  /** Only of an order given to that bank: what another bank says of it is not heard. */
  lockByReference(tx: Tx, bankCode: string, reference: string): Promise<StoredCollection | null> {
    const given = 'c.reference = $2 AND a.bank_code = $3';
    return this.one(tx, given, [reference, bankCode], ' FOR NO KEY UPDATE OF c');
  }

  find(tx: Tx, id: string): Promise<Collection | null> {
    return this.one(tx, 'c.id = $2', [id]);
  }

  /** The newest order of a source; null when nothing was ever to be collected for it. */
  newestOf(tx: Tx, purpose: string, sourceId: string): Promise<Collection | null> {
    return this.one(tx, newestOfSource, [purpose, sourceId]);
  }

  /** Orders of a batch, in the order in which they were given. */
  ofBatch(tx: Tx, batchId: string): Promise<StoredCollection[]> {
    return tx.query<StoredCollection>(
      `SELECT ${columns} FROM ${joined} WHERE c.centre_id = $1 AND c.batch_id = $2 ORDER BY c.id`,
      [tx.centreId, batchId],
    );
  }

  /**
   * Writes a new state or a new due time. A worker says its fence, which must still be the valid one, and gives its
   * lease back; a notice has none and leaves a lease alone while there is work left.
   * @throws LeaseLost
   */
  async change(tx: Tx, id: string, change: CollectionChange, fence: Fence | null): Promise<void> {
    const touched = await tx.execute(
      `UPDATE collection
          SET state = $3, bank_serial = coalesce($4, bank_serial), value_date = coalesce($5::date, value_date),
              collected_fen = coalesce($6::bigint, collected_fen), receipt_id = coalesce($7::uuid, receipt_id),
              reject_code = coalesce($8, reject_code),
              due_at = clock_timestamp() + $9::float8 * interval '1 millisecond', questions = questions + $10,
              lease_owner = CASE WHEN $11::bigint IS NULL AND $9::float8 IS NOT NULL THEN lease_owner END,
              lease_until = CASE WHEN $11::bigint IS NULL AND $9::float8 IS NOT NULL THEN lease_until END,
              finished_at = CASE WHEN $3 IN ('paid', 'rejected') THEN coalesce(finished_at, clock_timestamp()) END
        WHERE centre_id = $1 AND id = $2 AND ($11::bigint IS NULL OR lease_token = $11)`,
      [
        tx.centreId,
        id,
        change.state,
        change.bankSerial ?? null,
        change.valueDate ?? null,
        change.collectedFen ?? null,
        change.receiptId ?? null,
        change.rejectCode ?? null,
        change.dueInMs,
        change.asked === true ? 1 : 0,
        fence?.token ?? null,
      ],
    );
    if (touched !== 1) throw new LeaseLost(`the lease on collection ${id} is not ours any more`);
  }

  /** After a fault of our own: the lease is given back and the order comes up again later. */
  async postpone(tx: Tx, id: string, fence: Fence, dueInMs: number): Promise<void> {
    await tx.execute(
      `UPDATE collection SET due_at = clock_timestamp() + $4::float8 * interval '1 millisecond', questions = questions + 1,
              lease_owner = NULL, lease_until = NULL
        WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
      [tx.centreId, id, fence.token, dueInMs],
    );
  }

  /** Two people have the bank's word for how it ended: it goes on from here. */
  async unfreeze(tx: Tx, id: string): Promise<void> {
    await tx.execute(
      `UPDATE collection SET frozen = false, lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1
        WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, id],
    );
  }

  /** Orders of a batch whose end is not known, in the order of their ids. */
  async openOfBatch(
    tx: Tx,
    batchId: string,
  ): Promise<{ id: string; reference: string; amountFen: bigint; state: string }[]> {
    return tx.query(
      `SELECT id, reference, amount_fen AS "amountFen", state FROM collection
        WHERE centre_id = $1 AND batch_id = $2 AND (state NOT IN ('paid', 'rejected') OR frozen) ORDER BY id`,
      [tx.centreId, batchId],
    );
  }

  /** Stops everything automatic; the state stays as it is. */
  async freeze(tx: Tx, id: string): Promise<void> {
    await tx.execute(
      `UPDATE collection SET frozen = true, lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1
        WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, id],
    );
  }

  private async one(
    tx: Tx,
    condition: string,
    values: readonly unknown[],
    tail = '',
  ): Promise<StoredCollection | null> {
    const [row] = await tx.query<StoredCollection>(
      `SELECT ${columns} FROM ${joined} WHERE c.centre_id = $1 AND ${condition}${tail}`,
      [tx.centreId, ...values],
    );
    return row ?? null;
  }
}
