import { Injectable } from '@nestjs/common';
import { compareDays, parseDay } from '../../../../kernel/calendar';
import { parseRate } from '../../../../kernel/rate';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import { loanRates, overdueTerms } from '../../domain/loan-parameters';
import type { DatedRates } from '../../domain/rates/dated-rates';
import type { LoanState as RepaidLoan, OverdueTerms, Step } from '../../domain/servicing/loan-state';
import { stateOf } from '../../domain/servicing/stored-loan';
import {
  type LoanAccount,
  selectFirstPlan,
  selectLoanAccount,
  selectOpenDues,
} from '../../store/servicing/loan-account-store';
import type { Booking, LoanBook } from './loan-book';
import { StoreLoanStep } from './store-loan-step';

/** Disbursed loans one by one: read as the domain reckons with them, and stored as an event left them, with the voucher. */
@Injectable()
export class LoanBooks {
  constructor(
    private readonly steps: StoreLoanStep,
    private readonly clock: Clock,
  ) {}

  /** The loan, its row locked for the transaction; null when it is not disbursed. Accounts that pay are locked before. */
  async lock(tx: Tx, loanId: string): Promise<LoanBook | null> {
    const account = await selectLoanAccount(tx, loanId, { lock: true });
    return account && this.read(tx, account);
  }

  async find(tx: Tx, loanId: string): Promise<LoanBook | null> {
    const account = await selectLoanAccount(tx, loanId, { lock: false });
    return account && this.read(tx, account);
  }

  /** What overdue instalments cost, by the parameters of today. */
  terms(): OverdueTerms {
    return overdueTerms(parametersOn(this.clock.today()));
  }

  /** Stores what an event made of a locked loan, with its voucher and details; returns the loan as it is now. */
  async book(tx: Tx, book: LoanBook, step: Step, booking: Booking): Promise<LoanBook> {
    await this.steps.store(tx, book, step, {
      ...booking,
      sourceId: booking.sourceId ?? newId(),
      terms: this.terms(),
    });
    const account = await selectLoanAccount(tx, book.account.loanId, { lock: true });
    if (!account) throw new Error('a loan that was locked is there');
    return this.read(tx, account);
  }

  private async read(tx: Tx, account: LoanAccount): Promise<LoanBook> {
    const rates = await this.ratesOf(tx, account);
    const dues = await selectOpenDues(tx, account.loanId);
    const state: RepaidLoan = stateOf(account, dues, rates, account.dueMode === 'fixed-day');
    return { account, state, rates };
  }

  /** Rates of the loan through today and its next due date, whichever is later. */
  private async ratesOf(tx: Tx, account: LoanAccount): Promise<DatedRates> {
    const today = this.clock.today();
    const next = account.nextDueOn === null ? today : parseDay(account.nextDueOn);
    const through = compareDays(next, today) > 0 ? next : today;
    const { termMonths, homeOrder: home } = account;
    // A loan that was taken over has the rate it came with from that day on; what was before is not reckoned here.
    const first = await selectFirstPlan(tx, account.loanId);
    const since = { from: parseDay(first.onDay), annual: parseRate(first.annualRate) };
    return loanRates(parametersOn(today)).goingOn(since, { termMonths, home }, through);
  }
}
