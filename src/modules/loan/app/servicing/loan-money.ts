import { Injectable } from '@nestjs/common';
import { addDays, type Day, parseDay } from '../../../../kernel/calendar';
import { type Fen, fen } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { countedOn } from '../../domain/servicing/owed';
import { pay } from '../../domain/servicing/pay';
import { settleWithKept } from '../../domain/servicing/repay-lump';
import { settlementOn } from '../../domain/servicing/settle';
import { LoanFile } from '../loan-file';
import { CollectDues, type Drawing } from './collect-dues';
import type { LoanBook } from './loan-book';
import { LoanBooks } from './loan-books';

/** A loan under its lock and those of its accounts, raised through the day that money counts for. */
export interface ReadiedLoan {
  readonly book: LoanBook;
  readonly drawing: Drawing;
  readonly on: Day;
  /** What a settlement on that day would take. */
  readonly toPay: Fen;
  readonly isRaised: boolean;
}

/** Money that came to a bank account of the centre for a loan (V9): what is due, the rest kept for what falls due next. */
@Injectable()
export class LoanMoney {
  constructor(
    private readonly books: LoanBooks,
    private readonly collecting: CollectDues,
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks a loan for money of a bank day. It counts for that day, or for the last one that is accounted for where that is
   * later; never for one on which a period falls due that has not here, should the bank's day be ahead of ours. Null when the loan is not disbursed; for a settled one when it is not asked for: what comes then is the
   * borrower's, and kept for them.
   */
  async ready(
    tx: Tx,
    loanId: string,
    bankDay: string,
    options = { settledToo: false },
  ): Promise<ReadiedLoan | null> {
    const drawing = await this.collecting.lockAccounts(tx, loanId);
    const locked = await this.books.lock(tx, loanId);
    if (!locked || (locked.account.state === 'settled' && !options.settledToo)) return null;
    const raised = await this.collecting.raiseThrough(
      tx,
      locked,
      earlier(parseDay(bankDay), this.clock.today()),
    );
    const on = countedOn(raised.state, beforeNextDue(raised, parseDay(bankDay)));
    const { toPay } = settlementOn(raised.state, on, this.books.terms());
    return { book: raised, drawing, on, toPay, isRaised: raised.state.next?.no !== locked.state.next?.no };
  }

  /** Books it; all that the loan takes settles it. What fell due with it and is still owed is collected as agreed. */
  async book(
    tx: Tx,
    { book, drawing, on, toPay, isRaised }: ReadiedLoan,
    money: { by: 'card' | 'transfer'; leafId: bigint; amountFen: bigint; sourceId: string },
  ): Promise<LoanBook> {
    const amount = fen(money.amountFen);
    const terms = this.books.terms();
    const isAll = amount === toPay;
    const step = isAll ? settleWithKept(book.state, on, terms).step : pay(book.state, on, amount, terms);
    const { by, leafId, sourceId } = money;
    const after = await this.books.book(tx, book, step, {
      on,
      sourceId,
      kind: isAll ? 'loan-settlement' : 'loan-payment',
      funding: { by, leafId, amountFen: amount },
    });
    const body = { amountFen: amount.toString(), by };
    await this.loans.tell(tx, book.account.loanId, { kind: 'paid', body });
    return isRaised ? this.collecting.asAgreed(tx, after, drawing, on) : after;
  }
}

function beforeNextDue({ state: { next } }: LoanBook, day: Day): Day {
  return next === null ? day : earlier(day, addDays(next.dueOn, -1));
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}
