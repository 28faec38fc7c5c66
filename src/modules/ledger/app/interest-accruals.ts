import { Injectable } from '@nestjs/common';
import { addDays, type Day, monthOf, parseDay } from '../../../kernel/calendar';
import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import { InterestRateTable } from '../domain/interest-rate-table';
import type { InterestYear } from '../domain/interest-year';
import {
  type AccrualKind,
  hasAccrual,
  insertAccrual,
  selectInterestDue,
  selectLeafCredit,
  selectYearDue,
} from '../store/accrual-store';
import { selectRates } from '../store/interest-rate-store';
import { isMonthClosed } from '../store/interest-run-store';
import { Ledger } from './ledger';

/** Leaves: interest owed to members, and that expense. */
export const INTEREST_OWED = '21101';
const interestExpense = '41101';

/** Brings 211 to the interest due to members at the end of a day: V13, and what stands before and after V14. */
@Injectable()
export class InterestAccruals {
  constructor(private readonly ledger: Ledger) {}

  /**
   * V13 of the month that ended last before `today`: D41101 / C211 with what its members have earned since the last
   * accrual, from the numbers on their rows, rounded once in all. Nothing when it was made or the month is closed.
   */
  async accrueMonth(tx: Tx, today: Day): Promise<void> {
    const first = parseDay(`${monthOf(today)}-01`);
    const lastDay = addDays(first, -1);
    if (await hasAccrual(tx, 'month', lastDay)) return;
    if (await isMonthClosed(tx, Number(monthOf(lastDay).replace('-', '')))) return;
    const rate = await rateOf(tx, lastDay);
    if (rate === null) return;
    await this.book(tx, 'month', lastDay, await selectInterestDue(tx, first, rate));
  }

  /** Before V14: 211 holds what the run will pay, account by account. Returns that sum in fen. */
  async expectYear(tx: Tx, year: InterestYear): Promise<bigint> {
    const rate = await rateOf(tx, year.lastDay);
    if (rate === null) throw new Error(`no interest rate is in force on ${year.lastDay}`);
    const dueFen = await selectYearDue(tx, year.next, rate);
    await this.book(tx, 'year', year.lastDay, dueFen);
    return dueFen;
  }

  /** After V14: 211 holds what is still owed for the year, to accounts that are being closed. */
  async endYear(tx: Tx, year: InterestYear): Promise<void> {
    const rate = await rateOf(tx, year.lastDay);
    if (rate === null) throw new Error(`no interest rate is in force on ${year.lastDay}`);
    await this.book(tx, 'year-end', year.lastDay, await selectYearDue(tx, year.next, rate));
  }

  private async book(tx: Tx, kind: AccrualKind, day: Day, dueFen: bigint): Promise<void> {
    const owed = await this.ledger.leafOf(tx, INTEREST_OWED);
    const amountFen = dueFen - (await selectLeafCredit(tx, owed, day));
    const id = newId();
    if (!(await insertAccrual(tx, { id, kind, day, dueFen, amountFen })) || amountFen === 0n) return;
    const expense = await this.ledger.leafOf(tx, interestExpense);
    const [debit, credit] = amountFen > 0n ? [expense, owed] : [owed, expense];
    const size = amountFen > 0n ? amountFen : -amountFen;
    await this.ledger.post(
      tx,
      { kind: 'interest-accrual', sourceId: id, businessDate: day, valueDate: day },
      [
        { accountId: debit, side: 'D', amountFen: size },
        { accountId: credit, side: 'C', amountFen: size },
      ],
    );
  }
}

/** The rate of a day and its first day; null when none is in force. */
export async function rateOf(tx: Tx, day: Day): Promise<{ since: Day; annual: bigint } | null> {
  const rates = await selectRates(tx);
  const found = rates.findLast(({ from }) => from <= day);
  return found ? { since: found.from, annual: found.annual } : null;
}

/** The dated rates of the centre. */
export async function rateTable(tx: Tx): Promise<InterestRateTable> {
  return new InterestRateTable(await selectRates(tx));
}
