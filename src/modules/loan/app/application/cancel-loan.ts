import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { type CommandAnswer, Commands } from '../../../casework';
import { nextLoanState } from '../../domain/loan-state';
import { borrowerOnly, notCancellable } from './application-problems';
import { LoanAccess } from './loan-access';
import { ReadLoans } from './read-loans';
import { VoidLoans } from './void-loans';

/** The borrower, or a clerk before whom the borrower stands, gives the loan up before its money has left. */
@Injectable()
export class CancelLoan {
  constructor(
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly voidLoans: VoidLoans,
    private readonly loans: ReadLoans,
  ) {}

  /** Problems: 403 not the borrower; 404 another's; 409 money on its way or over; 422 key reused. */
  cancel(
    actor: Actor,
    loanId: string,
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/cancellation`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const { loan, role } = await this.access.visible(tx, actor, loanId, { lock: true });
      if (role !== null && role !== 'borrower') throw borrowerOnly();
      if (nextLoanState(loan.state, 'cancel') === null) throw notCancellable(loan.state);
      await this.voidLoans.void(tx, loan, {
        step: 'cancel',
        reason: role === null ? 'borrower-at-counter' : 'borrower',
      });
      const seen = await this.access.visible(tx, actor, loanId);
      return { status: 200, answer: JSON.stringify(await this.loans.view(tx, seen)) };
    });
  }
}
