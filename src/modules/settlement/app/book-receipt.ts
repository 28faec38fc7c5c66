import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { Ledger } from '../../ledger';
import type { AccountChange } from '../domain/account-change';
import type { Receipt } from '../domain/receipt';
import type { BankAccount } from '../store/bank-account-store';
import { type BookedReceipt, ReceiptStore } from '../store/receipt-store';
import { SettlementRegistry } from './settlement-registry';

/** `serial-reused`: the bank tells another receipt under a serial we have booked. */
export type Booking = 'booked' | 'known' | 'serial-reused';

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

  async book(tx: Tx, account: BankAccount, change: AccountChange): Promise<Booking> {
    const receipt = receiptOf(account, change);
    if (!(await this.receipts.insert(tx, receipt))) return this.again(tx, receipt);
    await this.receipts.book(tx, receipt.id, await this.match(tx, receipt));
    return 'booked';
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
    const receipt = receiptOf(account, change);
    if (!(await this.receipts.insert(tx, receipt)))
      throw new Error(`serial ${receipt.bankSerial} is another receipt's`);
    const matchedRef = change.reference;
    await this.receipts.book(tx, receipt.id, {
      state: 'matched',
      matcher: returnedPayment,
      matchedRef,
      journalId,
    });
  }

  private async again(tx: Tx, receipt: Receipt): Promise<Booking> {
    const stored = await this.receipts.bySerial(tx, receipt.bankAccountId, receipt.bankSerial);
    const same = stored?.amountFen === receipt.amountFen && stored.matcher !== returnedPayment;
    return same ? 'known' : 'serial-reused';
  }

  private async match(tx: Tx, receipt: Receipt): Promise<BookedReceipt> {
    for (const matcher of this.registry.matchers()) {
      const taken = await matcher.match(tx, receipt);
      if (taken === false) continue;
      const matchedRef = taken === true ? null : taken.matchedRef;
      return { state: 'matched', matcher: matcher.id, matchedRef, journalId: null };
    }
    return {
      state: 'suspense',
      matcher: null,
      matchedRef: null,
      journalId: await this.postUnallocated(tx, receipt),
    };
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

function receiptOf(account: BankAccount, change: AccountChange): Receipt {
  return {
    id: newId(),
    bankAccountId: account.id,
    bankLeafId: account.leafAccountId,
    bankSerial: change.bankSerial,
    amountFen: change.amountFen,
    valueDate: change.valueDate,
    payer: change.counterparty,
    remark: change.remark,
    summary: change.summary,
  };
}
