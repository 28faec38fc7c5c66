import { NoParametersForDay, type ParameterSet, parametersOn } from '../../../policy';
import type { Month } from '../../../../kernel/month';
import type { ContributionLimits } from './monthly-contribution';

/** Limits and rounding unit of a district under a set of parameters; ratios granted for hardship have a lower limit of their own. @throws UnknownParameter for another district. */
export function contributionLimits(
  parameters: ParameterSet,
  district: string,
  granted: { readonly hardship: boolean } = { hardship: false },
): ContributionLimits {
  return {
    ratioMin: parameters.rate(granted.hardship ? 'contribution.hardshipRatioMin' : 'contribution.ratioMin'),
    ratioMax: parameters.rate('contribution.ratioMax'),
    lowerBase: parameters.money(`contribution.lowerBase.${district}`),
    upperBase: parameters.money('contribution.upperBase'),
    roundingUnit: parameters.money('contribution.roundUnit'),
  };
}

/** Limits of the very month in that district; null where no parameters are in force: those of another time are never used. */
export function limitsOfMonth(
  month: Month,
  district: string,
  granted: { readonly hardship: boolean } = { hardship: false },
): ContributionLimits | null {
  try {
    return contributionLimits(parametersOn(`${month}-01`), district, granted);
  } catch (error) {
    if (error instanceof NoParametersForDay) return null;
    throw error;
  }
}

/** Whether a month has parameters of its own; those of another time are never used instead. */
export function hasParametersFor(month: Month): boolean {
  try {
    parametersOn(`${month}-01`);
    return true;
  } catch (error) {
    if (error instanceof NoParametersForDay) return false;
    throw error;
  }
}
