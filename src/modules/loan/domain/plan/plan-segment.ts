import { type Fen, fen, minFen, minus, plus } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import { divideHalfUp } from '../../../../kernel/rounding';
import { instalment } from './instalment';
import { monthInterest } from './interest';
import type { RepaymentMethod } from './repayment-method';

/**
 * A plan of repayment in six values, from which each of its rows follows: nothing else of a plan is stored. A loan has
 * a new one after a prepayment, a change of rate or a change of method or term.
 */
export interface PlanSegment {
  readonly method: RepaymentMethod;
  /** Number of its first instalment, counted from 1 over the whole loan. */
  readonly fromNo: number;
  /** How many instalments it has at most; the last of them takes what is left. */
  readonly periods: number;
  /** Principal not yet due before its first instalment. */
  readonly startBalance: Fen;
  readonly annualRate: Rate;
  /** '01': principal and interest of each month; '02': principal of each month. */
  readonly instalment: Fen;
}

export type PlanTerms = Omit<PlanSegment, 'instalment'>;

/** One instalment as planned, for a whole month at the segment's rate. */
export interface PlanRow {
  readonly no: number;
  readonly payment: Fen;
  readonly principal: Fen;
  readonly interest: Fen;
  /** Principal not yet due after it. */
  readonly balance: Fen;
}

/**
 * A plan on new terms: '01' the equal instalment, '02' principal / periods, rounded once, half up, to 0.01 (handbook
 * 5.5).
 * @throws RangeError when there is no period or the balance is negative.
 */
export function planOf(terms: PlanTerms): PlanSegment {
  const { method, startBalance, annualRate, periods } = terms;
  if (startBalance < 0n) throw new RangeError('a balance is not negative');
  const each =
    method === '01' ? instalment(startBalance, annualRate, periods) : equalPrincipal(startBalance, periods);
  return { ...terms, instalment: each };
}

/**
 * A plan that keeps the instalment of another from `no` on and lasts as few periods as that takes, but no longer than
 * the other would have (handbook 5.7).
 */
export function planKeepingInstalment(plan: PlanSegment, no: number, balance: Fen): PlanSegment {
  const kept = { ...plan, fromNo: no, startBalance: balance, periods: periodsLeft(plan, no) };
  if (plan.method === '02' && plan.instalment > 0n) {
    const needed = Number((balance + plan.instalment - 1n) / plan.instalment);
    return { ...kept, periods: Math.min(kept.periods, needed) };
  }
  let needed = 0;
  for (const row of rowsOf(kept)) needed = row.no - no + 1;
  return { ...kept, periods: needed };
}

export function lastNoOf(plan: PlanSegment): number {
  return plan.fromNo + plan.periods - 1;
}

/** Instalments from `no` to the last, both counted. */
export function periodsLeft(plan: PlanSegment, no: number): number {
  return lastNoOf(plan) - no + 1;
}

/** Principal that instalment `no` repays of the balance before it; the last repays all of it. */
export function plannedPrincipal(plan: PlanSegment, no: number, balance: Fen): Fen {
  if (no >= lastNoOf(plan)) return balance;
  const ofPayment = plan.method === '01' ? monthInterest(balance, plan.annualRate) : fen(0n);
  return minFen(balance, minus(plan.instalment, ofPayment));
}

/** Instalment `no` of the plan, from the balance before it: the balance is all that is needed of the rows before. */
export function rowAt(plan: PlanSegment, no: number, balance: Fen): PlanRow {
  const principal = plannedPrincipal(plan, no, balance);
  const interest = monthInterest(balance, plan.annualRate);
  return { no, payment: plus(principal, interest), principal, interest, balance: minus(balance, principal) };
}

/**
 * The rows of a plan, one by one, until nothing is left: Σ principal is the start balance, all are zero or more. There
 * are fewer than `periods` only when rounding an amount of a few fen repays it early.
 */
export function* rowsOf(plan: PlanSegment): Generator<PlanRow, void, undefined> {
  let balance = plan.startBalance;
  for (let no = plan.fromNo; balance > 0n; no += 1) {
    const row = rowAt(plan, no, balance);
    balance = row.balance;
    yield row;
  }
}

function equalPrincipal(principal: Fen, periods: number): Fen {
  if (!Number.isSafeInteger(periods) || periods < 1) throw new RangeError('a plan has one period or more');
  return fen(divideHalfUp(principal, BigInt(periods)));
}
