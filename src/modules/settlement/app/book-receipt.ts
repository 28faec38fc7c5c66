import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { Ledger } from '../../ledger';
import type { AccountChange } from '../domain/account-change';
import { fen } from '../../../kernel/money';
import type { Receipt, ReceiptPart } from '../domain/receipt';
import type { BankAccount } from '../store/bank-account-store';
import { type BookedReceipt, ReceiptStore } from '../store/receipt-store';
import { receiptOf } from './receipt-of';
import { SettlementRegistry } from './settlement-registry';

/** `serial-reused`: the bank tells another receipt under a serial we have booked. */
export type Booking = 'booked' | 'known' | 'serial-reused';

/**
 * The serial of a receipt was booked before, or by another notice at the same moment. What was done for it is undone with
 * the transaction; `again` then says which of the two it is.
 */
export class SerialBooked extends Error {
  override name = 'SerialBooked';
}

const unallocatedLeaf = '21901';
const returnedPayment = 'returned-payment';

/** Books money that came in: once per serial, by the first matcher that takes it, else as suspense (V2). */
@Injectable()
export class BookReceipt {
  constructor(
    private readonly receipts: ReceiptStore,
    private readonly registry: SettlementRegistry,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** @throws SerialBooked */
  @CrashPoint('receipt-book')
  async book(tx: Tx, account: BankAccount, change: AccountChange): Promise<void> {
    const receipt = receiptOf(newId(), account, change);
    const { booked, book, parts } = await this.match(tx, receipt);
    if (parts) {
      if (!(await this.receipts.insert(tx, receipt, booked)))
        throw new SerialBooked('the serial of this receipt is booked');
      await this.bookParts(tx, receipt, parts);
      return;
    }
    // Neither needs the other's answer: they leave in one journey.
    const [, isNew] = await together([
      book?.() ?? Promise.resolve(),
      this.receipts.insert(tx, receipt, booked),
    ]);
    if (!isNew) throw new SerialBooked('the serial of this receipt is booked');
  }

  /** Each part as a receipt of its own; together they are the whole. */
  private async bookParts(tx: Tx, whole: Receipt, parts: readonly ReceiptPart[]): Promise<void> {
    if (fen(parts.reduce((sum, { amountFen }) => sum + amountFen, 0n)) !== whole.amountFen)
      throw new Error('the parts of a receipt are its amount');
    for (const [index, { amountFen, remark }] of parts.entries()) {
      const bankSerial = `${whole.bankSerial}/${index + 1}`;
      const part: Receipt = { ...whole, id: newId(), bankSerial, amountFen, remark, summary: '' };
      const { booked, book } = await this.match(tx, part);
      await book?.();
      if (!(await this.receipts.insert(tx, part, booked, whole.id)))
        throw new Error(`part ${bankSerial} is another receipt's`);
    }
  }

  /** What a receipt whose serial is booked is: the same once more, or another under its serial. */
  async again(tx: Tx, account: BankAccount, change: AccountChange): Promise<Exclude<Booking, 'booked'>> {
    const stored = await this.receipts.bySerial(tx, account.id, change.bankSerial);
    const same = stored?.amountFen === change.amountFen && stored.matcher !== returnedPayment;
    return same ? 'known' : 'serial-reused';
  }

  /** Whether the serial of a payment that came back is another receipt's: that money must not be booked again. */
  async isOthers(tx: Tx, account: BankAccount, change: AccountChange): Promise<boolean> {
    const stored = await this.receipts.bySerial(tx, account.id, change.bankSerial);
    if (stored === null) return false;
    return stored.matcher !== returnedPayment || stored.matchedRef !== change.reference;
  }

  /**
   * Keeps the credit line of a payment that came back; its voucher is posted with the instruction.
   * Throws when another receipt took the serial since `isOthers` was asked: the bank tells it again.
   */
  async keepReturned(tx: Tx, account: BankAccount, change: AccountChange, journalId: string): Promise<void> {
    const receipt = receiptOf(newId(), account, change);
    const matchedRef = change.reference;
    const booked = { state: 'matched', matcher: returnedPayment, matchedRef, journalId } as const;
    if (!(await this.receipts.insert(tx, receipt, booked)))
      throw new Error(`serial ${receipt.bankSerial} is another receipt's`);
  }

  @CrashPoint('receipt-match')
  private async match(
    tx: Tx,
    receipt: Receipt,
  ): Promise<{
    booked: BookedReceipt;
    book?: (() => Promise<unknown>) | undefined;
    parts?: readonly ReceiptPart[] | undefined;
  }> {
    for (const matcher of this.registry.matchers()) {
      const taken = await matcher.match(tx, receipt);
      if (taken === false) continue;
      const { matchedRef, book, parts } = taken === true ? { matchedRef: null } : taken;
      return { booked: { state: 'matched', matcher: matcher.id, matchedRef, journalId: null }, book, parts };
    }
    const journalId = await this.postUnallocated(tx, receipt);
    return { booked: { state: 'suspense', matcher: null, matchedRef: null, journalId } };
  }

  private async postUnallocated(tx: Tx, receipt: Receipt): Promise<string> {
    const { amountFen, valueDate } = receipt;
    const journal = {
      kind: 'receipt-unallocated',
      sourceId: receipt.id,
      businessDate: this.clock.today(),
      valueDate,
    };
    return this.ledger.post(tx, journal, [
      { accountId: receipt.bankLeafId, side: 'D', amountFen },
      { accountId: await this.ledger.leafOf(tx, unallocatedLeaf), side: 'C', amountFen },
    ]);
  }
}
