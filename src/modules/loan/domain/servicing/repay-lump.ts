import type { Day } from '../../../../kernel/calendar';
import { type Fen, fen, minFen, minus, plus } from '../../../../kernel/money';
import type { PrepaymentMode } from '../plan/prepayment';
import type { LoanState, Step } from './loan-state';
import { interestToDate, prepay, type Prepayment } from './prepay';
import { settle } from './settle';
import type { OverdueTerms } from './loan-state';

/** Prepays with money that was kept in advance first: `moved.fromPrepaid` of it, the rest is to be paid. */
export function prepayWithKept(state: LoanState, prepayment: Prepayment): { step: Step; toPay: Fen } {
  const step = prepay(state, prepayment);
  const total = plus(step.moved.principal, step.moved.interest);
  const kept = minFen(state.prepaid, total);
  return {
    step: {
      ...step,
      state: { ...step.state, prepaid: minus(state.prepaid, kept) },
      moved: { ...step.moved, fromPrepaid: kept },
    },
    toPay: minus(total, kept),
  };
}

/** Settles a loan; what is to be paid beside what was kept. */
export function settleWithKept(state: LoanState, on: Day, terms: OverdueTerms): { step: Step; toPay: Fen } {
  const step = settle(state, on, terms);
  const { principal, interest, penalty, fromPrepaid } = step.moved;
  return { step, toPay: minus(plus(plus(principal, interest), penalty), fromPrepaid) };
}

/**
 * Repays as much principal as a sum goes for with its interest to the day; the few fen that rounding leaves are kept for
 * the next instalment, so that all of the sum is the loan's.
 * @param sum less than a settlement takes; nothing is overdue.
 */
export function prepayWithSum(state: LoanState, on: Day, sum: Fen, mode: PrepaymentMode): Step {
  let [low, high] = [0n, sum as bigint];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle + interestToDate(state, on, fen(middle)) <= sum) low = middle;
    else high = middle - 1n;
  }
  const amount = fen(low);
  const step = prepay(state, { on, amount, mode });
  const left = minus(sum, plus(step.moved.principal, step.moved.interest));
  return {
    ...step,
    state: { ...step.state, prepaid: plus(step.state.prepaid, left) },
    moved: { ...step.moved, toPrepaid: left },
  };
}
