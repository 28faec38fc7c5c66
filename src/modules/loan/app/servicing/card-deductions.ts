import { Injectable } from '@nestjs/common';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import {
  answerDeduction,
  type Deduction,
  lockDeduction,
  takeWanted,
} from '../../store/servicing/deduction-store';
import { LoanFile } from '../loan-file';
import { CollectDues } from './collect-dues';
import { LoanMoney, type ReadiedLoan } from './loan-money';

/** What the bank said of one deduction. */
export interface DeductionAnswer {
  readonly id: string;
  /** In fen; 0 when it took nothing. */
  readonly paidFen: bigint;
  /** Why not all of it; null when it took all. */
  readonly reason: string | null;
  /** The bank's day, and the leaf of the account the money is on. */
  readonly on: string;
  readonly leafId: bigint;
}

/**
 * What cards are asked for (委托扣款, BDC105), for whoever orders it: taken once, and what came of it told once. Nothing is
 * booked before the bank has answered; a deduction without an answer stays sent.
 */
@Injectable()
export class CardDeductions {
  constructor(
    private readonly money: LoanMoney,
    private readonly collecting: CollectDues,
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** Deductions that nobody has sent, marked as sent in this transaction: whoever takes them orders them in it. */
  take(tx: Tx, limit: number): Promise<Deduction[]> {
    return takeWanted(tx, limit);
  }

  /**
   * Books what the bank took, and draws the rest from accounts where the card came first; where another period fell due
   * meanwhile all is collected as agreed. False when told before. What
   * is still owed then is told to the borrower, and asked for again the next night.
   */
  @CrashPoint('deduction-booked')
  async answer(tx: Tx, answer: DeductionAnswer): Promise<boolean> {
    const deduction = await lockDeduction(tx, answer.id);
    if (deduction?.state !== 'sent') return false;
    const ready = await this.money.ready(tx, deduction.loanId, answer.on, { settledToo: true });
    if (!ready) throw new Error(`the loan of deduction ${answer.id} is not disbursed`);
    const { id, paidFen, reason, leafId } = answer;
    const today = this.clock.today();
    await answerDeduction(tx, { id, paidFen, reason, on: today });
    const book =
      paidFen === 0n
        ? ready.book
        : await this.money.book(tx, ready, { by: 'card', leafId, amountFen: paidFen, sourceId: id });
    const after = ready.isRaised
      ? await this.collecting.asAgreed(tx, book, ready.drawing, ready.on)
      : ready.drawing.order === 'card-first'
        ? await this.collecting.fromAccounts(tx, book, ready.drawing, ready.on)
        : book;
    if (reason !== null && after.state.dues.length > 0) await this.tellUnpaid(tx, ready, deduction, answer);
    return true;
  }

  private tellUnpaid(
    tx: Tx,
    { book }: ReadiedLoan,
    { amountFen }: Deduction,
    { paidFen, reason }: DeductionAnswer,
  ): Promise<void> {
    const body = { code: reason, asked: yuan(fen(amountFen)), taken: yuan(fen(paidFen)) };
    return this.loans.tell(tx, book.account.loanId, { kind: 'instalment-unpaid', body });
  }
}
