import type { Day } from '../../../../kernel/calendar';
import { type Fen, plus } from '../../../../kernel/money';
import { allocate } from './allocation';
import { duesAfter, movedBy, reached } from './book-lines';
import { LoanEventError, type LoanState, type OverdueTerms, type Step } from './loan-state';
import { owedDues } from './owed';

/**
 * Takes a payment on a day: what is owed, oldest first (handbook 5.10); the rest is kept for the next instalment.
 * @throws LoanEventError when the amount is not positive, a due date up to that day has not been raised, or a later
 * day has been accounted for.
 */
export function pay(state: LoanState, on: Day, amount: Fen, terms: OverdueTerms): Step {
  assertAt(state, on);
  if (amount <= 0n) throw new LoanEventError('AMOUNT_NOT_POSITIVE');
  const { lines, left } = allocate(amount, owedDues(state, on, terms));
  return {
    state: {
      ...state,
      dues: duesAfter(state, lines, on, terms.penaltyFactor),
      prepaid: plus(state.prepaid, left),
    },
    moved: { ...movedBy(lines), toPrepaid: left },
    lines: reached(lines),
  };
}

/**
 * Sees that a day lies in the loan's current period: from its last due date, which has been raised, to the day before
 * the next one.
 * @throws LoanEventError
 */
export function assertAt({ periodFrom, next }: LoanState, on: Day): void {
  if (on < periodFrom) throw new LoanEventError('TOO_EARLY');
  if (next !== null && on >= next.dueOn) throw new LoanEventError('DUE_NOT_RAISED');
}
