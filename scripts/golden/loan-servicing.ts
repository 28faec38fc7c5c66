import { plus, yuan } from '../../src/kernel/money';
import { dayInterest } from '../../src/modules/loan/domain/plan/interest';
import { planOf } from '../../src/modules/loan/domain/plan/plan-segment';
import { balanceAfter } from '../../src/modules/loan/domain/plan/prepayment';
import { classDays, overdueTerms } from '../../src/modules/loan/domain/loan-parameters';
import { allocate } from '../../src/modules/loan/domain/servicing/allocation';
import { changeRate, straddledDays } from '../../src/modules/loan/domain/servicing/change-rate';
import { hedge } from '../../src/modules/loan/domain/servicing/hedging';
import type { LoanState } from '../../src/modules/loan/domain/servicing/loan-state';
import { openLoan } from '../../src/modules/loan/domain/servicing/open-loan';
import { penaltyFrom, penaltyNumerator } from '../../src/modules/loan/domain/servicing/penalty';
import { type RaisedDue, raiseDue } from '../../src/modules/loan/domain/servicing/raise-due';
import { riskClass } from '../../src/modules/loan/domain/servicing/risk-class';
import { parametersOn } from '../../src/modules/policy';
import type { Evaluator } from './evaluator';
import { termsOf } from './loan-schedule';

/** Golden kinds without a date use the parameters of this day. */
const PARAMETERS = parametersOn('2026-11-21');

export const evaluateSettlement: Evaluator = (input) => {
  const plan = planOf({ ...termsOf(input), method: '01' });
  const principal = balanceAfter(plan, input.integer('afterPeriod'));
  const interest = dayInterest(principal, plan.annualRate * BigInt(input.integer('days')));
  return { principal: yuan(principal), interest: yuan(interest), total: yuan(plus(principal, interest)) };
};

/** The loan is paid as planned until the instalment that the new rate falls into. */
export const evaluateRateChange: Evaluator = (input) => {
  const effectiveOn = input.day('effectiveOn');
  const opened = openLoan({
    principal: input.money('principal'),
    annualRate: input.rate('oldRate'),
    periods: input.integer('periods'),
    method: '01',
    disbursedOn: input.day('disbursedOn'),
    due: { mode: 'same-day' },
  });
  let before = opened;
  while (before.next !== null && before.next.dueOn < effectiveOn) before = paid(raiseDue(before));
  const changed = changeRate(before, { from: effectiveOn, annual: input.rate('newRate') }).state;
  const { raised, state: after } = raiseDue(changed);
  const { daysOld, daysNew } = straddledDays(before.periodFrom, raised.dueOn, effectiveOn);
  return {
    oldPayment: yuan(opened.plan.instalment),
    straddling: {
      number: raised.no,
      due: raised.dueOn,
      daysOld,
      daysNew,
      principal: yuan(raised.principal),
      interest: yuan(raised.interest),
      payment: yuan(plus(raised.principal, raised.interest)),
      balance: yuan(after.principal),
    },
    newPayment: yuan(after.plan.instalment),
  };
};

export const evaluatePenalty: Evaluator = (input) => {
  const unpaid = plus(input.money('overduePrincipal'), input.money('overdueInterest'));
  const daysAtRate = input.rate('annualRate') * BigInt(input.integer('days'));
  const { penaltyFactor } = overdueTerms(PARAMETERS);
  return { penalty: yuan(penaltyFrom(penaltyNumerator(unpaid, daysAtRate, penaltyFactor))) };
};

export const evaluateAllocation: Evaluator = (input) => {
  const owed = input.list('dues').map((due) => ({
    no: due.integer('number'),
    penalty: due.money('penalty'),
    interest: due.money('interest'),
    principal: due.money('principal'),
  }));
  const { lines, left } = allocate(input.money('amount'), owed);
  return {
    lines: lines.map(({ no, penalty, interest, principal, cleared }) => ({
      number: no,
      penalty: yuan(penalty),
      interest: yuan(interest),
      principal: yuan(principal),
      cleared,
    })),
    left: yuan(left),
  };
};

export const evaluateHedging: Evaluator = (input) => {
  const { accounts, card, unpaid, state } = hedge({
    due: input.money('due'),
    accounts: input
      .list('accounts')
      .map((account) => ({ holder: account.text('holder'), balance: account.money('balance') })),
    card: input.money('card'),
    minimumRetained: input.money('minimumRetained'),
    order: 'accounts-first',
  });
  return {
    accounts: accounts.map(({ holder, debit, after }) => ({
      holder,
      debit: yuan(debit),
      after: yuan(after),
    })),
    card: yuan(card),
    unpaid: yuan(unpaid),
    state,
  };
};

export const evaluateRiskClass: Evaluator = (input) => ({
  riskClass: riskClass(input.integer('overdueDays'), classDays(PARAMETERS)),
});

function paid({ state }: RaisedDue): LoanState {
  return { ...state, dues: [] };
}
