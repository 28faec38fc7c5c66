import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { parseYuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { partialPrepayment } from '../../domain/repayment/repayment-items';
import { LoanRepayments } from '../servicing/loan-repayments';
import { PrepayInput } from './repayment.input';
import { RepaymentCases } from './repayment-cases';

/** DK06: repays a part of the principal early, out of what was paid in advance and the own account. */
@Injectable()
export class PrepayItem implements Item<PrepayInput> {
  readonly code = partialPrepayment.code;
  readonly facts = partialPrepayment.facts;
  readonly grants = {};
  readonly rules = partialPrepayment.rules;
  readonly input = PrepayInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly example: PrepayInput = {
    loanId: '01940000-0000-7000-8000-000000000001',
    amount: '50000.00',
    mode: 'reduce-instalment',
  };

  constructor(
    private readonly cases: RepaymentCases,
    private readonly repayments: LoanRepayments,
  ) {}

  subject(tx: Tx, actor: Actor, input: PrepayInput): Promise<Subject> {
    return this.cases.subject(tx, actor, input);
  }

  lock(tx: Tx, context: CaseContext<PrepayInput>): Promise<void> {
    return this.cases.lock(tx, context);
  }

  async carryOut(
    tx: Tx,
    { caseId, input, accountId }: CaseContext<PrepayInput> & { caseId: string },
  ): Promise<CarryOutResult> {
    const { loanId, amount, mode } = input;
    const amountFen = parseYuan(amount);
    const paid = await this.repayments.prepay(tx, { loanId, accountId, sourceId: caseId, amountFen, mode });
    return {
      state: 'done',
      receipt: { ...this.cases.receiptOf(paid), mode },
      event: { kind: 'done', body: {} },
    };
  }
}
