import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../../settlement';
import { unitAccountNosIn } from '../../domain/member/account-numbers';
import { selectUnitsByAccountNo } from '../../store/unit-account-store';
import { BookRemittance } from './book-remittance';

/** Money that names an employer's account but no list: it completes what its list lacks, or is kept for the employer. */
@Injectable()
export class KeepForUnit implements ReceiptMatcher {
  readonly id = 'unit-account';
  /** After the lists: a payment number says more. */
  readonly order = 20;

  constructor(private readonly remittances: BookRemittance) {}

  /** False when no account number of ours, or those of several employers, stand in what the payer wrote. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const numbers = unitAccountNosIn(receipt.remark, receipt.summary);
    const [unit, ...others] = numbers.length === 0 ? [] : await selectUnitsByAccountNo(tx, numbers);
    if (!unit || others.length > 0) return false;
    const book = await this.remittances.forUnit(tx, unit.unitId, receipt, 'unit-account');
    return { matchedRef: unit.unitAccountNo, book };
  }
}
