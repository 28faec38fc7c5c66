import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';
import { selectUntried, storeTried } from '../../store/servicing/overdue-store';
import type { LoanNightWork } from '../night/loan-night-work';
import { CollectDues } from './collect-dues';

const LOANS = 50;

/** What was not paid on its day is tried again every night: the accounts in their order, then the card. */
@Injectable()
export class RetryDues implements LoanNightWork {
  constructor(private readonly collecting: CollectDues) {}

  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const loanIds = await selectUntried(tx, day, LOANS);
    for (const loanId of loanIds) {
      await this.collecting.collect(tx, loanId, day);
      await storeTried(tx, loanId, day);
    }
    return loanIds.length;
  }
}
