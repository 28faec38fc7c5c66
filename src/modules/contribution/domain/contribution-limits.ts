import type { ParameterSet } from '../../policy';
import type { ContributionLimits } from './monthly-contribution';

/** Limits and rounding unit of a district under a set of parameters. @throws UnknownParameter for another district. */
export function contributionLimits(parameters: ParameterSet, district: string): ContributionLimits {
  return {
    ratioMin: parameters.rate('contribution.ratioMin'),
    ratioMax: parameters.rate('contribution.ratioMax'),
    lowerBase: parameters.money(`contribution.lowerBase.${district}`),
    upperBase: parameters.money('contribution.upperBase'),
    roundingUnit: parameters.money('contribution.roundUnit'),
  };
}
