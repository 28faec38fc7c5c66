import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';
import { selectUntried, storeTried } from '../../store/servicing/overdue-store';
import type { LoanNightWork, NightRun } from '../night/loan-night-work';
import { CollectDues } from './collect-dues';

const LOANS = 50;
const EVENING_HOUR = 20;

/** What was not paid on its day is tried again every night: the accounts in their order, then the card. */
@Injectable()
export class RetryDues implements LoanNightWork {
  constructor(private readonly collecting: CollectDues) {}

  batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    return this.again(tx, day, { dueToday: false });
  }

  /** Tries what is unpaid and was not tried that day; of what falls due on it only where that is said. */
  async again(tx: Tx, day: Day, of: { dueToday: boolean }): Promise<number> {
    const loanIds = await selectUntried(tx, { day, limit: LOANS, ...of });
    for (const loanId of loanIds) {
      await this.collecting.collect(tx, loanId, day);
      await storeTried(tx, loanId, day);
    }
    return loanIds.length;
  }
}

/**
 * A period that was not paid in the morning of its due day is tried once more before that day ends: only then is it overdue
 * (handbook 5.11). Wages that came during the day pay it.
 */
@Injectable()
export class EveningDues implements LoanNightWork {
  readonly fromHour = EVENING_HOUR;

  constructor(private readonly retries: RetryDues) {}

  batch(tx: Tx, { day }: Pick<NightRun, 'day'>): Promise<number> {
    return this.retries.again(tx, day, { dueToday: true });
  }
}
