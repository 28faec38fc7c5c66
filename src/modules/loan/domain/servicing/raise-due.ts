import { fen, minus } from '../../../../kernel/money';
import { nextDueOn } from '../plan/due-dates';
import { dayInterest, periodInterest } from '../plan/interest';
import { periodsLeft, plannedPrincipal, planOf, type PlanSegment } from '../plan/plan-segment';
import { rateDays, rateOn } from '../rates/dated-rates';
import { allocate } from './allocation';
import { movedBy, reached } from './book-lines';
import { type LoanDue, LoanEventError, type LoanState, type NextDue, type Step } from './loan-state';

/** The step of an instalment falling due, with the instalment as it fell due. */
export interface RaisedDue extends Step {
  readonly raised: LoanDue;
}

/**
 * Lets the next instalment fall due, as of its due date: money kept for it pays it then; when the rate has changed
 * since the plan was made, the rest is planned anew (handbook 5.8). Has to be called before anything that happens on
 * or after the due date.
 * @throws LoanEventError `NO_MORE_DUES`.
 */
export function raiseDue(state: LoanState): RaisedDue {
  const { next } = state;
  if (next === null) throw new LoanEventError('NO_MORE_DUES');
  const due = foreseenDue(state, next);
  const principal = minus(state.principal, due.principal);
  // Money is kept only while nothing is owed, so it meets this instalment alone, on its due date.
  const parts = { no: due.no, penalty: fen(0n), interest: due.interest, principal: due.principal };
  const { lines, left } = allocate(state.prepaid, [parts]);
  const [line] = lines;
  const paid = { ...due, principalPaid: line?.principal ?? fen(0n), interestPaid: line?.interest ?? fen(0n) };
  return {
    state: {
      ...state,
      plan: planAfterDue({ ...state, principal }, next),
      principal,
      periodFrom: next.dueOn,
      next: principal === 0n ? null : { no: next.no + 1, dueOn: nextDueOn(next.dueOn), byDays: false },
      dues: line?.cleared ? state.dues : [...state.dues, paid],
      prepaid: left,
    },
    raised: due,
    moved: { ...movedBy(lines), fromPrepaid: minus(state.prepaid, left) },
    lines: reached(lines),
  };
}

/**
 * The next instalment as it will fall due if nothing happens before. Principal as planned; interest of a whole month,
 * by days where the rate changes in it (handbook 5.8), or of the actual days of a broken first period (5.6).
 */
export function foreseenDue({ plan, principal, periodFrom, rates }: LoanState, next: NextDue): LoanDue {
  const { no, dueOn, byDays } = next;
  return {
    no,
    dueOn,
    principal: plannedPrincipal(plan, no, principal),
    interest: byDays
      ? dayInterest(principal, rateDays(rates, periodFrom, dueOn))
      : periodInterest(principal, periodFrom, dueOn, rates),
    principalPaid: fen(0n),
    interestPaid: fen(0n),
    penaltyPaid: fen(0n),
    penalty: { numerator: 0n, to: dueOn },
  };
}

function planAfterDue({ plan, principal, rates }: LoanState, { no, dueOn }: NextDue): PlanSegment {
  const annualRate = rateOn(rates, dueOn);
  if (annualRate === plan.annualRate || principal === 0n) return plan;
  return planAtRate({ ...plan, annualRate }, no + 1, principal);
}

/** The plan from instalment `no` on at its own rate: equal principal keeps its principal, only interest changes. */
export function planAtRate(plan: PlanSegment, no: number, balance: LoanState['principal']): PlanSegment {
  const periods = periodsLeft(plan, no);
  if (plan.method === '02') return { ...plan, fromNo: no, startBalance: balance, periods };
  return planOf({ ...plan, fromNo: no, startBalance: balance, periods });
}

/** The instalments to come with their due dates, as the plan and the known rates have them. */
export function* foreseenDues(state: LoanState): Generator<LoanDue, void, undefined> {
  let at: LoanState = { ...state, dues: [], prepaid: fen(0n) };
  while (at.next !== null) {
    const { raised, state: after } = raiseDue(at);
    yield raised;
    at = { ...after, dues: [] };
  }
}
