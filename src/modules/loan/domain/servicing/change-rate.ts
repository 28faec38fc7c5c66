import { daysBetween, type Day } from '../../../../kernel/calendar';
import { type DatedRate, withRate } from '../rates/dated-rates';
import { LoanEventError, type LoanState, type Step } from './loan-state';
import { NO_MOVE } from './prepay';
import { planAtRate } from './raise-due';

/**
 * Puts a new rate in force from its day (handbook 5.8). The instalment whose period it falls into, the first that is
 * due on that day or after it, keeps its planned principal and pays interest by days at both rates; when it falls due
 * the rest is planned anew. A rate from the last due date itself straddles nothing and is planned with at once.
 * @throws LoanEventError `TOO_EARLY` when days since then have been accounted for.
 * @throws DatedRateError when the loan has a rate of that day or a later one.
 */
export function changeRate(state: LoanState, rate: DatedRate): Step {
  const { next, plan, principal } = state;
  const isAccounted = state.dues.some(({ penalty }) => penalty.to > rate.from);
  if (rate.from < state.periodFrom || isAccounted) throw new LoanEventError('TOO_EARLY');
  const changed: LoanState = { ...state, rates: withRate(state.rates, rate) };
  const atOnce = rate.from === state.periodFrom && next !== null && rate.annual !== plan.annualRate;
  return {
    state: atOnce
      ? { ...changed, plan: planAtRate({ ...plan, annualRate: rate.annual }, next.no, principal) }
      : changed,
    moved: NO_MOVE,
    lines: [],
  };
}

/** Days of a period at the old and at the new rate: a due date on the effective day is wholly at the old one. */
export function straddledDays(
  periodFrom: Day,
  dueOn: Day,
  effectiveOn: Day,
): { readonly daysOld: number; readonly daysNew: number } {
  return { daysOld: daysBetween(periodFrom, effectiveOn), daysNew: daysBetween(effectiveOn, dueOn) };
}
