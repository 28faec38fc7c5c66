import { type Fen, sumFen } from '../../../../kernel/money';
import { type PlanRow, type PlanSegment, rowsOf } from './plan-segment';

/** All rows of a plan with their sums; the totals sum the rounded rows. */
export interface Schedule {
  readonly rows: readonly PlanRow[];
  readonly totalInterest: Fen;
  readonly totalPayment: Fen;
}

/** The repayment schedule (还款计划表) of a plan; empty for one of nothing. */
export function scheduleOf(plan: PlanSegment): Schedule {
  const rows = [...rowsOf(plan)];
  return {
    rows,
    totalInterest: sumFen(rows.map(({ interest }) => interest)),
    totalPayment: sumFen(rows.map(({ payment }) => payment)),
  };
}
