import type { Stage } from '../../stage/stage';
import { must } from '../narrator';
import { readLoan, type ToldLoan } from './loan-client';

/** A payment of a loan as its page tells it; the latest comes first. */
export interface Payment {
  readonly on: string;
  readonly periodNo: number | null;
  readonly paidBy: string;
  readonly principal: string;
  readonly interest: string;
  readonly penalty: string;
}

/** Where the repayment of a loan stands. */
export interface Repayment {
  readonly principalLeft: string;
  readonly annualRate: string;
  readonly instalment: string;
  readonly periodsLeft: number;
  readonly nextDueOn: string | null;
  readonly paidInAdvance: string;
  readonly riskClass: string;
  readonly settledOn: string | null;
  readonly owedInAll: string;
  readonly history: readonly Payment[];
}

export interface Standing {
  readonly state: string;
  readonly loanNo: string;
  readonly kinds: readonly string[];
  readonly repayment: Repayment;
}

export async function standingOf(stage: Stage, loan: ToldLoan): Promise<Standing> {
  const { state, loanNo, timeline, parts } = await readLoan(stage, loan);
  const repayment = parts['repayment'] as unknown as Repayment | null;
  must(repayment !== null, 'the loan is being repaid');
  return { state, loanNo, kinds: timeline.map(({ kind }) => kind), repayment };
}
