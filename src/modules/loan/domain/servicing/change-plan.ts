import type { Day } from '../../../../kernel/calendar';
import { planOf } from '../plan/plan-segment';
import type { RepaymentMethod } from '../plan/repayment-method';
import { LoanEventError, type LoanState, type Step } from './loan-state';
import { assertAt } from './pay';
import { NO_MOVE } from './prepay';

export interface PlanChange {
  readonly on: Day;
  readonly method: RepaymentMethod;
  /** Instalments from the next one on, that one counted. */
  readonly periods: number;
}

/**
 * Plans what has not fallen due by another method or over another term (还款方式、期限变更). No money moves.
 * @throws LoanEventError when instalments that have fallen due are unpaid.
 */
export function changePlan(state: LoanState, { on, method, periods }: PlanChange): Step {
  assertAt(state, on);
  const { next, plan, principal } = state;
  if (next === null) throw new LoanEventError('NO_MORE_DUES');
  if (state.dues.length > 0) throw new LoanEventError('DUES_UNPAID');
  const changed = planOf({ ...plan, method, fromNo: next.no, periods, startBalance: principal });
  return { state: { ...state, plan: changed }, moved: NO_MOVE, lines: [] };
}
