import { type Day, parseDay } from '../../../../kernel/calendar';
import { type Fen, fen, minus } from '../../../../kernel/money';
import { formatRate, parseRate, type Rate } from '../../../../kernel/rate';
import { monthInterest } from '../plan/interest';
import { periodsLeft } from '../plan/plan-segment';
import type { RepaymentMethod } from '../plan/repayment-method';
import type { DatedRates } from '../rates/dated-rates';
import { penaltyFrom } from './penalty';
import type { LoanDue, LoanState } from './loan-state';
import { foreseenDue, raiseDue } from './raise-due';

/** The part of a stored loan account that a `LoanState` is made of, and that it is stored as. */
export interface PlanColumns {
  readonly method: RepaymentMethod;
  /** With eight decimals. */
  readonly annualRate: string;
  readonly plannedFen: bigint;
  readonly instalmentFen: bigint;
  readonly periodsLeft: number;
  readonly nextNo: number;
  readonly nextDueOn: string | null;
  /** null: a whole month at one rate. */
  readonly nextInterestFen: bigint | null;
  readonly lastDueOn: string;
  readonly prepaidFen: bigint;
  /** Rate and instalment from the period after the next on, where they are others. */
  readonly thenRate: string | null;
  readonly thenInstalmentFen: bigint | null;
}

/** A period that fell due and is not paid in full, as stored. */
export interface DueColumns {
  readonly no: number;
  readonly dueOn: string;
  readonly principalFen: bigint;
  readonly interestFen: bigint;
  readonly paidPrincipalFen: bigint;
  readonly paidInterestFen: bigint;
  readonly paidPenaltyFen: bigint;
  /** A whole number as text. */
  readonly penaltyNumerator: string;
  readonly penaltyTo: string;
}

/** The loan as the domain reckons with it. `rates` go through the day of the next event. */
export function stateOf(
  account: PlanColumns,
  dues: readonly DueColumns[],
  rates: DatedRates,
  firstByDays: boolean,
): LoanState {
  const principal = fen(account.plannedFen);
  return {
    plan: {
      method: account.method,
      fromNo: account.nextNo,
      periods: account.periodsLeft,
      startBalance: principal,
      annualRate: parseRate(account.annualRate),
      instalment: fen(account.instalmentFen),
    },
    principal,
    periodFrom: parseDay(account.lastDueOn),
    next:
      account.nextDueOn === null
        ? null
        : {
            no: account.nextNo,
            dueOn: parseDay(account.nextDueOn),
            byDays: firstByDays && account.nextNo === 1,
          },
    dues: dues.map(dueOf),
    prepaid: fen(account.prepaidFen),
    rates,
  };
}

function dueOf(row: DueColumns): LoanDue {
  return {
    no: row.no,
    dueOn: parseDay(row.dueOn),
    principal: fen(row.principalFen),
    interest: fen(row.interestFen),
    principalPaid: fen(row.paidPrincipalFen),
    interestPaid: fen(row.paidInterestFen),
    penaltyPaid: fen(row.paidPenaltyFen),
    penalty: { numerator: BigInt(row.penaltyNumerator), to: parseDay(row.penaltyTo) },
  };
}

/** The columns of a loan as it stands; the number of its next period goes on after the last one. */
export function columnsOf(state: LoanState, before: PlanColumns): PlanColumns {
  const { plan, principal, next, periodFrom, prepaid } = state;
  const common = {
    method: plan.method,
    annualRate: formatRate(plan.annualRate, 8),
    plannedFen: principal,
    instalmentFen: plan.instalment,
    lastDueOn: periodFrom,
    prepaidFen: prepaid,
  };
  if (next === null) {
    // Either its last period has just fallen due, or what was not yet due is repaid.
    const nextNo = periodFrom === before.nextDueOn ? before.nextNo + 1 : before.nextNo;
    return {
      ...common,
      periodsLeft: 0,
      nextNo,
      nextDueOn: null,
      nextInterestFen: null,
      thenRate: null,
      thenInstalmentFen: null,
    };
  }
  const { interest } = foreseenDue(state, next);
  const isWholeMonth = !next.byDays && interest === monthInterest(principal, plan.annualRate);
  const then = thenPlan(state);
  return {
    ...common,
    periodsLeft: periodsLeft(plan, next.no),
    nextNo: next.no,
    nextDueOn: next.dueOn,
    nextInterestFen: isWholeMonth ? null : interest,
    thenRate: then && formatRate(then.annualRate, 8),
    thenInstalmentFen: then && then.instalment,
  };
}

/** What the plan becomes when the next period falls due, where that is another: it straddles a change of rate. */
export function thenPlan(
  state: LoanState,
): { readonly annualRate: Rate; readonly instalment: Fen; readonly from: Day } | null {
  const { state: after } = raiseDue(state);
  if (after.next === null || after.plan.annualRate === state.plan.annualRate) return null;
  const { annualRate, instalment } = after.plan;
  return { annualRate, instalment, from: (state.rates.at(-1) ?? state.rates[0]).from };
}

/** Penalty reckoned so far of a due, as stored: never below what is paid of it. */
export function penaltyOf({ penalty, penaltyPaid }: LoanDue): Fen {
  const reckoned = penaltyFrom(penalty.numerator);
  return reckoned > penaltyPaid ? reckoned : penaltyPaid;
}

/** Of a payment of due principal, what repays the part that stands on 122. */
export function fromOverdueAccount(ofDues: Fen, transferredFen: bigint): { on122: Fen; on121: Fen } {
  const on122 = fen(ofDues < transferredFen ? ofDues : transferredFen);
  return { on122, on121: minus(ofDues, on122) };
}
