import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
import { Sealer } from '../../../platform/crypto/sealer';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import type { Receipt } from '../domain/receipt';
import { lookedAtAnew } from './bank-statement-store';

export interface BookedReceipt {
  readonly state: 'matched' | 'suspense';
  readonly matcher: string | null;
  readonly matchedRef: string | null;
  readonly journalId: string | null;
}

export interface StoredReceipt {
  readonly amountFen: bigint;
  readonly matcher: string | null;
  readonly matchedRef: string | null;
}

/**
 * An account that was given up is not so yet: what came late goes the way of the rest. One that is not closed is touched
 * as well: whoever is closing it is waited for, and is found closed then.
 */
const reopened = (isAccount: string): string => `
  WITH reopened AS (
    UPDATE bank_account_closing SET closed_at = NULL, due_at = clock_timestamp()
     WHERE centre_id = $1 AND ${isAccount} AND agreed)`;

const newOfDay = `EXISTS (
      SELECT FROM unnest($5::uuid[], $6::text[], $8::date[]) AS n (account, serial, day)
       WHERE n.account = s.bank_account_id AND n.day = s.day AND NOT EXISTS (
         SELECT FROM receipt AS k WHERE k.centre_id = $1 AND k.bank_account_id = n.account AND k.bank_serial = n.serial))`;

const insertAll = `${reopened('bank_account_id = ANY ($5::uuid[])')}, ${lookedAtAnew(`s.bank_account_id = ANY ($5::uuid[]) AND s.day = ANY ($8::date[]) AND ${newOfDay}`)}
  INSERT INTO receipt (centre_id, id, bank_account_id, bank_serial, amount_fen, value_date, payer, remark, received_at,
    state, matcher, matched_ref)
  SELECT $1, r.id, r.account, r.serial, r.amount, r.value_date, r.payer, r.remark, $2, 'matched', $3, r.matched_ref
    FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::bigint[], $8::date[], $9::bytea[], $10::bytea[], $11::text[])
      AS r (id, account, serial, amount, value_date, payer, remark, matched_ref)
  ON CONFLICT (centre_id, bank_account_id, bank_serial) DO NOTHING`;

const insertOne = `${reopened('bank_account_id = $3::uuid')}, ${lookedAtAnew(`s.bank_account_id = $3::uuid AND s.day = $6::date AND NOT EXISTS (
      SELECT FROM receipt AS k WHERE k.centre_id = $1 AND k.bank_account_id = $3::uuid AND k.bank_serial = $4::text)`)}
  INSERT INTO receipt (centre_id, id, bank_account_id, bank_serial, amount_fen, value_date, payer, remark, received_at,
    state, matcher, matched_ref, journal_id, part_of)
  VALUES ($1, $2, $3::uuid, $4::text, $5, $6::date, $7, $8, $9, $10, $11, $12, $13, $14)
  ON CONFLICT (centre_id, bank_account_id, bank_serial) DO NOTHING`;

/** Receipts in the database; payer and remark are sealed. */
@Injectable()
export class ReceiptStore {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a receipt with how it was booked; false when its serial is known on the account. Of two notices of one line
   * at the same moment the second waits here until the first has ended. `partOf`: the receipt it is a part of.
   */
  @CrashPoint('receipt-stored')
  async insert(
    tx: Tx,
    receipt: Receipt,
    booked: BookedReceipt,
    partOf: string | null = null,
  ): Promise<boolean> {
    const inserted = await tx.execute(insertOne, [
      tx.centreId,
      receipt.id,
      receipt.bankAccountId,
      receipt.bankSerial,
      receipt.amountFen,
      receipt.valueDate,
      this.sealer.seal(JSON.stringify(receipt.payer)),
      this.sealer.seal(JSON.stringify({ remark: receipt.remark, summary: receipt.summary })),
      this.clock.now(),
      booked.state,
      booked.matcher,
      booked.matchedRef,
      booked.journalId,
      partOf,
    ]);
    return inserted === 1;
  }

  /** Stores several receipts that were matched, likewise; the number of those whose serial was not known. */
  async insertMatched(
    tx: Tx,
    matcher: string,
    matched: readonly { readonly receipt: Receipt; readonly matchedRef: string }[],
  ): Promise<number> {
    return tx.execute(insertAll, [
      tx.centreId,
      this.clock.now(),
      matcher,
      matched.map(({ receipt }) => receipt.id),
      matched.map(({ receipt }) => receipt.bankAccountId),
      matched.map(({ receipt }) => receipt.bankSerial),
      matched.map(({ receipt }) => receipt.amountFen),
      matched.map(({ receipt }) => receipt.valueDate),
      matched.map(({ receipt }) => this.sealer.seal(JSON.stringify(receipt.payer))),
      matched.map(({ receipt: { remark, summary } }) =>
        this.sealer.seal(JSON.stringify({ remark, summary })),
      ),
      matched.map(({ matchedRef }) => matchedRef),
    ]);
  }

  /** Who paid a receipt; null when there is none. Personal data: never log it. */
  async payerOf(tx: Tx, receiptId: string): Promise<Receipt['payer'] | null> {
    const [row] = await tx.query<{ payer: Buffer }>(
      'SELECT payer FROM receipt WHERE centre_id = $1 AND id = $2',
      [tx.centreId, receiptId],
    );
    return row ? (JSON.parse(this.sealer.open(row.payer)) as Receipt['payer']) : null;
  }

  /** The latest of these receipts when all were received on one account from one account; null otherwise. */
  async onePayer(tx: Tx, receiptIds: readonly string[]): Promise<string | null> {
    const rows = await tx.query<{ id: string; bankAccountId: string; payer: Buffer }>(
      `SELECT id, bank_account_id AS "bankAccountId", payer FROM receipt
        WHERE centre_id = $1 AND id = ANY ($2::uuid[]) ORDER BY received_at DESC, id DESC`,
      [tx.centreId, receiptIds],
    );
    const accounts = rows.map(({ bankAccountId, payer }) => {
      const { accountNo } = JSON.parse(this.sealer.open(payer)) as Receipt['payer'];
      return accountNo === '' ? null : `${bankAccountId} ${accountNo}`;
    });
    const [first = null] = accounts;
    const one = first !== null && accounts.every((account) => account === first);
    return one && rows.length === receiptIds.length ? (rows[0]?.id ?? null) : null;
  }

  /** A receipt that nobody claimed, locked; null when there is none such. */
  async lockUnclaimed(tx: Tx, receiptId: string): Promise<Receipt | null> {
    const [row] = await tx.query<
      Omit<Receipt, 'payer' | 'remark' | 'summary'> & { payer: Buffer; said: Buffer }
    >(
      `SELECT r.id, r.bank_account_id AS "bankAccountId", a.leaf_account_id AS "bankLeafId", r.bank_serial AS "bankSerial",
              r.amount_fen AS "amountFen", r.value_date AS "valueDate", r.payer, r.remark AS said
         FROM receipt AS r JOIN bank_account AS a ON a.centre_id = r.centre_id AND a.id = r.bank_account_id
        WHERE r.centre_id = $1 AND r.id = $2 AND r.state = 'suspense' FOR NO KEY UPDATE OF r`,
      [tx.centreId, receiptId],
    );
    if (!row) return null;
    const { payer, said, ...receipt } = row;
    const { remark, summary } = JSON.parse(this.sealer.open(said)) as Pick<Receipt, 'remark' | 'summary'>;
    return {
      ...receipt,
      payer: JSON.parse(this.sealer.open(payer)) as Receipt['payer'],
      remark,
      summary,
    };
  }

  /** From here on the receipt is somebody's; locked by the caller. */
  async claim(tx: Tx, receiptId: string, by: { matcher: string; matchedRef: string }): Promise<void> {
    const claimed = await tx.execute(
      `UPDATE receipt SET state = 'matched', matcher = $3, matched_ref = $4 WHERE centre_id = $1 AND id = $2 AND state = 'suspense'`,
      [tx.centreId, receiptId, by.matcher, by.matchedRef],
    );
    if (claimed !== 1) throw new Error(`receipt ${receiptId} is claimed already`);
  }

  /** What is stored under that serial; null when there is nothing. */
  async bySerial(tx: Tx, bankAccountId: string, bankSerial: string): Promise<StoredReceipt | null> {
    const [row] = await tx.query<StoredReceipt>(
      `SELECT amount_fen AS "amountFen", matcher, matched_ref AS "matchedRef"
         FROM receipt WHERE centre_id = $1 AND bank_account_id = $2 AND bank_serial = $3`,
      [tx.centreId, bankAccountId, bankSerial],
    );
    return row ?? null;
  }
}
