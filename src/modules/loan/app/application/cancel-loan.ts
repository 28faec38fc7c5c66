import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { ClerkAtDesk, type CommandAnswer, Commands } from '../../../casework';
import { Parties } from '../../../party';
import { nextLoanState } from '../../domain/loan-state';
import { assertShown, type AtCounter, keptEvidence } from './at-counter';
import { borrowerOnly, counterPart, notCancellable, notTheBorrower } from './application-problems';
import { insertCounterAct } from '../../store/loan-counter-act-store';
import { LoanAccess } from './loan-access';
import { ReadLoans } from './read-loans';
import { VoidLoans } from './void-loans';

const REASONS: Readonly<Record<string, string>> = { 'death-certificate': 'borrower-died' };

/** The borrower, or a clerk before whom the borrower stands, gives the loan up before its money has left. */
@Injectable()
export class CancelLoan {
  constructor(
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly voidLoans: VoidLoans,
    private readonly loans: ReadLoans,
    private readonly clerks: ClerkAtDesk,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Problems: 400 no paper at a counter, or not the borrower's; 403 not the borrower; 404 another's; 409 money on its way or over; 422 key reused. */
  cancel(
    actor: Actor,
    loanId: string,
    { counter, ...command }: { key: string; bodyHash: string; counter?: AtCounter | undefined },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/cancellation`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const { loan, role } = await this.access.visible(tx, actor, loanId, { lock: true });
      if (role !== null && role !== 'borrower') throw borrowerOnly();
      if ((counter !== undefined) !== (role === null)) throw counterPart(role === null ? 'clerk' : 'member');
      if (counter !== undefined) await this.keepPaper(tx, actor, loan, counter);
      if (nextLoanState(loan.state, 'cancel') === null) throw notCancellable(loan.state);
      await this.voidLoans.void(tx, loan, {
        step: 'cancel',
        reason:
          counter === undefined ? 'borrower' : (REASONS[counter.evidence.kind] ?? 'borrower-at-counter'),
      });
      const seen = await this.access.visible(tx, actor, loanId);
      return { status: 200, answer: JSON.stringify(await this.loans.view(tx, seen)) };
    });
  }

  /** The paper is of the borrower: their card, or the certificate of their death, whoever brings it. */
  private async keepPaper(
    tx: Tx,
    actor: Actor,
    { id: loanId, borrowerId }: { readonly id: string; readonly borrowerId: string },
    counter: AtCounter,
  ): Promise<void> {
    const today = this.clock.today();
    assertShown(counter, '/counter/evidence', today);
    if (this.parties.idOf(normaliseResidentId(counter.idNo)) !== borrowerId) throw notTheBorrower();
    await insertCounterAct(tx, {
      loanId,
      act: 'cancel',
      personId: borrowerId,
      clerkPersonId: this.clerks.named(actor),
      ...keptEvidence(this.sealer, counter, today),
      at: this.clock.now(),
    });
  }
}
