import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { parseYuan, yuan } from '../../../../kernel/money';
import { formatRate } from '../../../../kernel/rate';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { loanEstimate } from '../../domain/application/loan-items';
import { pricedAs } from '../../domain/application/home-order';
import { boundWords, roomInFund } from '../../domain/application/loan-room';
import { paymentsCompared } from '../../domain/application/payments-compared';
import { EstimateInput } from './estimate.input';
import { factReader } from './fact-reader';
import { LoanApplications } from './loan-applications';

/** DK01: could I borrow, how much, for how long, at what a month? Nothing is committed. */
@Injectable()
export class EstimateLoanItem implements Item<EstimateInput> {
  readonly code = loanEstimate.code;
  readonly facts = loanEstimate.facts;
  readonly grants = loanEstimate.grants;
  readonly rules = loanEstimate.rules;
  readonly amount = loanEstimate.amount;
  readonly amountRule = loanEstimate.amountRule;
  readonly input = EstimateInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly example: EstimateInput = { kind: 'new-home', price: '980000.00', termMonths: 360 };

  constructor(private readonly applications: LoanApplications) {}

  subject(tx: Tx, actor: Actor): Promise<Subject> {
    return this.applications.subject(tx, actor, {});
  }

  /** What could be borrowed now: the same figures as of an application, side by side for both methods. */
  carryOut(
    _tx: Tx,
    context: CaseContext<EstimateInput> & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const room = roomInFund(factReader(facts, context), facts);
    if (room === null || decision.amount === null) throw new Error('an approved estimate has an amount');
    const amountFen = parseYuan(decision.amount);
    const receipt = {
      amount: decision.amount,
      limit: yuan(room.most),
      binding: { code: room.binding, ...boundWords(room.binding) },
      bounds: room.limit.bounds.map(({ by, amount }) => ({
        code: by,
        ...boundWords(by),
        amount: yuan(amount),
      })),
      homeOrder: pricedAs(room.order),
      downRatio: formatRate(room.downRatio, 2),
      termMonths: room.termMonths,
      longestTermMonths: room.term.maxPeriods,
      annualRateToday: formatRate(room.annualRate),
      payments: paymentsCompared(amountFen, room.annualRate, room.termMonths),
      debtsAsked: context.input.creditConsentNo !== undefined,
      next: {
        zh: '本次为测算，不构成承诺；利率以放款日为准',
        en: 'An estimate, no commitment; the rate is that of the day of disbursement',
      },
    };
    return Promise.resolve({ state: 'done', receipt, event: { kind: 'done', body: {} } });
  }
}
