import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../../settlement';
import { fiscalNosIn } from '../../domain/remittance/payment-number';
import { lockFiscalPayment, selectFiscalParts, splitFiscalPayment } from '../../store/fiscal-payment-store';

/**
 * 财政统一缴款: one payment for many employers becomes a receipt for each part of its file. Money that is not exactly
 * the sum of the file is held whole: nobody can tell whose part is missing.
 */
@Injectable()
export class SplitFiscalReceipt implements ReceiptMatcher {
  readonly id = 'fiscal';
  /** First: what bears the number of a file is no single list's. */
  readonly order = 5;

  concerns({ remark, summary }: Receipt): boolean {
    return fiscalNosIn(remark, summary).length > 0;
  }

  /** False when no file that awaits its money, or several, are named, or the amount is another. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const [number, ...others] = fiscalNosIn(receipt.remark, receipt.summary);
    if (number === undefined || others.length > 0) return false;
    const payment = await lockFiscalPayment(tx, number);
    if (payment?.state !== 'AWAITED' || payment.totalFen !== receipt.amountFen) return false;
    const parts = await selectFiscalParts(tx, payment.id);
    await splitFiscalPayment(tx, payment.id, receipt.id);
    return {
      matchedRef: payment.paymentNo,
      parts: parts.map(({ payee, amountFen }) => ({ amountFen, remark: payee })),
    };
  }
}
