import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto/sealer';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import type { Receipt } from '../domain/receipt';

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

/** Receipts in the database; payer and remark are sealed. */
@Injectable()
export class ReceiptStore {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a receipt unless its serial is known on the account; true when it is new. Of two notices of one line at the
   * same moment the second waits here until the first has been booked.
   */
  async insert(tx: Tx, receipt: Receipt): Promise<boolean> {
    const inserted = await tx.execute(
      `INSERT INTO receipt (centre_id, id, bank_account_id, bank_serial, amount_fen, value_date, payer, remark, state, received_at)
       VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8, 'suspense', $9)
       ON CONFLICT (centre_id, bank_account_id, bank_serial) DO NOTHING`,
      [
        tx.centreId,
        receipt.id,
        receipt.bankAccountId,
        receipt.bankSerial,
        receipt.amountFen,
        receipt.valueDate,
        this.sealer.seal(JSON.stringify(receipt.payer)),
        this.sealer.seal(JSON.stringify({ remark: receipt.remark, summary: receipt.summary })),
        this.clock.now(),
      ],
    );
    return inserted === 1;
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

  /** Says how a receipt just stored was booked. */
  async book(tx: Tx, receiptId: string, booked: BookedReceipt): Promise<void> {
    await tx.execute(
      `UPDATE receipt SET state = $3, matcher = $4, matched_ref = $5, journal_id = $6 WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, receiptId, booked.state, booked.matcher, booked.matchedRef, booked.journalId],
    );
  }
}
