import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';
import { leaveClosedAccounts } from '../../store/servicing/hedging-store';
import { LoanFile } from '../loan-file';
import type { LoanNightWork } from '../night/loan-night-work';

const HOLDERS = 200;

/** Agreements whose accounts were closed by a withdrawal or a transfer: their holders leave, the last one ends it. */
@Injectable()
export class LeaveHedging implements LoanNightWork {
  constructor(private readonly loans: LoanFile) {}

  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const left = await leaveClosedAccounts(tx, day, HOLDERS);
    for (const { loanId } of left.filter(({ ended }) => ended))
      await this.loans.tell(tx, loanId, { kind: 'hedging-ended', body: { reason: 'account-closed' } });
    return left.length;
  }
}
