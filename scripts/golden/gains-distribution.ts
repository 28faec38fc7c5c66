import { yuan } from '../../src/kernel/money';
import { distributeGains } from '../../src/modules/ledger/domain/gains-distribution';
import type { Evaluator } from './evaluator';

export const evaluateGainsDistribution: Evaluator = (input) => {
  const { reserve, managementFee, publicRental } = distributeGains({
    gains: input.money('gains'),
    rule: input.oneOf('rule', {
      'sixty-percent-of-gains': 'sixty-percent-of-gains',
      'one-percent-of-loans': 'one-percent-of-loans',
    } as const),
    loanBalance: input.money('loanBalance'),
    reserve: input.money('reserve'),
    managementFeeBudget: input.money('managementFeeBudget'),
  });
  return { reserve: yuan(reserve), managementFee: yuan(managementFee), publicRental: yuan(publicRental) };
};
