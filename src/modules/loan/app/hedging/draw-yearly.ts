import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import { type Fen, fen, minFen, minus, sumFen } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { countedOn, owedInAll } from '../../domain/servicing/owed';
import { pay } from '../../domain/servicing/pay';
import { prepayWithSum, settleWithKept } from '../../domain/servicing/repay-lump';
import { settlementOn } from '../../domain/servicing/settle';
import { selectYearlyDue, storeYearlyDrawn } from '../../store/servicing/hedging-draw-store';
import { LoanFile } from '../loan-file';
import type { LoanNightWork } from '../night/loan-night-work';
import { CollectDues } from '../servicing/collect-dues';
import type { LoanBook } from '../servicing/loan-book';
import { LoanBooks } from '../servicing/loan-books';

const LOANS = 50;

interface Debit {
  readonly accountId: bigint;
  readonly amountFen: Fen;
}

/**
 * Yearly hedging (年冲, handbook 5.11): on each anniversary of the agreement its accounts give all they can, in their
 * order and down to what must stay: what is due first, then principal with its interest to the day. The plan keeps its
 * term; the whole debt settles the loan.
 */
@Injectable()
export class DrawYearly implements LoanNightWork {
  constructor(
    private readonly books: LoanBooks,
    private readonly collecting: CollectDues,
    private readonly loans: LoanFile,
  ) {}

  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const due = await selectYearlyDue(tx, day, LOANS);
    for (const { agreementId, loanId, dueOn } of due) {
      await this.draw(tx, loanId, day);
      await storeYearlyDrawn(tx, agreementId, dueOn);
    }
    return due.length;
  }

  private async draw(tx: Tx, loanId: string, day: Day): Promise<void> {
    const drawing = await this.collecting.lockAccounts(tx, loanId);
    const locked = await this.books.lock(tx, loanId);
    if (!locked || locked.account.state === 'settled') return;
    const book = await this.collecting.raiseThrough(tx, locked, day);
    const on = countedOn(book.state, day);
    const { toPay } = settlementOn(book.state, on, this.books.terms());
    const debits = await this.collecting.debitsFor(tx, drawing, toPay);
    const sum = sumFen(debits.map(({ amountFen }) => amountFen));
    if (sum === 0n) return;
    if (sum === toPay) return this.settle(tx, book, on, debits);
    const owed = minFen(owedInAll(book.state, on, this.books.terms()), sum);
    const [forDues, forPrincipal] = parted(debits, owed);
    const paid = forDues.length === 0 ? book : await this.payDues(tx, book, on, forDues);
    if (forPrincipal.length > 0) await this.prepay(tx, paid, on, forPrincipal);
  }

  private async settle(tx: Tx, book: LoanBook, on: Day, debits: readonly Debit[]): Promise<void> {
    const { step } = settleWithKept(book.state, on, this.books.terms());
    await this.books.book(tx, book, step, {
      on,
      kind: 'loan-settlement',
      funding: { by: 'hpf', debits },
    });
  }

  private payDues(tx: Tx, book: LoanBook, on: Day, debits: readonly Debit[]): Promise<LoanBook> {
    const step = pay(book.state, on, totalOf(debits), this.books.terms());
    return this.books.book(tx, book, step, { on, kind: 'loan-hedged', funding: { by: 'hpf', debits } });
  }

  private async prepay(tx: Tx, book: LoanBook, on: Day, debits: readonly Debit[]): Promise<void> {
    const mode = 'reduce-instalment';
    const amount = totalOf(debits);
    await this.books.book(tx, book, prepayWithSum(book.state, on, amount, mode), {
      on,
      kind: 'loan-prepayment',
      replanned: 'prepayment',
      funding: { by: 'hpf', debits },
    });
    const body = { amountFen: amount.toString(), mode, by: 'yearly' };
    await this.loans.tell(tx, book.account.loanId, { kind: 'prepaid', body });
  }
}

function totalOf(debits: readonly Debit[]): Fen {
  return sumFen(debits.map(({ amountFen }) => amountFen));
}

/** The first of the debits up to an amount, and what is left of them; their sums are the amount and the rest. */
function parted(debits: readonly Debit[], amount: Fen): [Debit[], Debit[]] {
  let left = amount;
  const first: Debit[] = [];
  const rest: Debit[] = [];
  for (const { accountId, amountFen } of debits) {
    const taken = minFen(left, amountFen);
    left = minus(left, taken);
    if (taken > 0n) first.push({ accountId, amountFen: taken });
    if (amountFen > taken) rest.push({ accountId, amountFen: fen(amountFen - taken) });
  }
  return [first, rest];
}
