import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../../settlement';
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
    private readonly clock: Clock,
  ) {}

  /** False for another amount: it is kept unallocated, and nothing is credited in part. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const [number, ...others] = flexiblePaymentNosIn(receipt.remark, receipt.summary);
    if (number === undefined || others.length > 0) return false;
    const payment = await lockAwaitedPayment(tx, number);
    if (!payment || payment.amountFen !== receipt.amountFen) return false;
    return { matchedRef: number, book: () => this.credit(tx, payment, receipt) };
  }

  private async credit(tx: Tx, payment: AwaitedPayment, receipt: Receipt): Promise<void> {
    const { id, accountId, amountFen, month, caseId } = payment;
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
    await this.caseFile.step(tx, caseId, {
      from: 'waiting-funds',
      to: 'done',
      event: { kind: 'decomposed', body: { members: 1, amount: yuan(amountFen) } },
      receipt: { postedOn: on, paidThrough: month },
    });
  }
}
