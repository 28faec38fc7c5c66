import type { Day } from '../../../../kernel/calendar';
import { type Fen, fen } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import { type DueRule, firstDueOn } from '../plan/due-dates';
import { planOf } from '../plan/plan-segment';
import type { RepaymentMethod } from '../plan/repayment-method';
import type { LoanState } from './loan-state';

export interface Disbursement {
  readonly principal: Fen;
  /** Of the disbursement day. */
  readonly annualRate: Rate;
  readonly periods: number;
  readonly method: RepaymentMethod;
  /** The bank's day (DKFFRQ). */
  readonly disbursedOn: Day;
  readonly due: DueRule;
}

/**
 * A loan as it stands when the bank has paid it out (handbook 5.5, 5.6).
 * @throws RangeError when the principal is not positive or there is no period.
 */
export function openLoan(disbursement: Disbursement): LoanState {
  const { principal, annualRate, periods, method, disbursedOn, due } = disbursement;
  if (principal <= 0n) throw new RangeError('a loan is of more than nothing');
  return {
    plan: planOf({ method, fromNo: 1, periods, startBalance: principal, annualRate }),
    principal,
    periodFrom: disbursedOn,
    next: { no: 1, dueOn: firstDueOn(disbursedOn, due), byDays: due.mode === 'fixed-day' },
    dues: [],
    prepaid: fen(0n),
    rates: [{ from: disbursedOn, annual: annualRate }],
  };
}
