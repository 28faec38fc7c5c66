import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
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
    const inserted = await tx.execute(
      `INSERT INTO receipt (centre_id, id, bank_account_id, bank_serial, amount_fen, value_date, payer, remark, received_at,
         state, matcher, matched_ref, journal_id, part_of)
       VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10, $11, $12, $13, $14)
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
        booked.state,
        booked.matcher,
        booked.matchedRef,
        booked.journalId,
        partOf,
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
}
