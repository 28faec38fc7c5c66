import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { lockExpiredHalls } from '../../store/loan-hall-store';
import type { LoanNightWork } from '../night/loan-night-work';
import { RunHall } from './run-hall';

const HALLS = 50;

/**
 * Joint cases whose last day has passed while the registry has the transfer: it is asked to give it back. Only its word
 * ends them, for a registry that is silent may have registered. Those without an application lapse with their loan.
 */
@Injectable()
export class ExpireHalls implements LoanNightWork {
  constructor(private readonly running: RunHall) {}

  @CrashPoint('halls-expired')
  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const expired = await lockExpiredHalls(tx, { day, limit: HALLS });
    for (const { loanId } of expired)
      await this.running.unwind(tx, loanId, { step: 'lapse', reason: 'commitment-ran-out' });
    return expired.length;
  }
}
