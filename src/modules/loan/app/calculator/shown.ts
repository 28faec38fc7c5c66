import type { Day } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { formatRate, parseRate, type Rate } from '../../../../kernel/rate';
import { PARAMETER_MARK_TEXT, type ParameterMark, type ParameterSet, type ReasonCode } from '../../../policy';
import type { HomeCount } from '../../domain/granting/loan-rate-table';
import { loanRates } from '../../domain/loan-parameters';

/** A parameter that a result rests on: its value, how well it is founded, and where it comes from. */
export interface ShownBasis {
  readonly parameter: string;
  readonly value: BilingualText;
  readonly mark: ParameterMark;
  readonly markText: BilingualText;
  readonly source: BilingualText;
}

/** What stands against a wish, and what would mend it. */
export interface CalculatorReason {
  readonly code: ReasonCode;
  readonly text: BilingualText;
  readonly fix: BilingualText;
}

export interface ShownRate {
  /** Yearly, a decimal fraction. */
  readonly annual: string;
  /** Since when it is in force; null for a rate that the request gave. */
  readonly sinceDay: Day | null;
  readonly basis: ShownBasis | null;
}

/** Day and parameters that a result was reckoned with. */
export interface Reckoned {
  readonly reckonedOn: Day;
  readonly parameters: string;
}

export function shownBasis(parameters: ParameterSet, path: string): ShownBasis {
  const { mark, source } = parameters.mark(path);
  return {
    parameter: path,
    value: parameters.print(path),
    mark,
    markText: PARAMETER_MARK_TEXT[mark],
    source,
  };
}

/** The rate that the request gives, or that of a loan disbursed today. */
export function rateToUse(
  asked: { readonly annualRate?: string; readonly home?: HomeCount; readonly periods: number },
  parameters: ParameterSet,
  today: Day,
): { readonly rate: Rate; readonly shown: ShownRate } {
  if (asked.annualRate !== undefined) {
    const rate = parseRate(asked.annualRate);
    return { rate, shown: { annual: formatRate(rate), sinceDay: null, basis: null } };
  }
  const { annual, from } = loanRates(parameters).on(today, asked.periods, asked.home ?? 'first');
  const row = (parameters.raw('loan.rates') as [string, ...string[]][]).findIndex(
    ([since]) => since === from,
  );
  const basis = shownBasis(parameters, `loan.rates.${row}`);
  return { rate: annual, shown: { annual: formatRate(annual), sinceDay: from, basis } };
}
