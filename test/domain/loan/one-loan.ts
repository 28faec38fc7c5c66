import { parseDay } from '../../../src/kernel/calendar';
import { parseYuan, yuan } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import type { DueRule } from '../../../src/modules/loan/domain/plan/due-dates';
import type { LoanState, OverdueTerms } from '../../../src/modules/loan/domain/servicing/loan-state';
import { openLoan } from '../../../src/modules/loan/domain/servicing/open-loan';
import { owedDues, owedInAll } from '../../../src/modules/loan/domain/servicing/owed';
import { pay } from '../../../src/modules/loan/domain/servicing/pay';
import { raiseDue } from '../../../src/modules/loan/domain/servicing/raise-due';

export const day = parseDay;
export const terms: OverdueTerms = { penaltyFactor: parseRate('1.5'), graceDays: 0 };

export function loan(
  more: Partial<{
    method: '01' | '02';
    principal: string;
    rate: string;
    periods: number;
    on: string;
    due: DueRule;
  }> = {},
): LoanState {
  return openLoan({
    principal: parseYuan(more.principal ?? '700000.00'),
    annualRate: parseRate(more.rate ?? '0.0260'),
    periods: more.periods ?? 360,
    method: more.method ?? '01',
    disbursedOn: day(more.on ?? '2026-03-09'),
    due: more.due ?? { mode: 'same-day' },
  });
}
export const raised = (state: LoanState): LoanState => raiseDue(state).state;
/** As planned and paid on each due date, through `count` of them. */
export function paidThrough(state: LoanState, count: number): LoanState {
  let at = state;
  for (let paid = 0; paid < count; paid += 1) {
    at = raised(at);
    at = pay(at, at.periodFrom, owedInAll(at, at.periodFrom, terms), terms).state;
  }
  return at;
}
export const owed = (state: LoanState, on: string, by = terms) =>
  owedDues(state, day(on), by).map(({ no, penalty, interest, principal }) => [
    no,
    yuan(penalty),
    yuan(interest),
    yuan(principal),
  ]);
export const code = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'no error';
};
