import { type Day, daysBetween } from '../../../../kernel/calendar';
import { type Fen, fen, minus, plus, sumFen } from '../../../../kernel/money';
import { type OwedParts, totalOf } from './allocation';
import { type LoanDue, LoanEventError, type LoanState, type OverdueTerms } from './loan-state';
import { accruePenalty, penaltyFrom } from './penalty';

/** Principal and interest of an instalment that are unpaid: what its penalty grows on. */
export function unpaidOf(due: LoanDue): Fen {
  const paid = plus(due.principalPaid, due.interestPaid);
  return minus(plus(due.principal, due.interest), paid);
}

/**
 * What is owed of an instalment on a day, its penalty through that day: none up to the end of the days of grace, all
 * days since the due date after them.
 * @throws LoanEventError `TOO_EARLY` when a payment of a later day has touched it.
 */
export function owedOf(due: LoanDue, on: Day, { rates }: LoanState, terms: OverdueTerms): OwedParts {
  if (on < due.penalty.to) throw new LoanEventError('TOO_EARLY');
  const inTime = daysBetween(due.dueOn, on) <= terms.graceDays;
  const { numerator } = accruePenalty(due.penalty, unpaidOf(due), on, rates, terms.penaltyFactor);
  return {
    no: due.no,
    penalty: inTime ? fen(0n) : minus(penaltyFrom(numerator), due.penaltyPaid),
    interest: minus(due.interest, due.interestPaid),
    principal: minus(due.principal, due.principalPaid),
  };
}

/** What is owed of everything that has fallen due, oldest first. */
export function owedDues(state: LoanState, on: Day, terms: OverdueTerms): OwedParts[] {
  return state.dues.map((due) => owedOf(due, on, state, terms));
}

/** What a payment on that day would have to be so that nothing due is left. */
export function owedInAll(state: LoanState, on: Day, terms: OverdueTerms): Fen {
  return sumFen(owedDues(state, on, terms).map(totalOf));
}

/** The day itself, or a later one on which the loan was accounted for last: the bank's day may be ahead of ours. */
export function countedOn({ periodFrom, dues }: LoanState, day: Day): Day {
  return [periodFrom, ...dues.map(({ penalty }) => penalty.to)].reduce(
    (last, one) => (one > last ? one : last),
    day,
  );
}

/** Principal that is not repaid (贷款余额): not yet due, and due and unpaid. */
export function outstandingPrincipal({ principal, dues }: LoanState): Fen {
  return plus(principal, sumFen(dues.map((due) => minus(due.principal, due.principalPaid))));
}

/** Days since the oldest unpaid instalment fell due; 0 when none has, or none before `on`. */
export function overdueDays({ dues: [oldest] }: LoanState, on: Day): number {
  return oldest === undefined ? 0 : Math.max(0, daysBetween(oldest.dueOn, on));
}

/** Unpaid instalments whose days of grace are over: from the day after them the loan is overdue (逾期). */
export function overduePeriods({ dues }: LoanState, on: Day, { graceDays }: OverdueTerms): number {
  return dues.filter(({ dueOn }) => daysBetween(dueOn, on) > graceDays).length;
}

/** Instalments that have fallen due and are paid in full. */
export function instalmentsPaid({ next, plan, dues }: LoanState): number {
  const fallenDue = next === null ? plan.fromNo + plan.periods - 1 : next.no - 1;
  return fallenDue - dues.length;
}
