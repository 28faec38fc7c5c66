import { daysBetween } from '../../src/kernel/calendar';
import { plus, yuan } from '../../src/kernel/money';
import { dueDates, firstDueOn } from '../../src/modules/loan/domain/plan/due-dates';
import { type PlanRow, planOf, type PlanSegment } from '../../src/modules/loan/domain/plan/plan-segment';
import { prepaymentEffect } from '../../src/modules/loan/domain/plan/prepayment';
import { scheduleOf } from '../../src/modules/loan/domain/plan/schedule';
import { foreseenDue } from '../../src/modules/loan/domain/servicing/raise-due';
import { openLoan } from '../../src/modules/loan/domain/servicing/open-loan';
import { type CaseInput, CaseInputError } from './case-input';
import type { Evaluator } from './evaluator';

export const evaluateSchedule: Evaluator = (input) => {
  const method = input.oneOf('method', { 'equal-instalment': '01', 'equal-principal': '02' } as const);
  const { rows, totalInterest, totalPayment } = scheduleOf(planOf({ ...termsOf(input), method }));
  return {
    first: shown(rows[0]),
    middle: shown(rows[input.integer('middle') - 1]),
    last: shown(rows.at(-1)),
    totalInterest: yuan(totalInterest),
    totalPayment: yuan(totalPayment),
  };
};

export const evaluatePrepayment: Evaluator = (input) => {
  const mode = input.oneOf('mode', {
    'reduce-instalment': 'reduce-instalment',
    'reduce-term': 'reduce-term',
  } as const);
  const plan = planOf({ ...termsOf(input), method: '01' });
  const effect = prepaymentEffect(plan, input.integer('afterPeriod'), input.money('prepay'), mode);
  const own = effect.rows.map((row) => ({ ...row, no: row.no - effect.plan.fromNo + 1 }));
  return {
    balanceBefore: yuan(effect.balanceBefore),
    balanceAfter: yuan(effect.balanceAfter),
    payment: shown(own[0]).payment,
    remaining: own.length,
    last: shown(own.at(-1)),
    interestSaved: yuan(effect.interestSaved),
  };
};

export const evaluateDueDates: Evaluator = (input) => ({
  due: dueDates(input.day('disbursedOn'), { mode: 'same-day' }, input.integer('count')),
});

export const evaluateFirstInstalmentFixedDay: Evaluator = (input) => {
  const disbursedOn = input.day('disbursedOn');
  const due = { mode: 'fixed-day', dayOfMonth: input.integer('repayDay') } as const;
  const loan = openLoan({
    principal: input.money('principal'),
    annualRate: input.rate('annualRate'),
    periods: input.integer('periods'),
    method: '01',
    disbursedOn,
    due,
  });
  const first = foreseenDue(loan, { no: 1, dueOn: firstDueOn(disbursedOn, due), byDays: true });
  return {
    firstDue: first.dueOn,
    days: daysBetween(disbursedOn, first.dueOn),
    principal: yuan(first.principal),
    interest: yuan(first.interest),
    payment: yuan(plus(first.principal, first.interest)),
  };
};

/** The first plan of a loan, without its method. */
export function termsOf(input: CaseInput): Omit<PlanSegment, 'method' | 'instalment'> {
  return {
    fromNo: 1,
    startBalance: input.money('principal'),
    annualRate: input.rate('annualRate'),
    periods: input.integer('periods'),
  };
}

function shown(row: PlanRow | undefined) {
  if (row === undefined) throw new CaseInputError('there is no such period');
  return {
    number: row.no,
    payment: yuan(row.payment),
    principal: yuan(row.principal),
    interest: yuan(row.interest),
    balance: yuan(row.balance),
  };
}
