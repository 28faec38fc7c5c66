import { yuan } from '../../src/kernel/money';
import { parseRate } from '../../src/kernel/rate';
import { monthlyContribution } from '../../src/modules/contribution/domain/member/monthly-contribution';
import type { Evaluator } from './evaluator';

/** The ratios allowed on 2026-11-21, the day of every kind without a date of its own. */
const RATIO_MIN = parseRate('0.05');
const RATIO_MAX = parseRate('0.12');

export const evaluateMonthlyContribution: Evaluator = (input) => {
  const result = monthlyContribution(
    {
      averageMonthlyWage: input.money('averageMonthlyWage'),
      employerRatio: input.rate('employerRatio'),
      employeeRatio: input.rate('employeeRatio'),
    },
    {
      ratioMin: RATIO_MIN,
      ratioMax: RATIO_MAX,
      lowerBase: input.money('lowerBase'),
      upperBase: input.money('upperBase'),
      roundingUnit: input.money('roundingUnit'),
    },
  );
  if (!result.ok) return { error: result.error };
  return {
    base: yuan(result.base),
    employer: yuan(result.employer),
    employee: yuan(result.employee),
    total: yuan(result.total),
  };
};
