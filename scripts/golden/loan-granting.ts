import { yuan } from '../../src/kernel/money';
import { loanLimit } from '../../src/modules/loan/domain/granting/loan-limit';
import { limitParameters, termLimits } from '../../src/modules/loan/domain/loan-parameters';
import { loanTerm } from '../../src/modules/loan/domain/granting/loan-term';
import { parametersOn } from '../../src/modules/policy';
import type { Evaluator } from './evaluator';

/** Golden kinds without a date use the parameters of this day. */
const DAY = '2026-11-21';

export const evaluateLoanLimit: Evaluator = (input) => {
  const { limit, binding, bounds } = loanLimit(
    {
      price: input.money('price'),
      appraisal: input.moneyOrNull('appraisal'),
      downPaymentRatio: input.rate('downPaymentRatio'),
      contributionYears: input.integer('contributionYears'),
      twoContributors: input.flag('twoContributors'),
      // In the cases an uplift is for children or a soldier, who must pass the test of years.
      uplift: input.flag('uplift') ? ['MULTI_CHILD'] : [],
      monthlyIncome: input.money('monthlyIncome'),
      otherMonthlyDebt: input.money('otherMonthlyDebt'),
      annualRate: input.rate('annualRate'),
      periods: input.integer('periods'),
      balances: [],
    },
    limitParameters(parametersOn(DAY)),
  );
  const shown = new Map(bounds.map(({ by, amount }) => [by, yuan(amount)]));
  return {
    cap: shown.get('cap') ?? null,
    byPrice: shown.get('price') ?? null,
    byIncome: shown.get('income') ?? null,
    limit: yuan(limit),
    binding,
  };
};

export const evaluateLoanTerm: Evaluator = (input) => {
  const appliedOn = input.day('appliedOn');
  const { maxPeriods } = loanTerm(
    {
      birth: input.day('birth'),
      appliedOn,
      buildYear: input.integerOrNull('buildYear'),
      landUseMonths: null,
    },
    termLimits(parametersOn(DAY)),
  );
  return { maxPeriods };
};
