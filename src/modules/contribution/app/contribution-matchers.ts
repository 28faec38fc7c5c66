import { Injectable } from '@nestjs/common';
import type { ReceiptMatcher } from '../../settlement';
import { CreditFlexible } from './flexible/credit-flexible';
import { DecomposeReceipt } from './remittance/decompose-receipt';
import { KeepForUnit } from './remittance/keep-for-unit';
import { MatchPayerName } from './remittance/match-payer-name';
import { MatchBackPayment } from './back-payment/match-back-payment';
import { SplitFiscalReceipt } from './fiscal/split-fiscal-receipt';

/** Who of this room recognises money that comes in; each has its place in the order of asking. */
@Injectable()
export class ContributionMatchers {
  readonly all: readonly ReceiptMatcher[];

  constructor(
    creditFlexible: CreditFlexible,
    decompose: DecomposeReceipt,
    keepForUnit: KeepForUnit,
    matchPayerName: MatchPayerName,
    matchBackPayment: MatchBackPayment,
    splitFiscal: SplitFiscalReceipt,
  ) {
    this.all = [creditFlexible, decompose, keepForUnit, matchPayerName, matchBackPayment, splitFiscal];
  }
}
