import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { LoanState } from '../../domain/loan-state';
import { voidLoanParties } from '../../store/loan-party-store';
import { LoanFile } from '../loan-file';

/** How a loan comes to nothing before its money left. */
export interface Ending {
  readonly step: 'cancel' | 'lapse';
  /** Why, in one word that names nobody: 'borrower', 'commitment-ran-out', 'contract-cancelled', … */
  readonly reason: string;
}

/** Told of each loan that is void now, inside the same transaction: its bookings and requests end with it. */
export type VoidListener = (
  tx: Tx,
  loan: { readonly id: string; readonly state: LoanState },
  ending: Ending & { readonly on: string },
) => Promise<void>;

/** Which of these loans must not lapse now, e.g. because a registry that has their mortgage may answer any moment. */
export type LapseGuard = (tx: Tx, loanIds: readonly string[]) => Promise<readonly string[]>;

/** True where it takes over the end of a loan: it comes later, once something outside has been taken back. */
export type EndTaker = (
  tx: Tx,
  loan: { readonly id: string; readonly state: LoanState },
  ending: Ending,
) => Promise<boolean>;

/** Ends loans before the money left: their people are free again, and whatever was begun for them is told. */
@Injectable()
export class VoidLoans {
  private readonly listeners: VoidListener[] = [];
  private readonly guards: LapseGuard[] = [];
  private readonly takers: EndTaker[] = [];

  constructor(
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  register(listener: VoidListener): void {
    this.listeners.push(listener);
  }

  holdBack(guard: LapseGuard): void {
    this.guards.push(guard);
  }

  holdBackOne(taker: EndTaker): void {
    this.takers.push(taker);
  }

  /** Ends a locked loan, unless somebody takes that over; `loan.state` as it was is what listeners are told. @throws LoanMovedOn */
  async void(tx: Tx, loan: { id: string; state: LoanState }, ending: Ending): Promise<void> {
    for (const taker of this.takers) if (await taker(tx, loan, ending)) return;
    const on = this.clock.today();
    const kind = ending.step === 'lapse' ? 'lapsed' : 'cancelled';
    await this.loans.step(tx, loan, ending.step, { kind, body: { reason: ending.reason } });
    await voidLoanParties(tx, loan.id, on);
    for (const listener of this.listeners) await listener(tx, loan, { ...ending, on });
  }

  /** Those of the loans that somebody holds back from lapsing. */
  async heldBack(tx: Tx, loanIds: readonly string[]): Promise<ReadonlySet<string>> {
    const held = new Set<string>();
    for (const guard of this.guards) for (const id of await guard(tx, loanIds)) held.add(id);
    return held;
  }
}
