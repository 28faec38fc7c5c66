import { parseDay } from '../../../kernel/calendar';
import { yuan } from '../../../kernel/money';
import { parseRate } from '../../../kernel/rate';
import type { ParameterSet } from '../../policy';
import type { OverdueTerms } from './servicing/loan-state';
import type { ClassDays } from './servicing/risk-class';
import type { UpliftReason } from './granting/loan-cap';
import type { LimitParameters } from './granting/loan-limit';
import { LoanRateTable } from './granting/loan-rate-table';
import type { TermLimits } from './granting/loan-term';
import type { EarlyRepayment } from './signing/contract-body';

/** The dated rates, one row for each day on which they changed. */
export function loanRates(parameters: ParameterSet): LoanRateTable {
  const rows = parameters.raw('loan.rates') as [string, string, string, string, string][];
  return new LoanRateTable(
    rows.map(([from, firstShort, firstLong, secondShort, secondLong]) => ({
      from: parseDay(from),
      first: { short: parseRate(firstShort), long: parseRate(firstLong) },
      second: { short: parseRate(secondShort), long: parseRate(secondLong) },
    })),
  );
}

export function termLimits(parameters: ParameterSet): TermLimits {
  return {
    maxMonths: parameters.integer('loan.maxMonths'),
    ageLimit: parameters.integer('loan.ageLimit'),
    houseAgePlusTerm: parameters.integer('loan.houseAgePlusTerm'),
  };
}

export function limitParameters(parameters: ParameterSet): LimitParameters {
  return {
    caps: {
      single: parameters.money('loan.capSingle'),
      singleUnder3y: parameters.money('loan.capSingleUnder3y'),
      family: parameters.money('loan.capFamily'),
      familyUnder3y: parameters.money('loan.capFamilyUnder3y'),
      uplift: parameters.rate('loan.uplift'),
      upliftFor: parameters.raw('loan.upliftFor') as UpliftReason[],
    },
    housingRatio: parameters.rate('loan.housingRatio'),
    debtRatio: parameters.rate('loan.debtRatio'),
    balanceMultiple: parameters.integerOrNull('loan.balanceMultiple'),
    poolCoefficient: parameters.rateOrNull('loan.poolCoefficient'),
    step: parameters.money('loan.step'),
  };
}

export function earlyRepayment(parameters: ParameterSet): EarlyRepayment {
  return {
    afterInstalments: parameters.integer('loan.prepayAfterInstalments'),
    least: yuan(parameters.money('loan.prepayMin')),
    step: yuan(parameters.money('loan.prepayStep')),
  };
}

export function overdueTerms(parameters: ParameterSet): OverdueTerms {
  return {
    penaltyFactor: parameters.rate('loan.penaltyFactor'),
    graceDays: parameters.integer('loan.graceDays'),
  };
}

export function classDays(parameters: ParameterSet): ClassDays {
  const upTo = (index: number): number => parameters.integer(`loan.classDays.${index}`);
  return [upTo(0), upTo(1), upTo(2), upTo(3)];
}
