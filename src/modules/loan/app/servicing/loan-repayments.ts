import { Injectable } from '@nestjs/common';
import { type Fen, fen, minFen, minus } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import type { PrepaymentMode } from '../../domain/plan/prepayment';
import type { Step } from '../../domain/servicing/loan-state';
import { instalmentsPaid, owedInAll } from '../../domain/servicing/owed';
import { pay } from '../../domain/servicing/pay';
import { prepayWithKept, prepayWithSum, settleWithKept } from '../../domain/servicing/repay-lump';
import { settlementOn } from '../../domain/servicing/settle';
import { selectFree } from '../../store/servicing/hedging-draw-store';
import type { Booking, LoanBook } from './loan-book';
import { CollectDues } from './collect-dues';
import { LoanBooks } from './loan-books';
import { RepaymentRefused } from './repayment-refused';
import { LoanFile } from '../loan-file';

/** A repayment that somebody decides on, out of a member's account and what was kept in advance. */
interface Wanted {
  readonly loanId: string;
  /** Account that pays; null: what was kept in advance alone. */
  readonly accountId: bigint | null;
  /** Of its vouchers, e.g. the case. */
  readonly sourceId: string;
}

/** What a repayment came to. */
export interface Repayment {
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly penaltyFen: Fen;
  /** Out of the account. */
  readonly drawnFen: Fen;
  readonly fromKeptFen: Fen;
  readonly book: LoanBook;
}

/**
 * Repayments besides the due run (提前还款、结清): whatever falls due by today is raised and collected first, under the
 * locks of accounts and loan, so a run on the loan at the same moment is either before or after, never within.
 */
@Injectable()
export class LoanRepayments {
  constructor(
    private readonly books: LoanBooks,
    private readonly collecting: CollectDues,
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** DK06: repays a part of what is not yet due, with its interest to the day. @throws RepaymentRefused */
  async prepay(
    tx: Tx,
    wanted: Wanted & { readonly amountFen: Fen; readonly mode: PrepaymentMode },
  ): Promise<Repayment> {
    const book = await this.readied(tx, wanted);
    this.assertPrepayable(book, wanted.amountFen);
    const on = this.clock.today();
    const { step, toPay } = prepayWithKept(book.state, { on, amount: wanted.amountFen, mode: wanted.mode });
    const done = await this.draw(tx, book, { step, toPay }, wanted, {
      kind: 'loan-prepayment',
      replanned: 'prepayment',
    });
    const body = { amountFen: wanted.amountFen.toString(), mode: wanted.mode };
    await this.loans.tell(tx, wanted.loanId, { kind: 'prepaid', body });
    return done;
  }

  /** DK07: repays everything, due or not. @throws RepaymentRefused */
  async settle(tx: Tx, wanted: Wanted): Promise<Repayment> {
    const book = await this.readied(tx, wanted);
    const settled = settleWithKept(book.state, this.clock.today(), this.books.terms());
    return this.draw(tx, book, settled, wanted, { kind: 'loan-settlement' });
  }

  /**
   * TQ07: a sum out of the member's own account: what is due first, then principal that is not; the whole debt settles the
   * loan. All of the sum is the loan's. @throws RepaymentRefused
   */
  async repayFromAccount(
    tx: Tx,
    wanted: Wanted & { readonly accountId: bigint; readonly amountFen: Fen; readonly mode: PrepaymentMode },
  ): Promise<Repayment> {
    const on = this.clock.today();
    const terms = this.books.terms();
    const book = await this.readied(tx, wanted);
    const { toPay } = settlementOn(book.state, on, terms);
    if (wanted.amountFen > toPay) throw new RepaymentRefused('PAYMENT_EXCEEDS_DEBT');
    if (wanted.amountFen === toPay)
      return this.draw(tx, book, settleWithKept(book.state, on, terms), wanted, { kind: 'loan-settlement' });
    const owed = minFen(owedInAll(book.state, on, terms), wanted.amountFen);
    const paid =
      owed === 0n
        ? null
        : await this.draw(tx, book, { step: pay(book.state, on, owed, terms), toPay: owed }, wanted, {
            kind: 'loan-payment',
          });
    const rest = minus(wanted.amountFen, owed);
    if (rest === 0n && paid) return paid;
    const at = paid?.book ?? book;
    const step = prepayWithSum(at.state, on, rest, wanted.mode);
    const early = await this.draw(tx, at, { step, toPay: rest }, wanted, {
      kind: 'loan-prepayment',
      replanned: 'prepayment',
    });
    return paid ? together(paid, early) : early;
  }

  /**
   * Accounts, then the loan, locked; everything due by today raised, and collected as the agreement says. Null when the loan
   * is not disbursed, or settled.
   */
  async ready(tx: Tx, { loanId, accountId }: Omit<Wanted, 'sourceId'>): Promise<LoanBook | null> {
    const drawing = await this.collecting.lockAccounts(tx, loanId, accountId);
    const locked = await this.books.lock(tx, loanId);
    if (!locked || locked.account.state === 'settled') return null;
    const on = this.clock.today();
    const raised = await this.collecting.raiseThrough(tx, locked, on);
    if (raised.state.next?.no === locked.state.next?.no) return raised;
    return this.collecting.asAgreed(tx, raised, drawing, on);
  }

  private async readied(tx: Tx, wanted: Wanted): Promise<LoanBook> {
    const book = await this.ready(tx, wanted);
    if (!book) throw new RepaymentRefused('LOAN_NOT_RUNNING');
    return book;
  }

  private assertPrepayable({ state }: LoanBook, amountFen: Fen): void {
    const parameters = parametersOn(this.clock.today());
    if (state.dues.length > 0) throw new RepaymentRefused('PREPAY_OVERDUE');
    if (instalmentsPaid(state) < parameters.integer('loan.prepayAfterInstalments'))
      throw new RepaymentRefused('PREPAY_TOO_EARLY');
    if (state.next === null || amountFen >= state.principal)
      throw new RepaymentRefused('PAYMENT_EXCEEDS_DEBT');
    const isWhole = amountFen % parameters.money('loan.prepayStep') === 0n;
    if (amountFen < parameters.money('loan.prepayMin') || !isWhole) throw new RepaymentRefused('PREPAY_MIN');
  }

  private async draw(
    tx: Tx,
    book: LoanBook,
    { step, toPay }: { step: Step; toPay: Fen },
    { accountId, sourceId }: Wanted,
    booking: Pick<Booking, 'kind' | 'replanned'>,
  ): Promise<Repayment> {
    if (toPay > 0n && (accountId === null || (await this.freeOn(tx, accountId)) < toPay))
      throw new RepaymentRefused('BALANCE_TOO_LOW');
    const debits = accountId === null || toPay === 0n ? [] : [{ accountId, amountFen: toPay }];
    const after = await this.books.book(tx, book, step, {
      ...booking,
      on: this.clock.today(),
      sourceId,
      funding: debits.length > 0 ? { by: 'hpf', debits } : { by: 'none' },
    });
    const { principal, interest, penalty, fromPrepaid } = step.moved;
    return {
      principalFen: principal,
      interestFen: interest,
      penaltyFen: penalty,
      drawnFen: toPay,
      fromKeptFen: fromPrepaid,
      book: after,
    };
  }

  /** What a locked account can give: all that is free but what must stay. */
  private async freeOn(tx: Tx, accountId: bigint): Promise<bigint> {
    const free = (await selectFree(tx, [accountId])).get(accountId) ?? 0n;
    return free - parametersOn(this.clock.today()).money('withdrawal.minRetain');
  }
}

function together(first: Repayment, second: Repayment): Repayment {
  return {
    principalFen: fen(first.principalFen + second.principalFen),
    interestFen: fen(first.interestFen + second.interestFen),
    penaltyFen: fen(first.penaltyFen + second.penaltyFen),
    drawnFen: fen(first.drawnFen + second.drawnFen),
    fromKeptFen: fen(first.fromKeptFen + second.fromKeptFen),
    book: second.book,
  };
}
