import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { type Fen, fen, sumFen } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { parametersOn } from '../../../policy';
import { HEDGING_DRAWS } from '../../domain/hedging/hedging-draw';
import { hedge, type HedgingOrder } from '../../domain/servicing/hedging';
import { owedInAll } from '../../domain/servicing/owed';
import { pay } from '../../domain/servicing/pay';
import { raiseDue } from '../../domain/servicing/raise-due';
import { insertDeduction, selectOpenDeduction } from '../../store/servicing/deduction-store';
import { type DrawnAccount, selectDrawnAccounts, selectFree } from '../../store/servicing/hedging-draw-store';
import type { LoanBook } from './loan-book';
import { LoanBooks } from './loan-books';

/** Accounts that may be drawn on for a loan, locked, and in which order with the card. */
export interface Drawing {
  readonly order: HedgingOrder;
  /** An account that stands in is frozen: while it is, the card alone pays, if there is one. */
  readonly isFrozen: boolean;
  readonly accounts: readonly DrawnAccount[];
}

const NO_AGREEMENT: Drawing = { order: 'card-only', isFrozen: false, accounts: [] };

/**
 * Collects what is due of one loan: what was kept in advance, the accounts of its agreement in their order, and then the
 * card. What nobody can say for many at once goes this way, and what is tried again.
 */
@Injectable()
export class CollectDues {
  constructor(
    private readonly books: LoanBooks,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Locks the accounts of a loan's agreement, and one more where named, in the order of their ids: before the loan itself. */
  async lockAccounts(tx: Tx, loanId: string, another: bigint | null = null): Promise<Drawing> {
    const drawn = await selectDrawnAccounts(tx, loanId);
    const ids = [
      ...(drawn?.accounts.map(({ accountId }) => accountId) ?? []),
      ...(another === null ? [] : [another]),
    ];
    if (ids.length > 0) {
      await this.ledger.lockBalances(tx, ids);
      await this.ledger.topUpCourts(tx, ids);
    }
    if (!drawn) return NO_AGREEMENT;
    const { draw, isFrozen, accounts } = drawn;
    return { order: HEDGING_DRAWS[draw].monthly, isFrozen, accounts };
  }

  /** Lets everything fall due through a day, and collects what is owed on it. Null when the loan is not disbursed. */
  async collect(tx: Tx, loanId: string, on: Day): Promise<LoanBook | null> {
    const drawing = await this.lockAccounts(tx, loanId);
    const book = await this.books.lock(tx, loanId);
    if (!book) return null;
    return this.asAgreed(tx, await this.raiseThrough(tx, book, on), drawing, on);
  }

  /** Lets the instalments of a locked loan fall due through a day. */
  async raiseThrough(tx: Tx, book: LoanBook, on: Day): Promise<LoanBook> {
    let at = book;
    while (at.state.next !== null && at.state.next.dueOn <= on) {
      const { raised, ...step } = raiseDue(at.state);
      at = await this.books.book(tx, at, step, {
        on: raised.dueOn,
        funding: { by: 'none' },
        kind: 'loan-prepaid',
        raised,
      });
    }
    return at;
  }

  /** Draws on the accounts, then asks the card for the rest; the card first where the agreement says so. */
  async asAgreed(tx: Tx, book: LoanBook, drawing: Drawing, on: Day): Promise<LoanBook> {
    const due = owedInAll(book.state, on, this.books.terms());
    if (due === 0n) return book;
    const order = orderNow(drawing, book);
    if (order === 'card-first' && (await this.askCard(tx, book, due))) return book;
    const after = await this.fromAccounts(tx, book, drawing, on);
    const rest = owedInAll(after.state, on, this.books.terms());
    if (rest > 0n && order !== 'accounts-only') await this.askCard(tx, after, rest);
    return after;
  }

  /** Draws what is owed on a day from locked accounts; as much as they have. */
  async fromAccounts(tx: Tx, book: LoanBook, drawing: Drawing, on: Day): Promise<LoanBook> {
    const terms = this.books.terms();
    const due = owedInAll(book.state, on, terms);
    if (due === 0n || drawing.accounts.length === 0 || orderNow(drawing, book) === 'card-only') return book;
    const debits = await this.debitsFor(tx, drawing, due);
    const amount = sumFen(debits.map(({ amountFen }) => amountFen));
    if (amount === 0n) return book;
    return this.books.book(tx, book, pay(book.state, on, amount, terms), {
      on,
      funding: { by: 'hpf', debits },
      kind: 'loan-hedged',
    });
  }

  /** What locked accounts give to an amount, in their order; what must stay on each stays. */
  async debitsFor(tx: Tx, { accounts }: Drawing, due: Fen): Promise<{ accountId: bigint; amountFen: Fen }[]> {
    const free = await selectFree(
      tx,
      accounts.map(({ accountId }) => accountId),
    );
    const parts = hedge({
      due,
      accounts: accounts.map(({ accountId }) => ({
        holder: accountId,
        balance: fen(free.get(accountId) ?? 0n),
      })),
      card: null,
      minimumRetained: parametersOn(this.clock.today()).money('withdrawal.minRetain'),
      order: 'accounts-only',
    });
    return parts.accounts
      .filter(({ debit }) => debit > 0n)
      .map(({ holder, debit }) => ({ accountId: holder, amountFen: debit }));
  }

  /** @returns whether the card is asked now, or was before and has not answered. */
  private async askCard(tx: Tx, { account, state }: LoanBook, amountFen: Fen): Promise<boolean> {
    if (await selectOpenDeduction(tx, account.loanId)) return true;
    if (account.cardId === null) return false;
    const { loanId, cardId } = account;
    const on = this.clock.today();
    const dueOn = state.dues[0]?.dueOn ?? on;
    return insertDeduction(tx, { id: newId(), loanId, cardId, dueOn, amountFen, on });
  }
}

function orderNow({ order, isFrozen }: Drawing, { account }: LoanBook): HedgingOrder {
  return isFrozen && account.cardId !== null ? 'card-only' : order;
}
