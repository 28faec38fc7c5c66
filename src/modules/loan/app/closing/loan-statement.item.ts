import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Json } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { IssueDocuments } from '../../../document';
import { maskName, Parties } from '../../../party';
import { type PlanLine, loanStatement } from '../../domain/closing/loan-statement.kind';
import { LOAN_STATES } from '../../domain/loan-state';
import { LoanFile } from '../loan-file';
import { SettleLoanInput } from '../repayment/repayment.input';
import { RepaymentCases } from '../repayment/repayment-cases';
import { RepaymentPage } from '../repayment/repayment-page';

/** DK10: where a loan stands and its plan, as a document that anybody can verify; the page of the loan says the same. */
@Injectable()
export class LoanStatementItem implements Item<SettleLoanInput> {
  readonly code = 'DK10';
  readonly facts = [
    {
      name: 'loan.repayment',
      replaces: { zh: '贷款余额证明、还款计划申请', en: 'statement of the loan, application for its plan' },
    },
  ];
  readonly grants = {};
  /** Whoever borrows is told: nothing is asked of them. */
  readonly rules = [];
  readonly input = SettleLoanInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['member'] as const;
  readonly example: SettleLoanInput = { loanId: '01940000-0000-7000-8000-000000000001' };

  constructor(
    private readonly cases: RepaymentCases,
    private readonly loans: LoanFile,
    private readonly page: RepaymentPage,
    private readonly documents: IssueDocuments,
    private readonly parties: Parties,
  ) {}

  async subject(tx: Tx, actor: Actor, input: SettleLoanInput): Promise<Subject> {
    return { ...(await this.cases.subject(tx, actor, input)), accountId: null };
  }

  async carryOut(
    tx: Tx,
    { caseId, personId, input }: CaseContext<SettleLoanInput> & { caseId: string },
  ): Promise<CarryOutResult> {
    const loan = await this.loans.find(tx, input.loanId);
    const shown = loan && ((await this.page.read(tx, loan)) as { [key: string]: Json } | null);
    if (!loan || !shown) throw new Error('an approved statement has a disbursed loan');
    const { plan, history: _history, hedging: _hedging, owed: _owed, ...standing } = shown;
    const { name } = await this.parties.identityOf(tx, personId);
    const stateZh = LOAN_STATES[loan.state].text.zh;
    const issued = await this.documents.issue(tx, {
      kind: loanStatement.code,
      caseId,
      personId,
      employerId: null,
      holderShown: maskName(name),
      validUntil: null,
      body: { ...standing, name, loanNo: loan.loanNo, state: loan.state, stateZh },
      lines: plan as readonly PlanLine[],
    });
    return {
      state: 'done',
      receipt: { loanNo: loan.loanNo, ...issued },
      event: { kind: 'done', body: { documentId: issued.documentId } },
    };
  }
}
