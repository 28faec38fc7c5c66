import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { maskName, Parties } from '../../../party';
import { loanEventTexts, shownBody } from '../../domain/loan-event';
import { NEXT_STEPS } from '../../domain/loan-next';
import { LOAN_STATES } from '../../domain/loan-state';
import type { LoanLine, LoanTimelineEntry, LoanView } from '../../domain/loan-view';
import { selectLoanParties } from '../../store/loan-party-store';
import {
  type Loan,
  selectLoanEvents,
  selectLoansOfPerson,
  type StoredLoanEvent,
} from '../../store/loan-store';
import { LoanAccess, type VisibleLoan } from './loan-access';
import { LoanPages } from './loan-pages';

export function loanTimelineEntry({ seq, at, kind, body }: StoredLoanEvent): LoanTimelineEntry {
  return { seq, at: at.toISOString(), kind, text: loanEventTexts[kind], body: shownBody(body) };
}

/** Loans as their people and the centre see them. */
@Injectable()
export class ReadLoans {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: LoanAccess,
    private readonly pages: LoanPages,
    private readonly parties: Parties,
  ) {}

  /** Every loan in which whoever signed in has a part, the latest first. */
  own(actor: Actor): Promise<LoanLine[]> {
    const personId = actor.identity ? this.parties.idOf(actor.identity.idNo) : null;
    if (personId === null) return Promise.resolve([]);
    return this.unitOfWork.read(actor.centreId, async (tx) => {
      const lines: LoanLine[] = [];
      for (const loan of await selectLoansOfPerson(tx, personId)) {
        const party = (await selectLoanParties(tx, loan.id)).find((one) => one.personId === personId);
        lines.push({ ...lineOf(loan), role: party?.role ?? 'borrower' });
      }
      return lines;
    });
  }

  /** @throws Problem 404; 403 for a clerk too near. */
  one(actor: Actor, loanId: string): Promise<LoanView> {
    return this.access.read(actor, loanId, (tx, seen) => this.view(tx, seen));
  }

  async view(tx: Tx, { loan, parties, role, viewerId }: VisibleLoan): Promise<LoanView> {
    const names = await this.parties.namesOf(
      tx,
      parties.map(({ personId }) => personId),
    );
    const events = await selectLoanEvents(tx, loan.id);
    const next = (await this.pages.next(tx, loan)) ?? { ...NEXT_STEPS[loan.state], since: loan.stateSince };
    return {
      ...lineOf(loan),
      role,
      caseId: loan.caseId,
      method: loan.method,
      dueMode: loan.dueMode,
      dueDay: loan.dueDay,
      homeOrder: loan.homeOrder,
      value: yuan(loan.valueFen),
      bankPart: yuan(loan.bankPartFen),
      unitKey: loan.unitKey,
      contractNo: loan.contractNo,
      lawDay: loan.lawDay,
      decidedOn: loan.decidedOn,
      termsHash: loan.termsHash,
      parties: parties.map((party) => ({
        role: party.role,
        name: maskName(names.get(party.personId) ?? ''),
      })),
      next: { ...next, since: next.since.toISOString() },
      timeline: events.map(loanTimelineEntry),
      parts: await this.pages.of(tx, loan, viewerId),
    };
  }
}

function lineOf(loan: Loan): Omit<LoanLine, 'role'> {
  const { text, code } = LOAN_STATES[loan.state];
  return {
    id: loan.id,
    loanNo: loan.loanNo,
    purpose: loan.purpose,
    state: loan.state,
    stateText: text,
    stateCode: code,
    stateSince: loan.stateSince.toISOString(),
    amount: yuan(loan.amountFen),
    termMonths: loan.termMonths,
    commitmentUntil: loan.commitmentUntil,
  };
}
