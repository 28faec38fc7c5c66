import { parseYuan } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import type { FactReader, ParameterSet } from '../../../policy';
import { type LiquidityStep, liquiditySteps, stepOf } from './fund-day';

/** Name of the fact. */
export const FUND_LENDING = 'fund.lending';

/**
 * `fund.lending`: whether less is lent while the fund is short of money, by which document, and what of the deposits was
 * lent when it was last measured. Yuan. Without a measure in force nothing is told of the money.
 */
export type FundLendingFact =
  | { readonly inForce: false }
  | {
      readonly inForce: true;
      readonly documentNo: string;
      readonly measuredOn: string;
      readonly deposits: string;
      readonly loans: string;
      /** '0.8612' */
      readonly ratio: string | null;
    };

/** The step that holds for what is told of the fund; null while all of the cap is lent. */
export function lendingStep(lending: FundLendingFact, parameters: ParameterSet): LiquidityStep | null {
  if (!lending.inForce) return null;
  const lent = { deposits: parseYuan(lending.deposits), loans: parseYuan(lending.loans) };
  return stepOf(lent, liquiditySteps(parameters));
}

/** What of the centre's cap is lent now; null while all of it is. */
export function lendingCoefficient(
  reader: Pick<FactReader, 'fact'> & { readonly parameters: ParameterSet },
): Rate | null {
  return lendingStep(reader.fact<FundLendingFact>(FUND_LENDING), reader.parameters)?.coefficient ?? null;
}
