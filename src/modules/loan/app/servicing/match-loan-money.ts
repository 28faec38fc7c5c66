import { Injectable } from '@nestjs/common';
import { minus } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../../settlement';
import { selectDisbursedByNo } from '../../store/servicing/loan-account-store';
import { LoanMoney } from './loan-money';

const LOAN_NO = /DK\d{16}/g;

/**
 * Money that bears the number of a loan that is being repaid. More than the whole debt settles it, and the rest is
 * somebody's money: a receipt of its own, which nobody's number matches. Of a settled loan nothing is taken.
 */
@Injectable()
export class MatchLoanMoney implements ReceiptMatcher {
  readonly id = 'loan-repayment';
  /** After what bears a number of a list or back payment, before what names a unit alone. */
  readonly order = 16;

  constructor(private readonly money: LoanMoney) {}

  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const numbers = new Set(`${receipt.remark} ${receipt.summary}`.match(LOAN_NO) ?? []);
    const [loanNo] = numbers;
    if (loanNo === undefined || numbers.size > 1) return false;
    const loanId = await selectDisbursedByNo(tx, loanNo);
    const ready = loanId && (await this.money.ready(tx, loanId, receipt.valueDate));
    if (!ready || ready.toPay === 0n) return false;
    const { amountFen, bankLeafId: leafId, id: sourceId } = receipt;
    if (amountFen > ready.toPay) {
      const rest = { amountFen: minus(amountFen, ready.toPay), remark: '' };
      return { matchedRef: loanNo, parts: [{ amountFen: ready.toPay, remark: loanNo }, rest] };
    }
    await this.money.book(tx, ready, { by: 'transfer', leafId, amountFen, sourceId });
    return { matchedRef: loanNo };
  }
}
