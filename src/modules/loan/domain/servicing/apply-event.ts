import type { Day } from '../../../../kernel/calendar';
import type { Fen } from '../../../../kernel/money';
import type { DatedRate } from '../rates/dated-rates';
import { changePlan, type PlanChange } from './change-plan';
import { changeRate } from './change-rate';
import type { LoanState, OverdueTerms, Step } from './loan-state';
import { pay } from './pay';
import { prepay, type Prepayment } from './prepay';
import { raiseDue } from './raise-due';
import { settle } from './settle';

/** Everything that happens to a loan between disbursement and its end. */
export type LoanEvent =
  | { readonly kind: 'due' }
  | { readonly kind: 'payment'; readonly on: Day; readonly amount: Fen }
  | ({ readonly kind: 'prepayment' } & Prepayment)
  | { readonly kind: 'settlement'; readonly on: Day }
  | ({ readonly kind: 'rate-change' } & DatedRate)
  | ({ readonly kind: 'plan-change' } & PlanChange);

/**
 * The loan after an event, and the money it moved. Events come in the order of their days; on one day an instalment
 * falls due before anything else happens.
 * @throws LoanEventError when the event does not fit the loan as it stands.
 */
export function applyEvent(state: LoanState, event: LoanEvent, terms: OverdueTerms): Step {
  switch (event.kind) {
    case 'due':
      return raiseDue(state);
    case 'payment':
      return pay(state, event.on, event.amount, terms);
    case 'prepayment':
      return prepay(state, event);
    case 'settlement':
      return settle(state, event.on, terms);
    case 'rate-change':
      return changeRate(state, { from: event.from, annual: event.annual });
    case 'plan-change':
      return changePlan(state, event);
  }
}
