import { type Fen, minus, sumFen } from '../../../../kernel/money';
import {
  type PlanRow,
  planKeepingInstalment,
  planOf,
  type PlanSegment,
  periodsLeft,
  rowAt,
  rowsOf,
} from './plan-segment';

/** What a partial prepayment lowers: the instalment, over the same term, or the term, with the same instalment. */
export type PrepaymentMode = 'reduce-instalment' | 'reduce-term';

export interface PrepaymentEffect {
  readonly balanceBefore: Fen;
  readonly balanceAfter: Fen;
  /** The plan from the next instalment on. */
  readonly plan: PlanSegment;
  readonly rows: readonly PlanRow[];
  /** Planned interest of the instalments that were left, less that of the new plan. */
  readonly interestSaved: Fen;
}

/** The plan of what is left after a prepayment, from instalment `no` on (handbook 5.7). */
export function planAfterPrepayment(
  plan: PlanSegment,
  no: number,
  balance: Fen,
  mode: PrepaymentMode,
): PlanSegment {
  if (mode === 'reduce-term') return planKeepingInstalment(plan, no, balance);
  return planOf({ ...plan, fromNo: no, startBalance: balance, periods: periodsLeft(plan, no) });
}

/** Principal not yet due after instalment `no` of a plan; its start balance before the first. */
export function balanceAfter(plan: PlanSegment, no: number): Fen {
  let balance = plan.startBalance;
  for (let at = plan.fromNo; at <= no && balance > 0n; at += 1) balance = rowAt(plan, at, balance).balance;
  return balance;
}

/**
 * What a prepayment on the due date of instalment `afterNo`, once that is paid, does to the plan (handbook 5.7).
 * @throws RangeError when the amount is not above zero and below the balance.
 */
export function prepaymentEffect(
  plan: PlanSegment,
  afterNo: number,
  amount: Fen,
  mode: PrepaymentMode,
): PrepaymentEffect {
  const before = balanceAfter(plan, afterNo);
  if (amount <= 0n || amount >= before) {
    throw new RangeError('a partial prepayment is above zero and below the balance');
  }
  const after = minus(before, amount);
  const next = planAfterPrepayment(plan, afterNo + 1, after, mode);
  const rows = [...rowsOf(next)];
  const planned = interestOf(
    rowsOf({ ...plan, fromNo: afterNo + 1, startBalance: before, periods: periodsLeft(plan, afterNo + 1) }),
  );
  return {
    balanceBefore: before,
    balanceAfter: after,
    plan: next,
    rows,
    interestSaved: minus(planned, interestOf(rows)),
  };
}

function interestOf(rows: Iterable<PlanRow>): Fen {
  return sumFen([...rows].map(({ interest }) => interest));
}
