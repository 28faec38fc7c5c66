import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { type CommandAnswer, Commands } from '../../../casework';
import { IssueDocuments } from '../../../document';
import { maskName } from '../../../party';
import { parametersOn } from '../../../policy';
import { earlyRepayment } from '../../domain/loan-parameters';
import { contractBody, hedgingBody } from '../../domain/signing/contract-body';
import { paperKinds } from '../../domain/signing/paper-kind';
import { insertPaper, selectPapers } from '../../store/signing-act-store';
import { storeArrival } from '../../store/signing-store';
import { LoanFile } from '../loan-file';
import { ChooseHedging } from './choose-hedging';
import { DeskVisit, type OpenVisit } from './desk-visit';
import { notToSign, signingState } from './signing-problems';

/** They are there: the contracts are made of what was decided, and lie ready. */
@Injectable()
export class CheckIn {
  constructor(
    private readonly commands: Commands,
    private readonly visits: DeskVisit,
    private readonly documents: IssueDocuments,
    private readonly hedging: ChooseHedging,
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** Problems: 403 a clerk too near; 404; 409 nothing booked for today, or terms that differ from what was decided. */
  checkIn(
    actor: Actor,
    loanId: string,
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/signing/check-in`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const visit = await this.visits.open(tx, actor, loanId, 'booked');
      const { loan, signing, clerkId } = visit;
      if (loan.state !== 'committed') throw notToSign(loan.state);
      if (signing.day > this.clock.today()) throw signingState(signing.state);
      this.visits.assertCommitted(loan);
      this.visits.assertTerms(loan, null);
      await this.hedging.assertStill(tx, signing);
      const at = this.clock.now();
      await storeArrival(tx, { id: signing.id, deskPersonId: clerkId, termsHash: loan.termsHash, at });
      await this.makePapers(tx, visit);
      await this.loans.tell(tx, loanId, { kind: 'checked-in', body: {} });
      return this.visits.answer(tx, loan);
    });
  }

  /** Each contract once a loan: whoever comes a second time signs the same text. */
  private async makePapers(tx: Tx, { loan, signing, details, people }: OpenVisit): Promise<void> {
    const { id: loanId, caseId, borrowerId: personId, termsHash } = loan;
    if (caseId === null) throw new Error('a loan that is signed was applied for');
    const made = await selectPapers(tx, loanId);
    const borrower = details.parties.find((party) => party.personId === personId);
    const body = contractBody(loan, details, earlyRepayment(parametersOn(loan.lawDay)));
    const sold = people.some(({ role }) => role === 'seller');
    for (const kind of paperKinds({ hedging: signing.hedging, sold })) {
      if (made.some((paper) => paper.kind === kind)) continue;
      const { issued, contentHash } = await this.documents.issueForSignature(tx, {
        ...{ kind, caseId, personId },
        body: kind === 'hedging-agreement' ? hedgingBody(body, details, signing.hedgingChoice) : body,
        employerId: null,
        holderShown: maskName(borrower?.name ?? ''),
        validUntil: null,
        lines: null,
      });
      const at = this.clock.now();
      await insertPaper(tx, { loanId, kind, documentId: issued.documentId, contentHash, termsHash, at });
    }
  }
}
