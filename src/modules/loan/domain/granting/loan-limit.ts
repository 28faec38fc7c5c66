import { type Fen, fen, minFen, sumFen } from '../../../../kernel/money';
import { type Rate, RATE_SCALE } from '../../../../kernel/rate';
import { divideDown, divideHalfUp } from '../../../../kernel/rounding';
import { type Fraction, presentValue } from '../plan/instalment';
import { type CapRequest, familyCap, type LoanCaps } from './loan-cap';

/** What the amount of a loan depends on. */
export interface LimitRequest extends CapRequest {
  readonly price: Fen;
  /** Of a second-hand home; null for a new one. */
  readonly appraisal: Fen | null;
  readonly downPaymentRatio: Rate;
  /** The household's contribution bases together. */
  readonly monthlyIncome: Fen;
  readonly otherMonthlyDebt: Fen;
  readonly annualRate: Rate;
  readonly periods: number;
  /** Balances that a multiple of them is taken of, where the centre does so. */
  readonly balances: readonly Fen[];
}

/** From the parameters of group `loan`; null where the centre does not use the bound. */
export interface LimitParameters {
  readonly caps: LoanCaps;
  readonly housingRatio: Rate;
  readonly debtRatio: Rate;
  readonly balanceMultiple: number | null;
  /** What of the cap is lent while the fund is short of money. */
  readonly poolCoefficient: Rate | null;
  /** A limit is a whole number of these. */
  readonly step: Fen;
}

/** What an amount is bound by: the cap, the price, the income, the balances, the state of the fund. */
export type LimitBound = 'cap' | 'price' | 'income' | 'balance' | 'pool';

export interface LoanLimit {
  /** The exact least of all bounds, cut to whole steps. */
  readonly limit: Fen;
  readonly binding: LimitBound;
  /** Every bound in use, rounded to 0.01, in the order in which the first of equals binds. */
  readonly bounds: readonly { readonly by: LimitBound; readonly amount: Fen }[];
}

/**
 * The most that is lent (handbook 5.2): the least of all bounds, compared exactly and cut to whole steps. None is below
 * zero.
 * @throws RangeError when there is no period.
 */
export function loanLimit(request: LimitRequest, parameters: LimitParameters): LoanLimit {
  const { amount: cap } = familyCap(request, parameters.caps);
  const { balanceMultiple: multiple, poolCoefficient: pool } = parameters;
  const inUse: [LimitBound, Fraction | null][] = [
    ['cap', cap],
    ['price', byPrice(request)],
    ['income', byIncome(request, parameters)],
    ['balance', multiple === null ? null : whole(sumFen(request.balances) * BigInt(multiple))],
    ['pool', pool === null ? null : times(cap, pool)],
  ];
  const bounds = inUse.flatMap(([by, exact]) => (exact === null ? [] : [{ by, exact }]));
  const tightest = bounds.reduce((least, bound) => (isLess(bound.exact, least.exact) ? bound : least));
  const { numerator, denominator } = tightest.exact;
  return {
    limit: fen(divideDown(numerator, denominator * parameters.step) * parameters.step),
    binding: tightest.by,
    bounds: bounds.map(({ by, exact }) => ({
      by,
      amount: fen(divideHalfUp(exact.numerator, exact.denominator)),
    })),
  };
}

/** The value less the down payment; of a second-hand home the lesser of price and appraisal. */
function byPrice({ price, appraisal, downPaymentRatio }: LimitRequest): Fraction {
  const value = appraisal === null ? price : minFen(price, appraisal);
  const lent = RATE_SCALE - downPaymentRatio;
  return { numerator: value * (lent > 0n ? lent : 0n), denominator: RATE_SCALE };
}

/** What instalments of the household's room repay: the lesser of a share for housing and one for all its debts. */
function byIncome(request: LimitRequest, { housingRatio, debtRatio }: LimitParameters): Fraction {
  const { monthlyIncome, otherMonthlyDebt, annualRate, periods } = request;
  const forHousing = monthlyIncome * housingRatio;
  const besideDebts = monthlyIncome * debtRatio - otherMonthlyDebt * RATE_SCALE;
  const room = forHousing < besideDebts ? forHousing : besideDebts;
  return presentValue({ numerator: room > 0n ? room : 0n, denominator: RATE_SCALE }, annualRate, periods);
}

function whole(amount: bigint): Fraction {
  return { numerator: amount, denominator: 1n };
}

function times({ numerator, denominator }: Fraction, rate: Rate): Fraction {
  return { numerator: numerator * rate, denominator: denominator * RATE_SCALE };
}

function isLess(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}
