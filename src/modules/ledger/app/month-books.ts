import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { freezeMonth, type MonthBalance, selectMonthBalances } from '../store/month-balance-store';
import { closeMonth } from '../store/period-store';

/** The books at the end of a month (YYYYMM). */
@Injectable()
export class MonthBooks {
  /** Closes a month for good: waits for postings under way, then no voucher of that month is taken any more. */
  close(tx: Tx, month: number): Promise<void> {
    return closeMonth(tx, month);
  }

  /** Freezes the balances of a closed month by subject. */
  freeze(tx: Tx, month: number): Promise<void> {
    return freezeMonth(tx, month);
  }

  /** Balances by subject at the end of closed months. */
  balances(tx: Tx, months: readonly number[]): Promise<MonthBalance[]> {
    return selectMonthBalances(tx, months);
  }
}
