import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { changePlan } from '../../domain/servicing/change-plan';
import { storeRepaymentCard } from '../../store/servicing/repayment-card-store';
import { LoanFile } from '../loan-file';
import type { LoanBook } from '../servicing/loan-book';
import { LoanBooks } from '../servicing/loan-books';

/** How a loan is repaid from now on, changed by its people (DK08). The loan is locked, and what is due is collected. */
@Injectable()
export class ChangeRepayment {
  constructor(
    private readonly books: LoanBooks,
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** Plans what has not fallen due anew; no money moves. The rate stays that of the contract's term. */
  async plan(
    tx: Tx,
    book: LoanBook,
    change: { readonly method?: '01' | '02'; readonly periods?: number; readonly sourceId: string },
  ): Promise<LoanBook> {
    const { account, state } = book;
    const on = this.clock.today();
    const method = change.method ?? account.method;
    const periods = change.periods ?? account.periodsLeft;
    const after = await this.books.book(tx, book, changePlan(state, { on, method, periods }), {
      on,
      kind: 'loan-plan-change',
      sourceId: change.sourceId,
      funding: { by: 'none' },
      replanned: change.periods === undefined ? 'method-change' : 'term-change',
    });
    const { instalmentFen, periodsLeft } = after.account;
    const body = { method, periodsLeft, instalmentFen: instalmentFen.toString() };
    await this.loans.tell(tx, account.loanId, { kind: 'plan-changed', body });
    return after;
  }

  /** A deduction that is under way goes on with the card it was asked of. */
  async card(tx: Tx, { account }: LoanBook, card: { id: string; last4: string }): Promise<void> {
    await storeRepaymentCard(tx, account.loanId, card.id);
    await this.loans.tell(tx, account.loanId, { kind: 'card-changed', body: { last4: card.last4 } });
  }
}
