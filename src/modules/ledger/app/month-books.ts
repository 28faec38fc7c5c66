import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { freezeMonth, type MonthBalance, selectMonthBalances } from '../store/month-balance-store';
import { closeMonth, takeBooks } from '../store/period-store';
import { Results } from './results';

const DECEMBER = 12;

/** The books at the end of a month (YYYYMM). */
@Injectable()
export class MonthBooks {
  constructor(private readonly results: Results) {}

  /**
   * Closes a month for good: waits for postings under way, transfers its result to 311 (V20), at the end of December
   * that of the year to its funds (V21); then no voucher of that month is taken any more.
   * @throws GainsUndecided when December has gains of its year and no decision on them.
   */
  async close(tx: Tx, month: number): Promise<void> {
    const basis = month % 100 === DECEMBER ? await this.results.basisOf(tx, Math.trunc(month / 100)) : null;
    await takeBooks(tx);
    await this.results.transferMonth(tx, month);
    if (basis !== null) await this.results.distributeYear(tx, basis);
    await closeMonth(tx, month);
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
