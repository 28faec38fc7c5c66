import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { fullSettlement } from '../../domain/repayment/repayment-items';
import { LoanRepayments } from '../servicing/loan-repayments';
import { SettleLoanInput } from './repayment.input';
import { RepaymentCases } from './repayment-cases';

/** DK07: repays everything, due or not, out of what was paid in advance and the own account; the loan ends. */
@Injectable()
export class SettleLoanItem implements Item<SettleLoanInput> {
  readonly code = fullSettlement.code;
  readonly facts = fullSettlement.facts;
  readonly grants = {};
  readonly rules = fullSettlement.rules;
  readonly input = SettleLoanInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly example: SettleLoanInput = { loanId: '01940000-0000-7000-8000-000000000001' };

  constructor(
    private readonly cases: RepaymentCases,
    private readonly repayments: LoanRepayments,
  ) {}

  subject(tx: Tx, actor: Actor, input: SettleLoanInput): Promise<Subject> {
    return this.cases.subject(tx, actor, input);
  }

  lock(tx: Tx, context: CaseContext<SettleLoanInput>): Promise<void> {
    return this.cases.lock(tx, context);
  }

  async carryOut(
    tx: Tx,
    { caseId, input, accountId }: CaseContext<SettleLoanInput> & { caseId: string },
  ): Promise<CarryOutResult> {
    const { loanId } = input;
    const paid = await this.repayments.settle(tx, { loanId, accountId, sourceId: caseId });
    const settledOn = paid.book.account.settledOn;
    return {
      state: 'done',
      receipt: { ...this.cases.receiptOf(paid), settledOn },
      event: { kind: 'done', body: {} },
    };
  }
}
