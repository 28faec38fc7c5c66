import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../../settlement';
import { backPaymentNosIn } from '../../domain/remittance/payment-number';
import { type BackPayment, lockBackPaymentByNo } from '../../store/back-payment-store';
import { BookBackPayment } from './book-back-payment';

/** Money that bears the number of a back payment. */
@Injectable()
export class MatchBackPayment implements ReceiptMatcher {
  readonly id = 'back-payment';
  /** After the lists, before what names the unit alone. */
  readonly order = 15;

  constructor(private readonly backPayments: BookBackPayment) {}

  /** False when no back payment of ours, or several, stand in what the payer wrote. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const named: BackPayment[] = [];
    for (const number of backPaymentNosIn(receipt.remark, receipt.summary)) {
      const payment = await lockBackPaymentByNo(tx, number);
      if (payment) named.push(payment);
    }
    const [only, ...others] = named;
    if (!only || others.length > 0) return false;
    const book = await this.backPayments.forPayment(tx, only, receipt, 'payment-number');
    return { matchedRef: only.paymentNo ?? only.id, book };
  }
}
