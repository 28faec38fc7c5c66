import type { Day } from '../../../../kernel/calendar';
import { type Fen, fen, minus } from '../../../../kernel/money';
import { dayInterest } from '../plan/interest';
import { planAfterPrepayment, type PrepaymentMode } from '../plan/prepayment';
import { rateDays } from '../rates/dated-rates';
import { LoanEventError, type LoanState, type Step } from './loan-state';
import { assertAt } from './pay';

export interface Prepayment {
  readonly on: Day;
  /** Principal to be repaid; its interest comes on top. */
  readonly amount: Fen;
  readonly mode: PrepaymentMode;
}

/**
 * Repays a part of the principal before it is due (提前部分还款, handbook 5.7), together with the interest of that part
 * from the last due date on: none on it. What remains pays its whole month at the next due date, on a new plan. The
 * plan keeps its rate; a change of rate that has come into force meanwhile takes effect with the next instalment.
 * @throws LoanEventError when instalments that have fallen due are unpaid, or the amount is not a part of the principal.
 */
export function prepay(state: LoanState, { on, amount, mode }: Prepayment): Step {
  assertAt(state, on);
  const { next, plan } = state;
  if (next === null) throw new LoanEventError('NO_MORE_DUES');
  if (state.dues.length > 0) throw new LoanEventError('DUES_UNPAID');
  if (amount <= 0n) throw new LoanEventError('AMOUNT_NOT_POSITIVE');
  if (amount >= state.principal) throw new LoanEventError('NOT_PARTIAL');
  const principal = minus(state.principal, amount);
  return {
    state: { ...state, principal, plan: planAfterPrepayment(plan, next.no, principal, mode) },
    moved: { ...NO_MOVE, principal: amount, interest: interestToDate(state, on, amount) },
    lines: [],
  };
}

/** Interest of principal that is repaid between two due dates: actual days since the last one, / 360. */
export function interestToDate({ periodFrom, rates }: LoanState, on: Day, principal: Fen): Fen {
  return dayInterest(principal, rateDays(rates, periodFrom, on));
}

export const NO_MOVE = {
  principal: fen(0n),
  interest: fen(0n),
  penalty: fen(0n),
  toPrepaid: fen(0n),
  fromPrepaid: fen(0n),
} as const;
