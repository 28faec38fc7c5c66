import type { Day } from '../../../../kernel/calendar';
import { type Fen, fen, minFen, minus, plus, sumFen } from '../../../../kernel/money';
import { type AllocationLine, type OwedParts, totalOf } from './allocation';
import { movedBy, reached } from './book-lines';
import type { LoanState, OverdueTerms, Step } from './loan-state';
import { owedDues } from './owed';
import { assertAt } from './pay';
import { interestToDate } from './prepay';

/** What it takes to repay a loan altogether on a day. */
export interface Settlement {
  /** What has fallen due, oldest first. */
  readonly dues: readonly OwedParts[];
  /** Not yet due. */
  readonly principal: Fen;
  /** Of that principal since the last due date. */
  readonly interest: Fen;
  readonly total: Fen;
  /** Paid from money that was kept for later instalments. */
  readonly fromPrepaid: Fen;
  readonly toPay: Fen;
}

/**
 * The settlement (提前结清) on a day: all that is owed, the principal not yet due and its interest by actual days since
 * the last due date, / 360 (handbook 5.7).
 * @throws LoanEventError when a due date up to that day has not been raised, or a later day has been accounted for.
 */
export function settlementOn(state: LoanState, on: Day, terms: OverdueTerms): Settlement {
  assertAt(state, on);
  const dues = owedDues(state, on, terms);
  const interest = interestToDate(state, on, state.principal);
  const total = sumFen([...dues.map(totalOf), state.principal, interest]);
  const fromPrepaid = minFen(total, state.prepaid);
  return { dues, principal: state.principal, interest, total, fromPrepaid, toPay: minus(total, fromPrepaid) };
}

/** Repays a loan altogether on a day, with `toPay` of its settlement; what is left of money kept is the borrower's. */
export function settle(state: LoanState, on: Day, terms: OverdueTerms): Step {
  const { dues, principal, interest, fromPrepaid } = settlementOn(state, on, terms);
  const lines: AllocationLine[] = dues.map((due) => ({ ...due, cleared: true }));
  const moved = movedBy(lines);
  return {
    state: { ...state, principal: fen(0n), next: null, dues: [], prepaid: minus(state.prepaid, fromPrepaid) },
    moved: {
      ...moved,
      principal: plus(moved.principal, principal),
      interest: plus(moved.interest, interest),
      fromPrepaid,
    },
    lines: reached(lines),
  };
}
