import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { IssueDocuments } from '../../../document';
import { maskIdNo, maskName, Parties } from '../../../party';
import { loanClosing } from '../../domain/closing/closing-items';
import { settlementCertificate } from '../../domain/closing/settlement-certificate.kind';
import type { Loan } from '../../store/loan-store';
import { insertStopNotices, storeClosed } from '../../store/servicing/loan-closing-store';
import { LoanFile } from '../loan-file';
import { ReleaseMortgage } from '../mortgage/release-mortgage';
import { SettleLoanInput } from '../repayment/repayment.input';
import { RepaymentCases } from '../repayment/repayment-cases';
import type { LoanBook } from '../servicing/loan-book';
import { LoanBooks } from '../servicing/loan-books';

/**
 * DK09: certifies that a loan is settled, has its mortgage released, and tells employers to deduct nothing more. The
 * system opens it by itself; whoever borrowed may ask for the certificate again, and have a refused release asked anew.
 */
@Injectable()
export class LoanClosingItem implements Item<SettleLoanInput> {
  readonly code = loanClosing.code;
  readonly facts = loanClosing.facts;
  readonly grants = {};
  readonly rules = loanClosing.rules;
  readonly input = SettleLoanInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['member', 'system'] as const;
  readonly example: SettleLoanInput = { loanId: '01940000-0000-7000-8000-000000000001' };

  constructor(
    private readonly cases: RepaymentCases,
    private readonly books: LoanBooks,
    private readonly loans: LoanFile,
    private readonly releases: ReleaseMortgage,
    private readonly documents: IssueDocuments,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, input: SettleLoanInput): Promise<Subject> {
    return { ...(await this.cases.subject(tx, actor, input)), accountId: null };
  }

  async carryOut(
    tx: Tx,
    { caseId, personId, input }: CaseContext<SettleLoanInput> & { caseId: string },
  ): Promise<CarryOutResult> {
    const loan = await this.loans.lock(tx, input.loanId);
    const book = await this.books.find(tx, input.loanId);
    const settledOn = book?.account.settledOn ?? null;
    if (!loan || !book || settledOn === null) throw new Error('an approved closing has a settled loan');
    const issued = await this.documents.issue(tx, {
      kind: settlementCertificate.code,
      caseId,
      personId,
      employerId: null,
      ...(await this.certificateOf(tx, { personId, loan, book, settledOn })),
      validUntil: null,
      lines: null,
    });
    const release = await this.releases.request(tx, loan);
    await insertStopNotices(tx, { loanId: loan.id, settledOn, on: this.clock.today() });
    await storeClosed(tx, loan.id, caseId);
    const { documentId } = issued;
    await this.loans.tell(tx, loan.id, { kind: 'certificate-issued', body: { documentId } });
    return {
      state: 'done',
      receipt: { loanNo: loan.loanNo, settledOn, release, ...issued },
      event: { kind: 'done', body: { documentId } },
    };
  }

  private async certificateOf(
    tx: Tx,
    of: { personId: string; loan: Loan; book: LoanBook; settledOn: string },
  ) {
    const { name, idNo } = await this.parties.identityOf(tx, of.personId);
    const { loanNo, unitKey } = of.loan;
    const { disbursedFen, disbursedOn } = of.book.account;
    const { settledOn } = of;
    const disbursed = yuan(fen(disbursedFen));
    return {
      holderShown: maskName(name),
      body: { name, idNo: maskIdNo(idNo), loanNo, unitKey, disbursed, disbursedOn, settledOn },
    };
  }
}
