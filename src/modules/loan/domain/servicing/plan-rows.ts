import { formatRate } from '../../../../kernel/rate';
import type { LoanState } from './loan-state';
import { type PlanColumns, thenPlan } from './stored-loan';
import { plannedPrincipal } from '../plan/plan-segment';
import { nextDueOn } from '../plan/due-dates';

/** Why a loan is planned anew by what people decide. */
export type PlanReason = 'prepayment' | 'term-change' | 'method-change';

/** A segment that the plan goes on with, as it is kept. */
export interface PlanRow {
  readonly reason: PlanReason | 'rate-change';
  readonly onDay: string;
  readonly fromNo: number;
  readonly startFen: bigint;
  readonly annualRate: string;
  readonly periods: number;
  readonly method: '01' | '02';
  readonly instalmentFen: bigint;
  readonly firstInterestFen: bigint | null;
  readonly firstDueOn: string;
}

/**
 * Segments that an event added to the plan of a loan: the one it goes on with, where it is another than was foreseen, and
 * the one after the next period, where that straddles a change of rate.
 * @param reason why it was planned anew; null when an instalment fell due.
 */
export function addedPlanRows(
  before: PlanColumns,
  state: LoanState,
  after: PlanColumns,
  change: { readonly on: string; readonly reason: PlanReason | null },
): PlanRow[] {
  const { next, plan } = state;
  if (next === null) return [];
  const isRaised = next.no > before.nextNo;
  const foreseen = {
    rate: (isRaised ? before.thenRate : null) ?? before.annualRate,
    instalment: (isRaised ? before.thenInstalmentFen : null) ?? before.instalmentFen,
    periods: before.periodsLeft - (isRaised ? 1 : 0),
  };
  const isPlannedAnew =
    after.annualRate !== foreseen.rate ||
    after.instalmentFen !== foreseen.instalment ||
    after.periodsLeft !== foreseen.periods ||
    after.method !== before.method;
  const rateFrom = (state.rates.at(-1) ?? state.rates[0]).from;
  const rows: PlanRow[] = [];
  if (isPlannedAnew || change.reason !== null) {
    rows.push({
      reason: change.reason ?? 'rate-change',
      onDay: change.reason === null ? rateFrom : change.on,
      fromNo: next.no,
      startFen: state.principal,
      annualRate: after.annualRate,
      periods: after.periodsLeft,
      method: plan.method,
      instalmentFen: plan.instalment,
      firstInterestFen: after.nextInterestFen,
      firstDueOn: next.dueOn,
    });
  }
  const then = thenPlan(state);
  if (then && (rows.length > 0 || before.thenRate !== after.thenRate)) {
    rows.push({
      reason: 'rate-change',
      onDay: then.from,
      fromNo: next.no + 1,
      startFen: state.principal - plannedPrincipal(plan, next.no, state.principal),
      annualRate: formatRate(then.annualRate, 8),
      periods: after.periodsLeft - 1,
      method: plan.method,
      instalmentFen: then.instalment,
      firstInterestFen: null,
      firstDueOn: nextDueOn(next.dueOn),
    });
  }
  return rows;
}
