import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import type { Tx } from '../../../platform/database/tx';
import type { NewLoanEvent } from '../domain/loan-event';
import { type LoanState, type LoanStep, nextLoanState } from '../domain/loan-state';
import {
  insertLoan,
  insertLoanEvent,
  type Loan,
  type NewLoan,
  selectLoan,
  storeLoanStep,
} from '../store/loan-store';

/** A loan could not take a step because of the state it is in. */
export class LoanMovedOn extends Error {
  override name = 'LoanMovedOn';

  constructor(
    readonly loanId: string,
    readonly state: LoanState,
    readonly step: LoanStep,
  ) {
    super(`loan ${loanId} cannot ${step}: it is ${state}`);
  }
}

/** Told of everything that befalls a loan, inside the same transaction, after it was stored. */
export type LoanFollower = (tx: Tx, loanId: string, event: NewLoanEvent) => Promise<void>;

/** What the parts of this room do to a loan: every change of its state goes through here, with its event. */
@Injectable()
export class LoanFile {
  private readonly followers: LoanFollower[] = [];

  constructor(private readonly clock: Clock) {}

  follow(follower: LoanFollower): void {
    this.followers.push(follower);
  }

  /** Stores an approved loan with its first event; returns its number. */
  async open(tx: Tx, loan: Omit<NewLoan, 'at'>, event: NewLoanEvent): Promise<string> {
    const at = this.clock.now();
    const loanNo = await insertLoan(tx, { ...loan, at });
    await insertLoanEvent(tx, loan.id, event, at);
    return loanNo;
  }

  /** The loan, locked for the transaction; null when there is none. */
  lock(tx: Tx, loanId: string): Promise<Loan | null> {
    return selectLoan(tx, loanId, { lock: true });
  }

  find(tx: Tx, loanId: string): Promise<Loan | null> {
    return selectLoan(tx, loanId, { lock: false });
  }

  /** Takes a locked loan one step on; returns the state it comes to. Throws LoanMovedOn where the step is not possible. */
  async step(
    tx: Tx,
    loan: Pick<Loan, 'id' | 'state'>,
    step: LoanStep,
    event: NewLoanEvent,
  ): Promise<LoanState> {
    const to = nextLoanState(loan.state, step);
    if (to === null) throw new LoanMovedOn(loan.id, loan.state, step);
    const stored = await storeLoanStep(tx, {
      id: loan.id,
      from: loan.state,
      to,
      event,
      at: this.clock.now(),
    });
    if (!stored) throw new LoanMovedOn(loan.id, loan.state, step);
    await this.toldOf(tx, loan.id, event);
    return to;
  }

  /** Tells something that changes no state. */
  async tell(tx: Tx, loanId: string, event: NewLoanEvent): Promise<void> {
    await insertLoanEvent(tx, loanId, event, this.clock.now());
    await this.toldOf(tx, loanId, event);
  }

  private async toldOf(tx: Tx, loanId: string, event: NewLoanEvent): Promise<void> {
    for (const follower of this.followers) await follower(tx, loanId, event);
  }
}
