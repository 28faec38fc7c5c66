import { Injectable } from '@nestjs/common';
import { type Actor, isOfCentre } from '../../../../kernel/actor';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { notFound } from '../../../../platform/http';
import { ClerkAtDesk } from '../../../casework';
import { Parties } from '../../../party';
import { selectSellers } from '../../store/loan-hall-store';
import { type LoanParty, selectLoanParties } from '../../store/loan-party-store';
import { insertLoanReading, type Loan, selectLoan } from '../../store/loan-store';

/** A loan as somebody may see it, and their own part in it; null for people of the centre. */
export interface VisibleLoan {
  readonly loan: Loan;
  readonly parties: readonly LoanParty[];
  readonly role: LoanParty['role'] | null;
  /** Who of its people looks; null for people of the centre. */
  readonly viewerId: string | null;
}

/** Who may see a loan: whoever stands in it, and the centre's own people, whose looks are remembered. */
@Injectable()
export class LoanAccess {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parties: Parties,
    private readonly clerks: ClerkAtDesk,
    private readonly clock: Clock,
  ) {}

  /** What `read` finds, in one transaction with the trace of the look. @throws Problem 404, or 403 for a clerk too near. */
  read<T>(actor: Actor, loanId: string, read: (tx: Tx, seen: VisibleLoan) => Promise<T>): Promise<T> {
    const { centreId } = actor;
    if (!isOfCentre(actor.role))
      return this.unitOfWork.read(centreId, async (tx) => read(tx, await this.visible(tx, actor, loanId)));
    return this.unitOfWork.run(centreId, async (tx) => {
      const seen = await this.visible(tx, actor, loanId);
      const reading = { id: newId(), loanId, reader: actor.subject, role: actor.role, at: this.clock.now() };
      await insertLoanReading(tx, reading);
      return read(tx, seen);
    });
  }

  /** @throws Problem 404 for another's loan; 403 for somebody of the centre who stands in it or sells its home, or is near to who does: they look as a member does. */
  async visible(tx: Tx, actor: Actor, loanId: string, options = { lock: false }): Promise<VisibleLoan> {
    const loan = await selectLoan(tx, loanId, options);
    if (!loan) throw notFound();
    const parties = await selectLoanParties(tx, loanId);
    if (isOfCentre(actor.role)) {
      // Whoever looks in an office as nobody in particular stands in no loan.
      if (actor.role === 'clerk' || actor.identity) await this.assertMayAct(tx, actor, loan, parties);
      return { loan, parties, role: null, viewerId: null };
    }
    const personId = actor.identity && this.parties.idOf(actor.identity.idNo);
    const own = parties.find((party) => party.personId === personId);
    if (!own) throw notFound();
    return { loan, parties, role: own.role, viewerId: own.personId };
  }

  private async assertMayAct(tx: Tx, actor: Actor, loan: Loan, parties: readonly LoanParty[]): Promise<void> {
    const others = [
      ...parties.map(({ personId }) => personId).filter((personId) => personId !== loan.borrowerId),
      ...(await selectSellers(tx, loan.id)),
    ];
    const owner = { personId: loan.borrowerId, employerId: null };
    await this.clerks.assertNotNear(tx, await this.clerks.assertMayAct(tx, actor, owner, others), others);
  }
}
