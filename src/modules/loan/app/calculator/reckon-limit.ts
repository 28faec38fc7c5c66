import type { Day } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { type Fen, minus, parseYuan, yuan } from '../../../../kernel/money';
import { formatRate, type Rate } from '../../../../kernel/rate';
import type { ParameterSet } from '../../../policy';
import { type CapRow, familyCap } from '../../domain/granting/loan-cap';
import {
  type LimitBound,
  type LimitRequest,
  type LoanLimit,
  loanLimit,
} from '../../domain/granting/loan-limit';
import { type FundLendingFact, lendingStep } from '../../domain/fund/fund-lending';
import { LEAST_TERM } from '../../domain/granting/loan-term';
import { limitParameters } from '../../domain/loan-parameters';
import { planOf, rowsOf } from '../../domain/plan/plan-segment';
import type { LimitQuestion } from './limit-question';
import { limitReasons } from './limit-reasons';
import { termOf } from './reckon-term';
import {
  type CalculatorReason,
  rateToUse,
  type Reckoned,
  shownBasis,
  type ShownBasis,
  type ShownRate,
} from './shown';

export interface ShownLimitBound {
  readonly by: LimitBound;
  readonly text: BilingualText;
  readonly amount: string;
  readonly binding: boolean;
  readonly basis: readonly ShownBasis[];
}

export interface LoanLimitView extends Reckoned {
  readonly limit: string;
  /** Over how many months it is reckoned: as asked for, or the longest there is where that is less. */
  readonly periods: number;
  readonly binding: LimitBound;
  readonly bounds: readonly ShownLimitBound[];
  /** Whether less is lent while the fund is short of money; 'not-known': the limit is told without it. */
  readonly fund: 'not-limited' | 'limited' | 'not-known';
  readonly rate: ShownRate;
  readonly downPayment: { readonly ratio: string; readonly atLimit: string; readonly basis: ShownBasis };
  /** First instalments of a loan of the whole limit; null when nothing is lent. */
  readonly monthly: { readonly equalInstalment: string; readonly equalPrincipal: string } | null;
  /** Everything that stands against the loan, or against what is wanted; empty when nothing does. */
  readonly reasons: readonly CalculatorReason[];
}

const TEXTS: Readonly<Record<LimitBound, BilingualText>> = {
  cap: {
    zh: '中心最高额度（按缴存人数与年限）',
    en: 'the centre’s cap, by headcount and years of contribution',
  },
  price: { zh: '房价减首付款', en: 'the price less the down payment' },
  income: { zh: '家庭还款能力', en: 'what the household can repay' },
  balance: { zh: '账户余额倍数', en: 'a multiple of the balances' },
  pool: { zh: '资金流动性系数', en: 'the state of the fund' },
};
const CAP_PATHS: Readonly<Record<CapRow, string>> = {
  single: 'loan.capSingle',
  singleUnder3y: 'loan.capSingleUnder3y',
  family: 'loan.capFamily',
  familyUnder3y: 'loan.capFamilyUnder3y',
};

/**
 * The most that is lent for a home today, with every bound and what stands against it.
 * @throws Problem 400 when a birth or a building lies in the future.
 */
export function reckonLimit(
  asked: LimitQuestion,
  parameters: ParameterSet,
  today: Day,
  lending: FundLendingFact | null = { inForce: false },
): LoanLimitView {
  const periods = periodsOf(asked, parameters, today);
  const { rate, shown } = rateToUse({ ...asked, periods }, parameters, today);
  const downPath = downPaymentPath(asked);
  const request = requestOf({ ...asked, periods }, rate, parameters.rate(downPath));
  const step = lending === null ? null : lendingStep(lending, parameters);
  const limits = limitParameters(parameters);
  const result = loanLimit(
    request,
    step === null ? limits : { ...limits, poolCoefficient: step.coefficient },
  );
  const pathsOf = pathsOfBounds(request, parameters, downPath, step?.path ?? 'loan.poolCoefficient');
  const { limit, binding, bounds } = result;
  return {
    reckonedOn: today,
    parameters: parameters.id,
    limit: yuan(limit),
    periods,
    binding,
    bounds: bounds.map(({ by, amount }) => ({
      by,
      text: TEXTS[by],
      amount: yuan(amount),
      binding: by === binding,
      basis: pathsOf[by].map((path) => shownBasis(parameters, path)),
    })),
    fund: lending === null ? 'not-known' : step === null ? 'not-limited' : 'limited',
    rate: shown,
    downPayment: {
      ratio: formatRate(request.downPaymentRatio, 2),
      atLimit: yuan(minus(request.price, limit)),
      basis: shownBasis(parameters, downPath),
    },
    monthly: limit === 0n ? null : monthlyOf(limit, rate, periods),
    reasons: limitReasons(asked, result, TEXTS[binding], parameters, today),
  };
}

/** As the decision reckons: no longer than birth and building allow, where they are told. */
function periodsOf(
  { periods, birth, buildYear }: LimitQuestion,
  parameters: ParameterSet,
  today: Day,
): number {
  if (birth === undefined) return periods;
  const asked = { birth, ...(buildYear === undefined ? {} : { buildYear }) };
  return Math.min(periods, Math.max(LEAST_TERM, termOf(asked, parameters, today).maxPeriods));
}

function requestOf(asked: LimitQuestion, annualRate: Rate, downPaymentRatio: Rate): LimitRequest {
  return {
    price: parseYuan(asked.price),
    appraisal: asked.appraisal === undefined ? null : parseYuan(asked.appraisal),
    downPaymentRatio,
    contributionYears: asked.contributionYears,
    twoContributors: asked.twoContributors,
    uplift: asked.uplift ?? [],
    monthlyIncome: parseYuan(asked.monthlyIncome),
    otherMonthlyDebt: parseYuan(asked.otherMonthlyDebt ?? '0.00'),
    annualRate,
    periods: asked.periods,
    balances: [],
  };
}

function downPaymentPath({ affordable = false, home = 'first' }: LimitQuestion): string {
  if (affordable) return 'loan.downAffordable';
  return home === 'first' ? 'loan.downFirst' : 'loan.downSecond';
}

/** The parameters that each bound rests on. */
function pathsOfBounds(
  request: LimitRequest,
  parameters: ParameterSet,
  downPath: string,
  poolPath: string,
): Readonly<Record<LoanLimit['binding'], readonly string[]>> {
  const { row, lifted } = familyCap(request, limitParameters(parameters).caps);
  const cap = lifted ? [CAP_PATHS[row], 'loan.uplift'] : [CAP_PATHS[row]];
  return {
    cap,
    price: [downPath],
    income: ['loan.housingRatio', 'loan.debtRatio'],
    balance: ['loan.balanceMultiple'],
    pool: [...cap, poolPath],
  };
}

function monthlyOf(principal: Fen, annualRate: Rate, periods: number): NonNullable<LoanLimitView['monthly']> {
  const first = (method: '01' | '02'): string => {
    const [row] = rowsOf(planOf({ method, fromNo: 1, periods, startBalance: principal, annualRate }));
    return yuan(row?.payment ?? principal);
  };
  return { equalInstalment: first('01'), equalPrincipal: first('02') };
}
