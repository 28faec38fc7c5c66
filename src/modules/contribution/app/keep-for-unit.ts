import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { Ledger } from '../../ledger';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../settlement';
import { unitAccountNosIn } from '../domain/account-numbers';
import { selectUnitsByAccountNo } from '../store/unit-account-store';

/** Money that names an employer's account but no list of its own is kept in that employer's suspense (V2). */
@Injectable()
export class KeepForUnit implements ReceiptMatcher {
  readonly id = 'unit-account';
  /** After the lists: a payment number says more. */
  readonly order = 20;

  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** False when no account number of ours, or those of several employers, stand in what the payer wrote. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const numbers = unitAccountNosIn(receipt.remark, receipt.summary);
    const [unit, ...others] = numbers.length === 0 ? [] : await selectUnitsByAccountNo(tx, numbers);
    if (!unit || others.length > 0) return false;
    const { id: sourceId, amountFen, bankLeafId, valueDate } = receipt;
    const journal = { kind: 'suspense', sourceId, businessDate: this.clock.today(), valueDate };
    await this.ledger.post(tx, journal, [
      { accountId: bankLeafId, side: 'D', amountFen },
      { accountId: unit.unitId, side: 'C', amountFen },
    ]);
    return { matchedRef: unit.unitAccountNo };
  }
}
