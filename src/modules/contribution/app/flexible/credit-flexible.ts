import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Collections, type MatchedBy, type Receipt, type ReceiptMatcher } from '../../../settlement';
import { FLEXIBLE_DEBIT } from '../../domain/remittance/debit';
import { flexiblePaymentNosIn } from '../../domain/remittance/payment-number';
import { type AwaitedPayment, lockAwaitedPayment, postFlexiblePayment } from '../../store/flexible-store';

/** Money that bears the number of a voluntary contribution and is exactly that: credited at once (V1). */
@Injectable()
export class CreditFlexible implements ReceiptMatcher {
  readonly id = 'flexible';
  readonly order = 12;

  constructor(
    private readonly ledger: Ledger,
    private readonly caseFile: CaseFile,
    private readonly collections: Collections,
    private readonly clock: Clock,
  ) {}

  /** False for another amount: it is kept unallocated, and nothing is credited in part. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const [number, ...others] = flexiblePaymentNosIn(receipt.remark, receipt.summary);
    if (number === undefined || others.length > 0) return false;
    const payment = await lockAwaitedPayment(tx, number);
    if (!payment || payment.amountFen !== receipt.amountFen) return false;
    // The bank may be taking it from the card at this moment: it is not credited twice, a clerk sends this one back.
    const debit = await this.collections.newestOf(tx, FLEXIBLE_DEBIT, payment.id);
    if (debit !== null && debit.state !== 'rejected') return false;
    return { matchedRef: number, book: () => this.credit(tx, payment, receipt) };
  }

  /** @param payment locked; all of the receipt is its. */
  async credit(tx: Tx, payment: AwaitedPayment, receipt: Receipt): Promise<void> {
    const { id, accountId, amountFen, month, caseId, standing } = payment;
    if (receipt.amountFen !== amountFen) throw new Error(`payment ${id} is not what was received`);
    const on = this.clock.today();
    const journal = {
      kind: 'flexible-remittance',
      sourceId: id,
      businessDate: on,
      valueDate: receipt.valueDate,
    };
    await this.ledger.post(tx, journal, [
      { accountId: receipt.bankLeafId, side: 'D', amountFen },
      { accountId, side: 'C', amountFen },
    ]);
    await postFlexiblePayment(tx, { id, receiptId: receipt.id, on });
    const event = { kind: 'decomposed', body: { members: 1, amount: yuan(amountFen), month } } as const;
    if (standing) return this.caseFile.tell(tx, caseId, event);
    await this.caseFile.step(tx, caseId, {
      from: 'waiting-funds',
      to: 'done',
      event,
      receipt: { postedOn: on, paidThrough: month },
    });
  }
}
