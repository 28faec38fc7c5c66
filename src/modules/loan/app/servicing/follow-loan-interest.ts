import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import { GainsCash } from '../../../settlement';
import { selectInterestCashDue } from '../../store/servicing/interest-due-store';
import type { LoanNightWork, NightRun } from '../night/loan-night-work';

/** Cash follows the interest and penalties that loans paid (handbook 6.3, V9, V10): one transfer a night to a gains account. */
@Injectable()
export class FollowLoanInterest implements LoanNightWork {
  constructor(private readonly cash: GainsCash) {}

  async batch(tx: Tx, { id: sourceId, day }: NightRun): Promise<number> {
    const dueFen = await selectInterestCashDue(tx, day);
    return (await this.cash.begin(tx, { dueFen, sourceId })) > 0n ? 1 : 0;
  }
}
